/** Digests as people manage them: the list of them, what is posted when one begins or ends, and what went wrong. */
import type { Saying } from '../../../domain/delivery.js';
import { plural } from '../../../domain/plural.js';
import { type Receipt, receiptInWords, type ScheduleView } from '../../../domain/receipt.js';
import type { Release } from '../../../domain/release.js';
import type { DigestKind, Schedule, SlotState } from '../../../domain/schedule.js';
import { describeTimes } from '../../../domain/slots.js';
import { showMoment } from '../../../domain/time.js';
import {
  type Block,
  context,
  firstThatFits,
  header,
  type Message,
  section,
  sections,
} from '../parts/block.js';
import { clip, clipEscaped, escapeText, mention, placeName, unformatted, when } from '../parts/text.js';

const kinds: Record<DigestKind, string> = {
  full: 'full',
  short: 'short: verdict and figures',
  'on-change': 'full, only when something changed',
};

const states: Record<SlotState, string> = {
  posted: 'posted',
  missed: 'not posted: it would have been too late',
  quiet: 'not posted: quiet time',
  unchanged: 'not posted: nothing had changed',
  refused: 'not posted: its figures contradicted each other',
};

/** How many digests, and channels of each, are shown, from the fullest version to the barest. */
const sizes = [
  { most: 25, channels: 20 },
  { most: 15, channels: 8 },
  { most: 8, channels: 3 },
];

/**
 * The private list, with what was just done.
 * @param release the one that was asked about; digests of others are named with theirs
 * @param said in plain words; null when only listed
 */
export function scheduleMessage({
  release,
  schedules,
  said,
}: {
  release: Release;
  schedules: ScheduleView[];
  said: string | null;
}): Message {
  const count = schedules.length === 0 ? 'no digest is scheduled' : plural(schedules.length, 'digest');
  const text = clip(`${release.name}: ${said === null ? count : said}`, 300);
  const list = ({ most, channels }: { most: number; channels: number }): Block[] => {
    const more = schedules.length - Math.min(most, schedules.length);
    return [
      ...schedules.slice(0, most).flatMap((view) => sections('', viewLines(view, release, channels))),
      ...(more > 0 ? [context(`and ${more} more`)] : []),
    ];
  };
  const title = header(clip(text, 140));
  const how =
    schedules.length === 0
      ? 'No digest is scheduled here. `/release-status subscribe weekdays at 16:00` begins one in the channel where it is typed.'
      : `\`/release-status subscribe\` begins another in the channel where it is typed; to change one, end it and begin another · \`/release-status schedule ${schedules[0]?.schedule.id} again\` issues the last report of digest ${schedules[0]?.schedule.id} again`;
  return {
    text: escapeText(`${text}.`),
    blocks: firstThatFits(sizes.map((size) => () => [title, ...list(size), context(how)])),
  };
}

function viewLines({ schedule, next, last }: ScheduleView, release: Release, most: number): string[] {
  const { id, channels, kind } = schedule;
  const named = channels.slice(0, most).map(placeName).join(', ');
  const more = channels.length > most ? ` and ${channels.length - most} more` : '';
  const zone = release.zone;
  return [
    `*${id}* · *${clipEscaped(unformatted(schedule.release), 90)}* in ${named}${more}`,
    `${timesOf(schedule)} · ${kinds[kind]} · ${next === null ? 'never comes again' : `next ${moment(next, zone)}`}`,
    ...(last === null
      ? ['No report yet']
      : [
          `Last: ${moment(last.slot, zone)}: ${
            last.receipt ? cutMarkup(receiptInWords(last.receipt)) : whyNot(last)
          }`,
        ]),
    howToChange(schedule),
  ];
}

function whyNot({ state, note }: NonNullable<ScheduleView['last']>): string {
  return note === null ? states[state] : `not posted: ${clipEscaped(unformatted(note), 300)}`;
}

/** Where it is written down, and so where it can be changed. */
function howToChange({ id, origin, name, createdBy }: Schedule): string {
  if (origin === 'config')
    return `Set in \`signalman.yml\` as *${clipEscaped(unformatted(name), 60)}*: whoever runs Signalman changes or ends it there`;
  const by = createdBy === null ? 'Begun in Slack' : `Begun by ${mention(createdBy)}`;
  return `${by} · \`/release-status unsubscribe ${id}\` ends it`;
}

const timesOf = ({ times }: Schedule) => clipEscaped(unformatted(describeTimes(times)), 200);
const moment = (at: number, zone: string) => when(at, showMoment(at, zone));

/** Words about many channels can be long: cut between two of them, never within one. */
function cutMarkup(words: string): string {
  if (words.length <= 1500) return words;
  const end = words.lastIndexOf('; ', 1490);
  return `${words.slice(0, Math.max(0, end))}; …`;
}

/** Posted in the channel in which a digest begins. @param by who did it, a Slack id */
export function subscribedSaying(
  release: Release,
  schedule: Schedule,
  next: number | null,
  by: string,
): Saying {
  const named = clip(release.name, 90);
  const times = describeTimes(schedule.times);
  const first = next === null ? '' : ` The first comes ${moment(next, release.zone)}.`;
  return {
    text: clipEscaped(`The digest of ${named} is posted here from now on: ${times}.`, 500),
    blocks: [
      section(
        `${mention(by)} subscribed this channel to the digest of *${escapeText(unformatted(named))}*: ${timesOf(schedule)}, ${kinds[schedule.kind]}.${first}`,
      ),
      context(
        `Digest ${schedule.id} · \`/release-status unsubscribe ${schedule.id}\` ends it · \`/release-status schedule\` shows all`,
      ),
    ],
  };
}

/** Posted in the channel in which a digest ends. @param by who did it, a Slack id */
export function unsubscribedSaying(release: Release, schedule: Schedule, by: string): Saying {
  const named = clip(release.name, 90);
  return {
    text: clipEscaped(`The digest of ${named} is not posted here any more.`, 500),
    blocks: [
      section(
        `${mention(by)} ended the digest of *${escapeText(unformatted(named))}* in this channel: ${timesOf(schedule)}.`,
      ),
      context(`It was digest ${schedule.id} · \`/release-status subscribe\` begins a new one`),
    ],
  };
}

/** Told to the release lead when a report did not reach all of its channels. @param slot the moment it was for (ms) */
export function receiptSaying(release: Release, slot: number, receipt: Receipt): Saying {
  const named = clip(release.name, 90);
  const { failed, all, delivered } = receipt;
  return {
    text: clipEscaped(
      `The digest of ${named} for ${showMoment(slot, release.zone)} reached ${delivered} of ${plural(all, 'channel')}.`,
      500,
    ),
    blocks: [
      section(
        `:warning: *The digest of ${escapeText(unformatted(named))}* for ${moment(slot, release.zone)}: ${cutMarkup(receiptInWords(receipt))}`,
      ),
      ...(failed.length === 0
        ? []
        : [
            context(
              'Once a channel takes messages again: `/release-status schedule` has the digest’s number, and `/release-status schedule 3 again` issues number 3 again',
            ),
          ]),
    ],
  };
}

/** Told to the release lead instead of the report. @param slot the moment it was for (ms) */
export function refusedSaying({
  release,
  slot,
  contradictions,
}: {
  release: Release;
  slot: number;
  contradictions: string[];
}): Saying {
  const named = clip(release.name, 90);
  const shown = contradictions
    .slice(0, 15)
    .map((one) => `• ${clipEscaped(unformatted(one.replace(/\s*[\r\n]+\s*/g, ' / ')), 300)}`);
  const more = contradictions.length - shown.length;
  return {
    text: clipEscaped(
      `The digest of ${named} for ${showMoment(slot, release.zone)} was not posted: its figures contradict each other.`,
      500,
    ),
    blocks: [
      section(
        `:no_entry: *The digest of ${escapeText(unformatted(named))}* for ${moment(slot, release.zone)} was not posted anywhere: its figures contradict each other.`,
      ),
      ...sections('*Figures that contradict each other*', more > 0 ? [...shown, `and ${more} more`] : shown),
      ...sections('*Next*', [
        '1. Read all of GitHub again: `npx signalman sync --full`',
        '2. Issue it again: `/release-status schedule` has its number, `/release-status schedule 3 again` does it for number 3',
        '3. If it is refused again, that is a fault of Signalman: the log has the figures',
      ]),
    ],
  };
}
