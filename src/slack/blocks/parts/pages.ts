/** A list that is too long for one message becomes several, and says at its end how much of it is only in the file. */
import { type Block, context, type Message, section } from './block.js';
import { bullets } from './items.js';

/** A part of a list under a heading of its own. */
export interface Part {
  heading: string | null;
  lines: object[];
  /** All of it; more than there are lines where only the first of them are known by name. */
  count: number;
}

export interface List {
  /** mrkdwn */
  title: string;
  /** Makes sense alone; escaped. */
  text: string;
  parts: Part[];
}

/** So many messages for one list. */
const mostPages = 6;
/** Characters of JSON; the limit of the whole message leaves room for title, headings and end. */
const longestPage = 9500;
const longestList = mostPages * 8700;

interface Entry {
  part: Part;
  line: object;
  size: number;
}

export function pagesOf({ title, text, parts }: List): Message[] {
  const pages: Entry[][] = [];
  let size = 0;
  for (const entry of chosen(parts)) {
    const page = pages.at(-1);
    if (page && size + entry.size <= longestPage) {
      page.push(entry);
      size += entry.size;
    } else {
      pages.push([entry]);
      size = entry.size;
    }
  }
  const kept = pages.slice(0, mostPages);
  const shown = kept.reduce((sum, page) => sum + page.length, 0);
  const missing = parts.reduce((sum, { count }) => sum + count, 0) - shown;
  return kept.map((page, at) => {
    const place = kept.length === 1 ? '' : ` (${at + 1} of ${kept.length})`;
    const isLast = at === kept.length - 1;
    return {
      text: `${text}${place}`,
      blocks: [
        section(`${title}${place}`),
        ...blocksOf(page),
        ...(isLast && missing > 0
          ? [
              context(
                `${shown} of ${shown + missing} are named here, and ${missing} more in the attached report`,
              ),
            ]
          : []),
      ],
    };
  });
}

/**
 * What fits, in the order of the parts. One line of each part in turn is chosen, so that a long part does not push the
 * others out.
 */
function chosen(parts: Part[]): Entry[] {
  const all = parts.map((part) =>
    part.lines.map((line) => ({ part, line, size: JSON.stringify(line).length + 1 })),
  );
  const taken = all.map(() => 0);
  const longest = Math.max(0, ...all.map((entries) => entries.length));
  let size = 0;
  for (let turn = 0; turn < longest && size <= longestList; turn++)
    for (const [at, entries] of all.entries()) {
      const entry = entries[turn];
      if (!entry || size + entry.size > longestList) continue;
      size += entry.size;
      taken[at] = turn + 1;
    }
  return all.flatMap((entries, at) => entries.slice(0, taken[at]));
}

function blocksOf(page: Entry[]): Block[] {
  const parts = [...new Set(page.map(({ part }) => part))];
  return parts.map((part) =>
    bullets(
      part.heading,
      page.filter((entry) => entry.part === part).map(({ line }) => line),
    ),
  );
}
