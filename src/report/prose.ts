/** Prose of strangers as Markdown again: every mark is ours, nobody is mentioned, and issues it names are links. */
import type { ProseBlock, Span } from '../domain/release-notes/prose.js';
import { webAddress } from './escape.js';

/** Where `#12` leads. */
export interface ProseLinks {
  /** e.g. `https://github.com` */
  web: string;
  /** `owner/name` of what a bare number belongs to. */
  repository: string;
}

/** Blocks as lines, an empty one between what has to be apart; nothing is set in. */
export function proseLines(blocks: readonly ProseBlock[], links: ProseLinks): string[] {
  const lines: string[] = [];
  for (const [at, block] of blocks.entries()) {
    // A list may follow a sentence at once, if it is no numbered one.
    const isClose = block.is === 'list' && block.start === null && blocks[at - 1]?.is === 'paragraph';
    if (lines.length > 0 && !isClose) lines.push('');
    lines.push(...blockLines(block, links));
  }
  return lines;
}

function blockLines(block: ProseBlock, links: ProseLinks): string[] {
  if (block.is === 'paragraph') return spanLines(block.spans, links);
  if (block.is === 'code') return codeLines(block);
  return block.items.flatMap((item, at) => {
    const mark = block.start === null ? '- ' : `${(Math.min(block.start, 1e6) + at) % 1e9}. `;
    return setIn(proseLines(item, links), mark);
  });
}

/** The first line after the mark, the others below it. */
export function setIn(lines: readonly string[], mark: string): string[] {
  const blank = ' '.repeat(mark.length);
  return lines.map((line, at) => (at === 0 ? mark + line : line === '' ? '' : blank + line));
}

const pictures = /^(?:mermaid|geojson|topojson|stl|math|suggestion)$/i;

/** In a fence that is longer than any within it. */
function codeLines({ text, language }: Extract<ProseBlock, { is: 'code' }>): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const name = /^[a-z\d+#.-]{1,20}$/i.test(language) && !pictures.test(language) ? language : '';
  return [fence + name, ...clean(text, true).split('\n'), fence];
}

/** One paragraph; none of its lines begins something of its own. */
export function spanLines(spans: readonly Span[], links: ProseLinks): string[] {
  return new Writer(links)
    .written(spans)
    .split('\n')
    .map((line) => plainStart(line.replace(/[ \t]+/g, ' ').trim()))
    .filter((line) => line !== '');
}

const plainStart = (line: string): string =>
  line.replace(/^[-+=:]/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');

/** A word that closes an issue at GitHub when the reference of one follows it. */
const closing = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)[*_~]{0,3}\s{0,3}:?[*_~]{0,3}\s{0,20}$/i;
const references =
  /(?<![\w./#-])([a-z\d][\w-]{0,38}\/[\w.-]{1,100})?#([1-9]\d{0,8})(?!\w)|\bGH-([1-9]\d{0,8})(?!\w)/gi;

class Writer {
  private out = '';

  constructor(private readonly links: ProseLinks) {}

  written(spans: readonly Span[], isInLink = false): string {
    for (const span of spans) this.write(span, isInLink);
    return this.out;
  }

  private write(span: Span, isInLink: boolean): void {
    switch (span.is) {
      case 'text':
        this.text(clean(span.text), isInLink);
        break;
      case 'code':
        this.out += codeSpan(span.text);
        break;
      case 'break':
        this.out += isInLink ? ' ' : '\n';
        break;
      case 'link':
        this.link(span);
        break;
      default: {
        const mark = { strong: '**', emphasis: '*', struck: '~~' }[span.is];
        const inner = new Writer(this.links).written(span.spans, isInLink);
        const [, before = '', text = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inner) ?? [];
        this.out += text === '' ? inner : `${before}${mark}${text}${mark}${after}`;
      }
    }
  }

  private text(text: string, isInLink: boolean): void {
    let from = 0;
    for (const { 0: found, 1: repository, 2: number, 3: other, index } of text.matchAll(references)) {
      if (isInLink) break;
      this.out += unlinked(marked(text.slice(from, index)));
      const of = repository ?? this.links.repository;
      this.linked(
        marked(found).replaceAll('\u200b', ''),
        `${this.links.web}/${of}/issues/${number ?? other}`,
      );
      from = index + found.length;
    }
    const rest = marked(text.slice(from));
    this.out += isInLink ? rest : unlinked(rest);
  }

  private link({ url, spans }: Extract<Span, { is: 'link' }>): void {
    const inner = new Writer(this.links).written(spans, true).replace(/\s+/g, ' ').trim();
    const address = webAddress(url);
    const said = spans.map((span) => (span.is === 'text' ? span.text : '')).join('');
    // What looks like an address is not another one.
    const isOther = address !== null && /^\s*(?:https?:)?\/\/|^\s*www\./i.test(said) && !isSame(said, url);
    const text = inner === '' || isOther ? marked(url) : inner;
    if (address === null) this.out += text;
    else this.linked(text, url);
  }

  private linked(text: string, url: string): void {
    const address = webAddress(url);
    // After an exclamation mark it would be an image, which is fetched by whoever reads it.
    this.out = this.out.replace(/!$/, '\\!');
    if (closing.test(this.out.slice(-60))) this.out += '\u200b';
    this.out += address === null ? text : `[${text}](${address})`;
  }
}

function isSame(said: string, url: string): boolean {
  const bare = (text: string) => (webAddress(text.trim()) ?? text).replace(/\/$/, '');
  return bare(said) === bare(url);
}

/** With a fence that is longer than any within it. Nothing in it is read, at GitHub; elsewhere it might be. */
function codeSpan(text: string): string {
  const inside = clean(text).replace(/\s+/g, ' ');
  if (inside.trim() === '') return inside === '' ? '' : ' ';
  const runs = new Set((inside.match(/`+/g) ?? []).map(({ length }) => length));
  let length = 1;
  while (runs.has(length)) length++;
  const fence = '`'.repeat(length);
  const pad = /^`|`$/.test(inside) || /^ .* $/.test(inside) ? ' ' : '';
  return `${fence}${pad}${inside}${pad}${fence}`;
}

/**
 * Without what turns a line around, hides in it, or cannot be written down. What would begin a comment, or a mention in
 * Slack, is broken up: in code no mark can be escaped.
 */
function clean(text: string, keepsLines = false): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\x85\v\f]/g, '\n')
    .replace(keepsLines ? /(?!\n)\p{Cc}/gu : /\p{Cc}/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069\p{Surrogate}\ufffe\uffff]/gu, '')
    .replace(/<(?=[!@#])/g, '<\u200b')
    .replace(/--(?=>)/g, '--\u200b');
}

/** Every mark is text; an underscore within a word is none. Numbers and names are no references and no mentions. */
const marked = (text: string): string =>
  text
    .replace(/[\\`*{}[\]<>|#~&$]|(?<![a-z\d])_|_(?![a-z\d])/gi, '\\$&')
    .replace(/\\#(?=\d)|\bGH-(?=\d)/gi, '$&\u200b')
    .replaceAll('@', '@\u200b');

/** An address that was not made a link is no reference either. */
const unlinked = (text: string): string =>
  text.replace(/\/(?:issues|pull|discussions)\/(?=\d)/gi, '$&\u200b');

/** Words of strangers that are no Markdown, such as a title, in one line. */
export function plainWords(text: string): string {
  const written = new Writer({ web: '', repository: '' }).written([{ is: 'text', text }], true);
  return plainStart(unlinked(written).replace(/\s+/g, ' ').trim());
}
