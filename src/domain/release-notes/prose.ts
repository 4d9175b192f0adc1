/** What people wrote in Markdown, taken apart: only what a release note may be made of is left. */

export type Span =
  | { is: 'text' | 'code'; text: string }
  | { is: 'strong' | 'emphasis' | 'struck'; spans: Span[] }
  /** `url` as it was written: not checked. */
  | { is: 'link'; url: string; spans: Span[] }
  | { is: 'break' };

export type ProseBlock =
  | { is: 'paragraph'; spans: Span[] }
  /** `start`: of a numbered list; null: it has no numbers. */
  | { is: 'list'; start: number | null; items: ProseBlock[][] }
  | { is: 'code'; text: string; language: string };

export interface Prose {
  blocks: ProseBlock[];
  /** It was too long: its end is left out. */
  isCut: boolean;
}

/** Reads Markdown of strangers. Nothing is thrown. @param most in characters */
export type ReadProse = (markdown: string, most: number) => Prose;

/** All of it as one line; code and lists lose their form. */
export function inOneLine(blocks: readonly ProseBlock[]): Span[] {
  const lines = blocks.map((block): Span[] => {
    if (block.is === 'paragraph')
      return block.spans.map((span) => (span.is === 'break' ? { is: 'text', text: ' ' } : span));
    if (block.is === 'code') return [{ is: 'code', text: block.text.replace(/\s+/g, ' ').trim() }];
    return block.items.flatMap((item, at): Span[] => [
      ...(at === 0 ? [] : [{ is: 'text' as const, text: '; ' }]),
      ...inOneLine(item),
    ]);
  });
  return lines
    .filter((line) => line.length > 0)
    .flatMap((line, at): Span[] => (at === 0 ? line : [{ is: 'text', text: ' ' }, ...line]));
}
