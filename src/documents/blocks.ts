/** Markdown as a row of headings and texts, each with its line: what all readers of documents share. */
import MarkdownIt from 'markdown-it';
import { type Hidden, withoutComments } from './comments.js';
import { plain, words } from './plain.js';

export interface Heading {
  kind: 'heading';
  level: number;
  text: string;
  /** Its words only: what it is known by. */
  said: string;
  /** From 1. */
  line: number;
}

export interface Text {
  kind: 'text';
  /** As written, without what makes it an item or a cell. */
  lines: string[];
  line: number;
  /** The lists it stands in; 0: in none. */
  depth: number;
  /** The first text of an item of a list. */
  isItem: boolean;
  /** Shown as it is: a fence, indented text or HTML. */
  isCode: boolean;
}

export type Block = Heading | Text;

export interface Page {
  blocks: Block[];
  hidden: Hidden[];
  unclosed: number | null;
}

// Blocks only: what is inside of a line costs half of the time and is not needed.
const parser = new MarkdownIt({ html: true });
parser.set({ maxNesting: 40 });
parser.core.ruler.enableOnly(['normalize', 'block']);

/** A heading's words without its number and without pictures in words, `:rocket:`. */
function nameOf(heading: string): string {
  return words(heading.replace(/:[a-z\d_+-]{2,40}:/g, ' ')).replace(/^(?:\d+ )+(?=\p{L})/u, '');
}

/** @param text with plain line ends; markdown-it gives up what is nested deeper than twenty lists */
export function readPage(text: string): Page {
  const visible = withoutComments(text);
  const blocks: Block[] = [];
  const hidden = [...visible.hidden];
  let lists = 0;
  let isNewItem = false;
  let heading: Heading | null = null;
  for (const token of parser.parse(visible.text, {})) {
    const line = (token.map?.[0] ?? 0) + 1;
    switch (token.type) {
      case 'bullet_list_open':
      case 'ordered_list_open':
        lists += 1;
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        lists -= 1;
        break;
      case 'list_item_open':
        isNewItem = true;
        break;
      case 'list_item_close':
        isNewItem = false;
        break;
      case 'heading_open':
        heading = { kind: 'heading', level: Number(token.tag.slice(1)), text: '', said: '', line };
        break;
      case 'inline':
        if (heading) {
          const text = plain(token.content);
          blocks.push({ ...heading, text, said: nameOf(text) });
        }
        if (!heading) pushText(token.content, line, false);
        heading = null;
        break;
      case 'html_block':
        if (token.content.trimStart().startsWith('<!--'))
          hidden.push({ from: line, to: token.map?.[1] ?? line, isMark: false });
        else pushText(token.content, line, true);
        break;
      case 'fence':
        pushText(token.content, line + 1, true);
        break;
      case 'code_block':
        pushText(token.content, line, true);
        break;
    }
  }
  return { blocks, hidden, unclosed: visible.unclosed };

  function pushText(content: string, line: number, isCode: boolean): void {
    const isItem = isNewItem && lists > 0;
    isNewItem = false;
    blocks.push({ kind: 'text', lines: content.split('\n'), line, depth: lists, isItem, isCode });
  }
}
