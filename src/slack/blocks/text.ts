/** Text for Slack: escaped where it comes from elsewhere, cut where it is too long, with times in the reader's zone. */

/** Takes Slack's control characters out of text that somebody else wrote, mentions included. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Cuts to so many characters, never through an emoji, with an ellipsis when something is gone. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, length + 40))) {
    if (cut.length + segment.length > length - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** Longer addresses crowd everything else out of a message. */
const longestUrl = 1500;

/** A link, or the bare text when the address is too long to fit. */
export function link(url: string, text: string): string {
  if (url.length > longestUrl) return escapeText(text);
  return `<${url.replaceAll('|', '%7C').replaceAll('>', '%3E').replaceAll('<', '%3C')}|${escapeText(text).replaceAll('|', '¦')}>`;
}

/** A moment in each reader's own zone. @param fallback the same in words, for where Slack cannot */
export function when(at: number, fallback: string): string {
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty}, {time}|${escapeText(fallback)}>`;
}

/** `1 issue`, `2 issues` */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
