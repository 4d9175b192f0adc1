/** The private answer to `/incident timeline 12`: what happened when, by day in one zone, on a 24-hour clock. */
import type { Source } from '../../../domain/incident/event.js';
import type { Incident } from '../../../domain/incident/incident.js';
import type { Part } from '../../../domain/incident/revision-words.js';
import { byDay, type Day, type Line, timelineOf } from '../../../domain/incident/timeline.js';
import { plural } from '../../../domain/plural.js';
import { type Block, context, header, limits, type Message, sections } from '../parts/block.js';
import { escapeText, isDirect, link } from '../parts/text.js';
import { linkText, named, owned, struck, typed, typedLine } from '../parts/typed.js';
import { roomy } from './wording.js';

/** @param zone IANA, named once at the top */
export function timelineMessage(incident: Incident, zone: string): Message {
  const lines = timelineOf(incident, zone);
  const title = `Timeline of incident ${incident.id}`;
  return {
    text: `${title}: ${plural(lines.length, 'entry', 'entries')}, in ${escapeText(zone)}. ${typedLine(incident.facts.title, 600)}`,
    blocks: asManyAsFit(lines, (shown) => [
      header(title),
      context(
        `${typedLine(incident.facts.title, roomy('title'))} · all times are in ${escapeText(zone)}, on a 24-hour clock`,
      ),
      ...leftOut(lines.length - shown.length, incident.id),
      ...byDay(shown, zone).flatMap(dayBlocks),
      context(`\`/incident timeline ${incident.id} Europe/Berlin\` shows it in another zone`),
    ]),
  };
}

/** From the latest on: whoever looks wants to know what happened last. */
function asManyAsFit(lines: Line[], blocks: (shown: Line[]) => Block[]): Block[] {
  const fits = (count: number) => {
    const made = blocks(lines.slice(lines.length - count));
    return made.length <= limits.blocks && JSON.stringify(made).length <= limits.total;
  };
  let least = 0;
  let most = lines.length;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle - 1;
  }
  return blocks(lines.slice(lines.length - least));
}

const leftOut = (count: number, id: number): Block[] =>
  count === 0
    ? []
    : [
        context(
          `The first ${plural(count, 'entry', 'entries')} ${count === 1 ? 'is' : 'are'} left out here: \`/incident timeline ${id} file\` sends all of them`,
        ),
      ];

const dayBlocks = ({ title, lines }: Day): Block[] =>
  sections(`*${title ?? 'No time yet'}*`, lines.map(lineInWords));

function fromWhere({ channel, url }: Source): string {
  if (isDirect(channel)) return ' · in a direct message';
  return url && url.length <= 300 ? ` · ${link(url, 'message')}` : '';
}

function lineInWords({ clock, parts, by, source, about, struck: why }: Day['lines'][number]): string {
  const from = source === null ? '' : fromWhere(source);
  const at = clock === '' ? '•' : `*${clock}*`;
  const words = about ? withLink(parts, about) : inRoom(parts);
  // Whoever was wrong need not be named beside it.
  if (why !== null)
    return `${at}  ${words} · ${isAll(parts) ? 'taken back' : 'corrected'}: ${typedLine(why, 600)}`;
  return `${at}  ${words}${by === null ? '' : ` · _${named(by)}_`}${from}`;
}

/** What it is about leads there. Its name is made of letters that Slack reads as themselves. */
function withLink(parts: Part[], { name, url }: NonNullable<Line['about']>): string {
  const words = inRoom(parts);
  const shown = typed(name, 200);
  const isLink = /^https?:\/\/[^\s<>|]+$/.test(url) && url.length <= 300;
  return isLink ? words.replace(shown, () => link(url, linkText(name, 120))) : words;
}

/** Its words were wrong, and not only facts of it. */
const isAll = ([first]: Part[]): boolean => first?.isWrong ?? false;

/** As much as a line of the timeline may hold, shared out from the first part on. */
function inRoom(parts: Part[]): string {
  const all = roomy('entry') - 900;
  const told: string[] = [];
  let left = all;
  for (const { text, owner, isWrong } of parts) {
    const words = typed(text, left) + (owner === undefined ? '' : ` ${owned(owner.typed, 200)}`);
    const shown = isWrong ? struck(words) : words;
    if (told.length > 0 && shown.length + 3 > left) return [...told, '…'].join(' · ');
    told.push(shown);
    left -= shown.length + 3;
  }
  return told.join(' · ');
}
