/** What every message must be, whatever is in it: Slack accepts it, and no text from elsewhere acts in it. */
import { expect } from '@jest/globals';
import type { Saying } from '../../../src/domain/delivery.js';
import { messageBlocks } from '../../../src/sandbox/slack/blocks/validate.js';
import { Refusal } from '../../../src/sandbox/slack/refusal.js';
import type { Block, Message } from '../../../src/slack/blocks/parts/block.js';

/** Every text of the blocks that Slack reads as its own markup. */
export function markupOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupOf);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  if (type === 'mrkdwn' && typeof text === 'string') return [text];
  return Object.values(value).flatMap(markupOf);
}

/** Every text that people see. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsOf(inner),
  );
}

const command =
  /<(?:https?:\/\/[^\s|<>]+\|[^<>|\n]+|!date\^\d+\^[^|<>]+\|[^<>|]+|@U[A-Z0-9]+|#C[A-Z0-9]+|!subteam\^S[A-Z0-9]+)>/g;

/** What goes through delivery, as a message whose blocks can be looked at. */
export const asMessage = ({ text, blocks }: Saying): Message => ({ text, blocks: blocks as Block[] });

/** Nothing in it but our own links, dates, names and channels; no `<`, `>` or `&` of anybody else; nothing torn. */
export function expectHarmless(markup: string): void {
  const rest = markup.replace(command, '');
  expect(rest).not.toMatch(/[<>]/);
  expect(rest).not.toMatch(/&(?!(amp|lt|gt);)/);
}

export function expectSlackTakesIt({ text, blocks }: Message): void {
  expect(text.trim()).not.toBe('');
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(blocks).length).toBeLessThan(13_000);
  for (const one of blocks) expectWithinLimits(one);
  expect(blocks.filter(({ type }) => type === 'table').length).toBeLessThanOrEqual(1);
  expect(refusalOf(blocks)).toBeNull();
  for (const markup of [text, ...markupOf(blocks)]) expectHarmless(markup);
  for (const shown of [text, ...textsOf(blocks)]) {
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(shown).not.toMatch(/\p{Surrogate}/u);
  }
}

function expectWithinLimits(block: Block): void {
  if (block.type === 'section')
    expect((block.text as { text: string }).text.length).toBeLessThanOrEqual(3000);
  if (block.type === 'context') expect((block.elements as unknown[]).length).toBeLessThanOrEqual(10);
  if (block.type === 'table') expect((block.rows as unknown[]).length).toBeLessThanOrEqual(100);
}

/** What the local Slack says against it, or null. */
function refusalOf(blocks: Block[]): object | null {
  try {
    messageBlocks(JSON.stringify(blocks), { charts: false, tables: false });
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.answer();
    throw error;
  }
}
