/** Issues and pull requests as texts name them: `#12`, `owner/name#12`, or an address; and what is said of them there. */

/** An issue or a pull request, by where it is. */
export interface Place {
  /** `owner/name` */
  repository: string;
  number: number;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * Whether a text names it as GitHub would link it: `#12`, `owner/name#12` or its address.
 * @param own the repository where the text stands: `#12` is of that one
 */
export function namesItem(text: string, own: string, { repository, number }: Place): boolean {
  const place = escaped(repository);
  const short =
    own.toLowerCase() === repository.toLowerCase() ? `(?<![\\w/])(?:${place})?#` : `(?<![\\w/])${place}#`;
  return new RegExp(`(?:${short}|/${place}/(?:pull|issues)/)${number}(?!\\d)`, 'i').test(text);
}

const anyItem =
  /(?:(?<![\w/])(?<short>[\w.-]{1,39}\/[\w.-]{1,100})?#|\/(?<long>[\w.-]{1,39}\/[\w.-]{1,100})\/(?:pull|issues)\/)(?<number>[1-9]\d{0,8})(?!\d)/g;

/**
 * All that a text names in the repository where it stands, each once, in order.
 * @param own `owner/name`
 */
export function itemsNamed(text: string, own: string): number[] {
  const found = new Set<number>();
  for (const { groups } of text.matchAll(anyItem)) {
    const where = groups?.short ?? groups?.long ?? own;
    if (where.toLowerCase() === own.toLowerCase()) found.add(Number(groups?.number));
  }
  return [...found];
}

/** A line that speaks of a cherry-pick, as the script words it or a person. */
export const speaksOfPick = /\bcherry[\s-]*pick(?:s|ed|ing)?\b/i;

/** A title that begins with what it does: it takes something out. */
export const isRevertTitle = (title: string): boolean =>
  /^\s*(?:\[[^\]]{0,40}\]\s*)?revert\b/i.test(title.slice(0, 200));

/** A line that speaks of taking something out. */
export const speaksOfRevert = /\breverts?\b/i;
