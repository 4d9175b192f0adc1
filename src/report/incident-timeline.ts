/** The timeline as Markdown, in the form that release teams write their post-mortems in. */
import type { Incident } from '../domain/incident/incident.js';
import { byDay, type Day, timelineOf } from '../domain/incident/timeline.js';
import { isoDay } from '../domain/time.js';

/** By day, `**2017/03/28**`, with lines `> 22:40 text`. @param zone IANA */
export function timelineMarkdown(incident: Incident, zone: string): string {
  const days = byDay(timelineOf(incident, zone), zone).flatMap((one) => [
    `**${titleOf(one, zone)}**`,
    quote(one),
  ]);
  return [
    `# Timeline of incident ${incident.id}: ${plain(incident.facts.title.replace(/\s+/g, ' '))}`,
    `All times are in 24-hour ${plain(zone)}.`,
    ...days,
  ]
    .join('\n\n')
    .concat('\n');
}

function titleOf({ lines }: Day, zone: string): string {
  const at = lines[0]?.at ?? null;
  return at === null ? 'No time yet' : isoDay(at, zone).replaceAll('-', '/');
}

const quote = ({ lines }: Day): string => lines.map(entry).join('\n>\n');

function entry({ clock, parts, about, struck }: Day['lines'][number]): string {
  const told = parts.map(({ text, owner, isWrong }) => {
    const words = plain(text + (owner?.name ?? ''));
    return isWrong ? acrossLines(words) : words;
  });
  const why = struck === null ? '' : ` (${parts[0]?.isWrong ? 'taken back' : 'corrected'}: ${plain(struck)})`;
  return `${clock} ${withLink(told.join(' · '), about)}${why}`
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** `[kubernetes\\#43835](https://…)`, where the address is one. */
function withLink(words: string, about: Day['lines'][number]['about']): string {
  if (!about || !/^https?:\/\/[^\s<>()[\]\\]+$/.test(about.url)) return words;
  const name = plain(about.name);
  return words.replace(name, () => `[${name}](${about.url})`);
}

/** Without what turns a line around, hides in it, or makes more lines of it than anybody typed. */
const tidy = (text: string): string =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\p{Surrogate}\p{Cc}]/gu, (mark) => (mark === '\n' ? mark : mark === '\t' ? ' ' : ''))
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** A mark does not reach over an empty line. */
const acrossLines = (words: string): string =>
  words
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : `~~${line.trim()}~~`))
    .join('\n');

/** Typed by people: no mark of Markdown, no tag, and nobody is mentioned where it is pasted. Addresses stay whole. */
function plain(text: string): string {
  return tidy(text)
    .split(/(https?:\/\/[^\s<>"`]+)/)
    .map((part, at) =>
      at % 2 === 0
        ? part.replace(/[\\`*_{}[\]<>|#~&]/g, '\\$&').replaceAll('@', '@\u200b')
        : part.replace(/[\\*_[\]~|]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('')
    .replace(/^(\s*)([-+=])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/gm, '$1\\$2');
}
