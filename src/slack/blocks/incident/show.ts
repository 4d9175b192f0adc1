/** The private answer to `/incident show 12`: everything that the record says of one incident. */
import { type Missing, roleName } from '../../../domain/incident/end.js';
import { type Incident, isOpen, latest } from '../../../domain/incident/incident.js';
import { followed } from '../../../domain/incident/places.js';
import type { IncidentRole } from '../../../domain/incident/settings.js';
import { plural } from '../../../domain/plural.js';
import type { Receipt } from '../../../domain/receipt.js';
import { showDuration } from '../../../domain/time.js';
import { type Block, context, firstThatFits, type Message, sections } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { link } from '../parts/text.js';
import { named, tidy, typed, typedLine } from '../parts/typed.js';
import { embargoLines, formerEmbargo } from './embargo.js';
import { briefly } from './facts.js';
import { githubInWords } from './github.js';
import { corrected, factFields, placesInWords, titled, told } from './head.js';
import { retraction } from './over.js';
import type { Shown } from './shown.js';
import { asOf, type Room, rooms, teamTime } from './wording.js';

/**
 * @param missing what an all-clear still needs
 * @param now ms, UTC: it may say for how long the incident has been open, because nobody looks at it later
 */
export function incidentShow(shown: Shown, receipt: Receipt | null, missing: Missing, now: number): Message {
  const { incident, settings } = shown;
  const blocks = (room: Room): Block[] => [
    ...sections('', embargoLines(incident)),
    ...titled(incident),
    ...corrected(shown, room),
    factFields(shown, room),
    ...sections('', ends(incident, room)),
    ...told(shown, room),
    ...(isOpen(incident) ? sections('*For the all-clear*', allClear(shown, missing)) : []),
    ...draftBlocks(shown, room),
    context(...smallPrint(shown, receipt, now)),
  ];
  return {
    text: briefly(incident, settings),
    blocks: firstThatFits(rooms.map((room) => () => blocks(room))),
  };
}

function ends(incident: Incident, room: Room): string[] {
  const { state, mergedInto, reason } = incident;
  if (state === 'retracted') return [retraction(incident, room)];
  if (state !== 'merged') return [];
  return [`*Goes on as* incident ${mergedInto?.id}: ${typed(reason, room('reason'))}`];
}

const done = ':ballot_box_with_check:';
const open = ':white_large_square:';

function allClear({ incident, settings }: Shown, missing: Missing): string[] {
  const criteria = settings.exitCriteria.slice(0, 20).map((criterion) => {
    const by = missing.criteria.includes(criterion) ? undefined : incident.ticked.get(criterion);
    return `${by ? done : open} ${typedLine(criterion, 200)}${by ? ` · ${named(by)}` : ''}`;
  });
  const left = settings.exitCriteria.length - criteria.length;
  const confirmed = [...incident.confirmed].map(
    ([role, by]) => `${done} Confirmed by the ${roleName(role)} · ${named(by)}`,
  );
  const waited = missing.confirmations.map(
    (role: IncidentRole) => `${open} To be confirmed by the ${roleName(role)}`,
  );
  const lines = [...criteria, ...(left > 0 ? [`and ${left} more criteria`] : []), ...confirmed, ...waited];
  return lines.length === 0 ? ['Nothing is configured: whoever commands it may give it'] : lines;
}

/** More than this nobody reads here; the thread has all of them. */
const mostDrafts = 5;

function draftBlocks({ incident }: Shown, room: Room): Block[] {
  const { drafts } = incident;
  if (drafts.length === 0) return [];
  const lines = drafts.slice(-mostDrafts).map(({ by, text, why, base }) => {
    const words = typedLine(text, Math.min(300, room('text') / 2));
    const late = base === latest(incident).number ? '' : `, written on rev ${base}`;
    return `• ${named(by)}, ${why === 'approval' ? 'waits for approval' : 'a proposal'}${late}: ${words}`;
  });
  const left = drafts.length - lines.length;
  return sections('*Written, but not sent*', left > 0 ? [...lines, `and ${left} more in the thread`] : lines);
}

function smallPrint({ incident, settings, links }: Shown, receipt: Receipt | null, now: number): string[] {
  const { id, declaredAt, declaredBy, endedAt, subscribers, joined } = incident;
  const lasted = showDuration((endedAt ?? now) - declaredAt);
  const ways = [
    ...(links.head === null ? [] : [link(links.head, 'the one thread')]),
    ...(links.discussion === null ? [] : [link(links.discussion, 'discussion')]),
  ];
  const asked = subscribers.size === 0 ? '' : ` · ${subscribers.size} asked for it`;
  const others = joined.slice(-8).map((one) => one.id);
  return [
    [`Incident ${id}`, asOf(incident, settings), teamTime(incident, settings), ...ways].join(' · '),
    `Declared ${forReader(declaredAt, settings.zone)} by ${named(declaredBy)} · ${isOpen(incident) ? 'open for' : 'lasted'} ${lasted}`,
    ...formerEmbargo(incident, settings.zone),
    `${receipt === null || receipt.all === 0 ? plural(followed(incident).length, 'copy', 'copies') : placesInWords(receipt, 10)}${asked}`,
    ...githubInWords(receipt),
    ...(others.length === 0 ? [] : [`Merged into it: ${others.join(', ')}`]),
    ...(tidy(incident.reason) === '' || !isOpen(incident)
      ? []
      : [`Reopened: ${typedLine(incident.reason, 600)}`]),
  ];
}
