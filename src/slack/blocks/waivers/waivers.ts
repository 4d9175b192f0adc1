/** Waivers as people see them: beside the reasons of a verdict, as a list, and as messages of their own. */
import type { Saying } from '../../../domain/delivery.js';
import type { Release } from '../../../domain/release.js';
import type { Status } from '../../../domain/status.js';
import { showMoment } from '../../../domain/time.js';
import { stateOfWaiver, waiversOf } from '../../../domain/waiver/cover.js';
import { longestReason } from '../../../domain/waiver/give.js';
import type { WaiveRule, Waiver } from '../../../domain/waiver/waiver.js';
import { type Block, context, header, type Message, section, sections } from '../parts/block.js';
import { clip, clipEscaped, mention, unformatted, when } from '../parts/text.js';
import { linked, named, typed, typedLine } from '../parts/typed.js';
import { waiverAction } from './names.js';

const moment = (at: number, { zone }: Release): string => when(at, showMoment(at, zone));

/** How much of the waivers is shown. */
export interface WaiversSize {
  waivers: number;
  /** Characters of what it is about, and of the reason. */
  length: number;
  /** People are named and not mentioned. */
  quiet?: boolean;
}

/** Beside the reasons: who waived what, why, until when, and which wait for a second person. */
export function waiversBlocks({ verdict, release, now }: Status, size: WaiversSize): Block[] {
  const all = waiversOf(verdict.findings);
  if (all.length === 0) return [];
  const lines = all.slice(0, size.waivers).map((one) => line(one, release, now, size));
  const more = all.length - lines.length;
  return sections('*Waivers*', more > 0 ? [...lines, `and ${more} more, all in the full report`] : lines);
}

function line(waiver: Waiver, release: Release, now: number, size: WaiversSize): string {
  const isWaiting = stateOfWaiver(waiver, release.waiving, now) === 'waiting';
  const about = typedLine(waiver.about, size.length);
  const who = size.quiet ? named(waiver.by) : linked(waiver.by);
  const second = waiver.second
    ? ` and ${size.quiet ? named(waiver.second.by) : linked(waiver.second.by)}`
    : '';
  const mark = isWaiting
    ? ':hourglass_flowing_sand:  *Waits for a second person, and does not count yet:*'
    : ':ballot_box_with_check: ';
  return `${mark} ${about} · by ${who}${second} until ${moment(waiver.until, release)}: ${typedLine(waiver.reason, size.length)}`;
}

/** `/release-signoff waivers` */
export function waiverListMessage({
  release,
  shown,
  now,
}: {
  release: Release;
  shown: readonly { waiver: Waiver }[];
  now: number;
}): Message {
  const name = clip(release.name, 90);
  const count = `${shown.length} ${shown.length === 1 ? 'waiver' : 'waivers'}`;
  const title = header(`${name}: ${count}`);
  if (shown.length === 0)
    return {
      text: clipEscaped(`${name}: nothing is waived.`, 200),
      blocks: [title, context('Nothing is waived now. A release lead waives with: `/release-signoff waive`')],
    };
  const most = 20;
  return {
    text: clipEscaped(`${name}: ${count}.`, 200),
    blocks: [
      title,
      ...shown.slice(0, most).flatMap(({ waiver }) => listed(waiver, release, now)),
      ...(shown.length > most
        ? [context(`and ${shown.length - most} more: \`npx signalman audit\` has them all`)]
        : []),
    ],
  };
}

function listed(waiver: Waiver, release: Release, now: number): Block[] {
  const { id } = waiver;
  const isWaiting = stateOfWaiver(waiver, release.waiving, now) === 'waiting';
  const size = { waivers: 1, length: 300, quiet: true };
  return [
    section(`\`${id}\`  ${line(waiver, release, now, size)}`),
    deeds(id, { confirm: isWaiting, end: true }),
  ];
}

function deeds(id: number, { confirm, end }: { confirm: boolean; end: boolean }): Block {
  const button = (text: string, action: string, more: object = {}) => ({
    ...{ type: 'button', text: { type: 'plain_text', text, emoji: true }, action_id: action },
    ...{ value: String(id), ...more },
  });
  return {
    type: 'actions',
    elements: [
      ...(confirm ? [button('Confirm', waiverAction.confirm, { style: 'primary' })] : []),
      ...(end ? [button('End it', waiverAction.end)] : []),
    ],
  };
}

interface Shown {
  release: Release;
  waiver: Waiver;
  rule: WaiveRule | null;
  now: number;
}

/** The waiver's own message: edited when it is confirmed or ended. */
export function waiverSaying({ release, waiver, rule, now }: Shown): Saying {
  const { id, by, second, ended } = waiver;
  const name = clip(release.name, 90);
  const state = stateOfWaiver(waiver, release.waiving, now);
  const isWaiting = state === 'waiting';
  const said = ended
    ? `:heavy_multiplication_x: *Ended* by ${named(ended.by)} on ${moment(ended.at, release)}. What it was about counts again.`
    : isWaiting
      ? `:hourglass_flowing_sand: ${mention(by.id)} waives it. It counts once a second person agrees: ${secondsOf(waiver, rule).slice(0, 10).map(mention).join(', ')}`
      : second
        ? `:ballot_box_with_check: Waived by ${named(by)}, *confirmed* by ${named(second.by)} on ${moment(second.at, release)}`
        : `:ballot_box_with_check: *Waived* by ${named(by)}`;
  const brief = ended
    ? `was ended by ${ended.by.name}`
    : isWaiting
      ? `by ${by.name} waits for a second person`
      : `was given by ${by.name}${second ? ` and confirmed by ${second.by.name}` : ''}`;
  return {
    text: clipEscaped(`${name}: waiver ${id} ${brief}: ${waiver.about}`, 600),
    blocks: [
      section(`*Waiver ${id} for ${clipEscaped(unformatted(name), 120)}*\n${said}`),
      ...facts(release, waiver),
      ...(ended
        ? [context(`Given by ${named(by)} on ${moment(waiver.at, release)}`)]
        : [deeds(id, { confirm: isWaiting, end: true })]),
    ],
  };
}

/** Those who may agree: neither who gave it nor whose finding it is. */
const secondsOf = ({ by, raisedBy }: Waiver, rule: WaiveRule | null): string[] =>
  (rule?.by ?? []).filter((id) => id !== by.id && !raisedBy.includes(id));

/** Told directly to whoever gave it: a second person agreed, or somebody ended it. */
export function waiverAnswer({ release, waiver }: Shown): Saying {
  const { id, second, ended } = waiver;
  const name = clip(release.name, 90);
  const said = ended
    ? `:heavy_multiplication_x: *Your waiver ${id} was ended* by ${named(ended.by)}. What it was about counts again.`
    : `:ballot_box_with_check: *Your waiver ${id} was confirmed* by ${named(second?.by ?? null)}, and counts from now on.`;
  const brief = ended ? `was ended by ${ended.by.name}` : `was confirmed by ${second?.by.name ?? ''}`;
  return {
    text: clipEscaped(`${name}: your waiver ${id} ${brief}.`, 500),
    blocks: [section(said), ...facts(release, waiver)],
  };
}

function facts(release: Release, { about, reason, until }: Waiver): Block[] {
  return [
    section(
      `*${typedLine(about, 1200)}*\nuntil ${moment(until, release)}: then it no longer counts, by itself`,
    ),
    section(
      `*Why*\n${typed(reason, longestReason * 5)
        .split('\n')
        .map((one) => `&gt; ${one}`)
        .join('\n')}`,
    ),
  ];
}
