/** Where the enhancement's issue leads: to the KEP's folder, as its checklist asks, or only to a pull request. */

/** Null: the issue links to the folder. Otherwise what is wrong, in words. */
export function wrongLink(body: string, number: number, folder: string | null): string | null {
  const visible = withoutComments(body.slice(0, 100_000));
  const paths = visible.match(/\bkeps\/[^\s)\]>"'#?]{1,300}/g) ?? [];
  const numbers = paths.map((path) => /\/0*(\d{1,7})(?:-|\/|$)/.exec(path)?.[1]);
  if (numbers.some((found) => Number(found) === number)) return null;
  if (folder !== null && paths.some((path) => path.startsWith(folder))) return null;
  const other = paths[0];
  if (other !== undefined) return `the issue links to ${other.slice(0, 120)}, not to this KEP's folder`;
  const request = /\/pull\/(\d{1,9})\b/.exec(visible)?.[1];
  if (request !== undefined) return `the issue links to pull request #${request}, not to the KEP's folder`;
  return "the issue does not link to the KEP's folder";
}

/** The template has instructions in comments, with examples of links. */
function withoutComments(body: string): string {
  const [first = '', ...rest] = body.split('<!--');
  const shown = rest.map((part) => {
    const end = part.indexOf('-->');
    return end < 0 ? '' : part.slice(end + 3);
  });
  return [first, ...shown].join(' ');
}
