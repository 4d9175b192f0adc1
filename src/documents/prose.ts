/** Markdown of strangers as prose: paragraphs, lists, code and links. All else becomes plain text, or goes. */
import MarkdownIt, { type Token } from 'markdown-it';
import type { ProseBlock, ReadProse, Span } from '../domain/release-notes/prose.js';
import { withoutComments } from './comments.js';

// Without HTML: tags are text. What only looks like an address is none.
const parser = new MarkdownIt('default', { html: false, linkify: true });
parser.set({ maxNesting: 30 });
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/** Tags that only say how something looks. Others stay as text: `<namespace>` is what somebody meant. */
const looks =
  /<\/?(?:a|abbr|b|big|blockquote|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|s|samp|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|var)(?:\s[^<>]{0,300})?\/?>/gi;

export const readProse: ReadProse = (markdown, most) => {
  const whole = markdown.replace(/\r\n?/g, '\n').replaceAll('\0', ' ').trim();
  const shown = withoutComments(shortened(whole, most)).text;
  const source = shown.split('\n');
  const blocks = new Reader(parser.parse(shown, {}), source).blocks();
  return { blocks, isCut: whole.length > most };
};

/** At the end of a paragraph, a line or a word, unless too much would go with it. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most);
  const at = ['\n\n', '\n', ' '].map((mark) => kept.lastIndexOf(mark)).find((place) => place > most / 2);
  return kept.slice(0, at ?? most).replace(/[\ud800-\udbff]$/, '');
}

/** One walk over the tokens. */
class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly source: readonly string[],
  ) {}

  /** Up to the token that closes what is open. */
  blocks(closing: string | null = null): ProseBlock[] {
    const found: ProseBlock[] = [];
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at++];
      if (!token || token.type === closing) break;
      found.push(...this.blockOf(token));
    }
    return found;
  }

  private blockOf(token: Token): ProseBlock[] {
    switch (token.type) {
      case 'inline':
        return paragraph(spansOf(token.children ?? []));
      case 'heading_open': {
        const [block] = this.blocks('heading_close');
        if (block?.is !== 'paragraph') return [];
        const isStrong = block.spans.some(({ is }) => is === 'strong');
        return isStrong ? [block] : [{ is: 'paragraph', spans: [{ is: 'strong', spans: block.spans }] }];
      }
      case 'bullet_list_open':
        return this.list('bullet_list_close', null);
      case 'ordered_list_open':
        return this.list('ordered_list_close', Number(token.attrGet('start') ?? 1));
      case 'fence':
      case 'code_block':
        return code(token.content, token.info.trim().split(/\s/)[0] ?? '');
      case 'table_open':
        return this.table(token);
      default:
        // Quotes and all that is only around something: what is in them stands alone.
        return [];
    }
  }

  private list(closing: string, start: number | null): ProseBlock[] {
    const items: ProseBlock[][] = [];
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at++];
      if (!token || token.type === closing) break;
      const item = token.type === 'list_item_open' ? this.blocks('list_item_close') : [];
      if (item.length > 0) items.push(item);
    }
    return items.length === 0 ? [] : [{ is: 'list', start, items }];
  }

  /** As its author lined it up. */
  private table({ map }: Token): ProseBlock[] {
    while (this.at < this.tokens.length && this.tokens[this.at++]?.type !== 'table_close');
    const lines = this.source.slice(map?.[0] ?? 0, map?.[1] ?? 0);
    return code(lines.map((line) => line.trim()).join('\n'), '');
  }
}

const code = (text: string, language: string): ProseBlock[] =>
  text.trim() === '' ? [] : [{ is: 'code', text: text.replace(/\n+$/, ''), language }];

function paragraph(spans: Span[]): ProseBlock[] {
  const isEmpty = spans.every(
    (span) => span.is === 'break' || (span.is === 'text' && span.text.trim() === ''),
  );
  return isEmpty ? [] : [{ is: 'paragraph', spans }];
}

function spansOf(tokens: readonly Token[]): Span[] {
  const root: Span[] = [];
  const open: Span[][] = [root];
  for (const token of tokens) {
    const into = open.at(-1) ?? root;
    switch (token.type) {
      case 'text':
      case 'text_special':
      case 'html_inline':
        into.push(...textSpans(token.content));
        break;
      case 'code_inline':
        into.push({ is: 'code', text: token.content });
        break;
      case 'softbreak':
      case 'hardbreak':
        into.push({ is: 'break' });
        break;
      case 'image':
        into.push(picture(token));
        break;
      case 'strong_open':
      case 'em_open':
      case 's_open':
      case 'link_open': {
        const spans: Span[] = [];
        into.push(opened(token, spans));
        open.push(spans);
        break;
      }
      case 'strong_close':
      case 'em_close':
      case 's_close':
      case 'link_close':
        if (open.length > 1) open.pop();
        break;
    }
  }
  return root;
}

function opened(token: Token, spans: Span[]): Span {
  if (token.type === 'link_open') return { is: 'link', url: `${token.attrGet('href') ?? ''}`, spans };
  if (token.type === 's_open') return { is: 'struck', spans };
  return { is: token.type === 'strong_open' ? 'strong' : 'emphasis', spans };
}

/** Nothing is fetched by whoever reads it: a picture is a link with its own words. */
function picture(token: Token): Span {
  const text = token.content.trim() === '' ? 'picture' : token.content;
  return { is: 'link', url: `${token.attrGet('src') ?? ''}`, spans: [{ is: 'text', text }] };
}

function textSpans(text: string): Span[] {
  if (!text.includes('<')) return text === '' ? [] : [{ is: 'text', text }];
  return text
    .split(/<br\s*\/?>/i)
    .flatMap((part, at): Span[] => [
      ...(at === 0 ? [] : [{ is: 'break' as const }]),
      { is: 'text', text: part.replace(looks, '') },
    ]);
}
