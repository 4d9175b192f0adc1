/** The words in blocks that somebody else laid out. They may be of any size and depth: what goes too far is left out. */
import { readable, unescaped } from './readable.js';

type Part = Record<string, unknown>;

const deepest = 6;
/** Parts that are looked at, of all blocks together. */
const mostParts = 500;
/** Characters of one text. */
const longest = 12_000;

/** One line for a block, or for a row of a table; empty where there is nothing to read. */
export function blocksInWords(blocks: unknown): string {
  const budget = { parts: mostParts };
  return lines(childrenOf(blocks, budget).map((block) => blockInWords(block, budget)));
}

interface Budget {
  parts: number;
}

function blockInWords(block: Part, budget: Budget): string {
  switch (block.type) {
    case 'divider':
    case 'actions':
    case 'input':
      return '';
    case 'section':
      return lines([textOf(block.text), ...childrenOf(block.fields, budget).map(textOf)]);
    case 'context':
      return childrenOf(block.elements, budget)
        .map((one) => (one.type === 'image' ? textOf(one.alt_text) : textOf(one)))
        .filter((one) => one !== '')
        .join(' ');
    case 'rich_text':
      return richText(block, budget, 0).trim();
    case 'table':
      return lines(
        rowsOf(block.rows, budget).map((row) => row.map((cell) => cellIn(cell, budget)).join(' | ')),
      );
    case 'image':
      return textOf(block.title) || textOf(block.alt_text);
    default:
      // Of blocks that come later the usual names of their texts are tried.
      return lines([block.title, block.subtitle, block.text, block.body, block.description].map(textOf));
  }
}

function cellIn(cell: Part, budget: Budget): string {
  return cell.type === 'rich_text' ? richText(cell, budget, 0).trim() : textOf(cell);
}

/** A list, a quote and a section end their line; everything else stands within one. */
function richText(part: Part, budget: Budget, depth: number): string {
  if (depth > deepest) return '';
  const inner = () => childrenOf(part.elements, budget).map((one) => richText(one, budget, depth + 1));
  switch (part.type) {
    case 'rich_text':
      return lines(inner());
    case 'rich_text_list':
      return lines(inner().map((item) => `• ${item.trim()}`));
    case 'text':
      return literal(part.text);
    case 'link':
      return literal(part.text) || literal(part.url);
    case 'emoji':
      return `:${literal(part.name)}:`;
    case 'user':
      return `@${literal(part.user_id)}`;
    case 'usergroup':
      return `@${literal(part.usergroup_id)}`;
    case 'channel':
      return `#${literal(part.channel_id)}`;
    case 'broadcast':
      return `@${literal(part.range)}`;
    case 'date':
      return literal(part.fallback);
    case 'color':
      return literal(part.value);
    default:
      return inner().join('');
  }
}

const literal = (value: unknown): string => (typeof value === 'string' ? value.slice(0, longest) : '');

/** A text object, or a bare text. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return unescaped(value.slice(0, longest)).trim();
  if (typeof value !== 'object' || value === null || !('text' in value)) return '';
  const { type, text } = value as Part;
  const shown = literal(text);
  return (type === 'mrkdwn' ? readable(shown) : unescaped(shown)).trim();
}

const lines = (parts: string[]): string => parts.filter((one) => one.trim() !== '').join('\n');

/** What is left of the budget of it; nothing where it is no list. */
function childrenOf(value: unknown, budget: Budget): Part[] {
  return taken(value, budget).filter((one): one is Part => typeof one === 'object' && one !== null);
}

const rowsOf = (rows: unknown, budget: Budget): Part[][] =>
  taken(rows, budget).map((row) => childrenOf(row, budget));

function taken(value: unknown, budget: Budget): unknown[] {
  if (!Array.isArray(value)) return [];
  const found = value.slice(0, Math.max(0, budget.parts));
  budget.parts -= found.length;
  return found;
}
