/** Text for Slack: escaped where it comes from elsewhere, cut where it is too long, with times in the reader's zone. */

/** Marks that turn the rest of a line around: they would let a title rewrite what stands beside it. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

/** Text that somebody else wrote, for places where nothing is read as a command. */
export const plainText = (text: string): string => text.replace(turning, '');

/** Takes Slack's control characters out of text that somebody else wrote, mentions included. */
export function escapeText(text: string): string {
  return plainText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const segmenter = new Intl.Segmenter();

/** Cuts to so many characters, never through an emoji, with an ellipsis when something is gone. */
export function clip(text: string, length: number): string {
  return clipped(text, length, (part) => part);
}

/** Escaped and then no longer than that: `&amp;` counts as five, and is not cut through either. */
export function clipEscaped(text: string, length: number): string {
  return clipped(text, length, escapeText);
}

function clipped(text: string, length: number, show: (part: string) => string): string {
  // What is far too long is not looked at as a whole.
  if (text.length <= length * 2) {
    const whole = show(text);
    if (whole.length <= length) return whole;
  }
  let cut = '';
  for (const { segment } of segmenter.segment(text.slice(0, length + 40))) {
    const shown = show(segment);
    if (cut.length + shown.length > length - 1) break;
    cut += shown;
  }
  return `${cut}…`;
}

/** Longer addresses crowd everything else out of a message. */
const longestUrl = 1500;

/** A link, or the bare text when the address is too long to fit. */
export function link(url: string, text: string): string {
  if (url.length > longestUrl) return escapeText(text);
  const address = url.replaceAll('|', '%7C').replaceAll('>', '%3E').replaceAll('<', '%3C');
  // A link that goes over two lines is none.
  const shown = escapeText(text)
    .replaceAll('|', '¦')
    .replace(/\s*[\r\n]+\s*/g, ' ');
  return `<${address}|${shown}>`;
}

/** A moment in each reader's own zone. @param fallback the same in words, for where Slack cannot */
export function when(at: number, fallback: string): string {
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty}, {time}|${escapeText(fallback)}>`;
}

/** Only the time of day, on the reader's own clock. @param at ms, UTC */
export function timeOf(at: number, fallback: string): string {
  return `<!date^${Math.floor(at / 1000)}^{time}|${escapeText(fallback)}>`;
}

/** Names with marks that Slack would read as bold, italics, struck or code, and show without them: with marks that only look so. */
export function unformatted(text: string): string {
  return text
    .replaceAll('`', 'ˋ')
    .replaceAll('*', '∗')
    .replaceAll('~', '∼')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ');
}

/** Mentions a person, or all of a user group, by the Slack id; anything else is shown as it is. */
export function mention(id: string): string {
  if (/^[UW][A-Z0-9]+$/.test(id)) return `<@${id}>`;
  return /^S[A-Z0-9]+$/.test(id) ? `<!subteam^${id}>` : clipEscaped(id, 80);
}

/** Two people's own: a link to it opens for nobody else, and its id says nothing. */
export const isDirect = (id: string): boolean => /^D[A-Z0-9]+$/.test(id);

/** Names a channel, or the person a direct message is for, by the Slack id. */
export function placeName(id: string): string {
  if (isDirect(id)) return 'a direct message';
  return /^[CG][A-Z0-9]+$/.test(id) ? `<#${id}>` : mention(id);
}

/** A text without what only an eye makes sense of: for notifications and screen readers, beside blocks that have it. */
export function heard(text: string): string {
  return text
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<https?:[^|>]*\|([^>]*)>/g, '$1')
    .replace(/(^|[\s(])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?=$|[\s.,:;!?)])/g, '$1$2');
}

const endings = new Map([
  ['one', 'st'],
  ['two', 'nd'],
  ['few', 'rd'],
]);
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

/** `2nd` */
export const ordinal = (count: number): string => `${count}${endings.get(ordinals.select(count)) ?? 'th'}`;

/** Ends a sentence that may end already. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
