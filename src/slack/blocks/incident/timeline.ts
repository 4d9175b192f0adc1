/** The private answer to `/incident timeline 12`: what happened when, by day in one zone, on a 24-hour clock. */
import type { Source } from '../../../domain/incident/event.js';
import type { Incident } from '../../../domain/incident/incident.js';
import { byDay, type Day, type Line, timelineOf } from '../../../domain/incident/timeline.js';
import { type Block, context, header, limits, type Message, sections } from '../block.js';
import { escapeText, isDirect, link, plural } from '../text.js';
import { named, roomy, struck, typed, typedLine } from './wording.js';

/** @param zone IANA, named once at the top */
export function timelineMessage(incident: Incident, zone: string): Message {
  const lines = timelineOf(incident);
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

function lineInWords({ clock, text, by, source, struck: why }: Day['lines'][number]): string {
  const words = typed(text, roomy('entry') - 900);
  const who = by === null ? '' : ` · _${named(by)}_`;
  const from = source === null ? '' : fromWhere(source);
  const at = clock === '' ? '•' : `*${clock}*`;
  if (why === null) return `${at}  ${words}${who}${from}`;
  return `${at}  ${struck(words)} · taken back: ${typedLine(why, 600)}`;
}
