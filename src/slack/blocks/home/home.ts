/** The Home of one person as blocks: what was just done, the verdicts, what waits for them, and the open incidents. */
import type { Home } from '../../../domain/home/home.js';
import type { PlacedIncident } from '../../../domain/home/waiting.js';
import { plural } from '../../../domain/plural.js';
import type { Status } from '../../../domain/status.js';
import { incidentButton } from '../incident/deeds.js';
import { openLines } from '../incident/list.js';
import { type Block, context, header, type Message, section } from '../parts/block.js';
import { clip, clipEscaped } from '../parts/text.js';
import { typedLine } from '../parts/typed.js';
import { stepBlock } from '../status/first-use.js';
import { dot, reasonLine } from '../status/reasons.js';
import { sign } from '../status/status.js';
import { homeAction } from './names.js';
import { waitingBlocks, withButton } from './waiting.js';

/** Slack takes a hundred blocks: so many of each fit, the most urgent first. */
const most = { waiting: 25, releases: 4, others: 15, incidents: 8, notice: 8 };
/** Reasons of a verdict. */
const mostReasons = 3;
/** Characters of them: a section has to hold them. */
const mostReasonText = 2400;

const divider: Block = { type: 'divider' };

/** What of a message can stand in a Home. */
const plainBlocks = ['section', 'context', 'header', 'actions', 'rich_text', 'divider'];

/**
 * @param notice what became of what the person just did; null: nothing
 * @returns no more than a hundred blocks
 */
export function homeBlocks(home: Home, notice: Message | null): Block[] {
  const zone = home.statuses[0]?.release.zone ?? home.settings?.zone ?? 'UTC';
  return [
    ...(notice === null ? [] : noticeBlocks(notice)),
    ...home.missing.map(stepBlock),
    ...releaseBlocks(home.statuses),
    ...waiting(home, zone),
    ...(home.settings === null ? [] : incidentBlocks(home)),
    divider,
    context(footer(home)),
  ];
}

function noticeBlocks({ blocks }: Message): Block[] {
  const kept = blocks.filter(({ type }) => plainBlocks.includes(type)).slice(0, most.notice);
  return [...kept, divider];
}

function releaseBlocks(statuses: readonly Status[]): Block[] {
  const others = statuses.slice(most.releases);
  const lines = others
    .slice(0, most.others)
    .map(({ release, verdict }) => `${sign[verdict.state]} ${typedLine(release.name, 90)}: ${verdict.state}`);
  if (others.length > lines.length) lines.push(`and ${others.length - lines.length} more`);
  return [
    ...statuses.slice(0, most.releases).map(releaseBlock),
    ...(lines.length === 0 ? [] : [section(lines.join('\n'))]),
  ];
}

function releaseBlock(status: Status): Block {
  const { release, verdict } = status;
  const { reasons } = verdict;
  const some = reasons.slice(0, mostReasons);
  const full = some.map((one) =>
    reasonLine(one, status, { links: true, reasons: mostReasons, length: 250, quiet: true }),
  );
  // Addresses of searches may be long, and then the reason alone has to do.
  const shown =
    full.join('').length < mostReasonText
      ? full
      : some.map(({ state, reason }) => `${dot[state]}  *${typedLine(reason, 250)}*`);
  const more = reasons.length - shown.length;
  const why = reasons.length === 0 ? ['Every gate holds.'] : shown;
  return withButton(
    [
      `${sign[verdict.state]} *${typedLine(release.name, 90)} is ${verdict.state}*`,
      ...why,
      ...(more > 0 ? [`and ${more} more`] : []),
    ].join('\n'),
    { text: 'Show', action: homeAction.release, value: release.name.slice(0, 2000), about: release.name },
  );
}

function waiting(home: Home, zone: string): Block[] {
  const { waiting: all, missing } = home;
  if (all.length === 0)
    // Where nothing is set up yet, nothing can wait.
    return missing.includes('release')
      ? []
      : [header('Waiting for you'), section(':sunny: Nothing waits for you.')];
  const shown = all.slice(0, most.waiting);
  const more = all.length - shown.length;
  return [
    header(`Waiting for you: ${all.length}`),
    ...shown.flatMap((one) => waitingBlocks(one, zone, home.settings?.postmortem.zone ?? zone)),
    ...(more > 0 ? [context(`and ${more} more, which come up here as these are done`)] : []),
  ];
}

function incidentBlocks({ incidents, settings, viewer, waiting, now }: Home): Block[] {
  if (settings === null || incidents.length === 0) return [];
  const shown = incidents.slice(0, most.incidents);
  const more = incidents.length - shown.length;
  const block = ({ incident, url }: PlacedIncident): Block => {
    const text = clip(openLines(incident, settings, url ?? undefined, now, 140).join('\n'), 2900);
    // Whoever commands it finds here what they do most.
    const isAbove = waiting.some((one) => one.kind === 'overdue' && one.incident.id === incident.id);
    if (incident.facts.commander.id !== viewer || isAbove) return section(text);
    return withButton(text, {
      text: 'Update…',
      action: incidentButton.update,
      value: String(incident.id),
      about: `incident ${incident.id}`,
    });
  };
  return [
    header(`${plural(incidents.length, 'incident')} open`),
    ...shown.map(block),
    ...(more > 0 ? [context(`and ${more} more: \`/incident list\``)] : []),
  ];
}

function footer({ settings, incidents }: Home): string {
  return [
    ...(settings !== null && incidents.length === 0 ? ['No incident is open'] : []),
    '`/release-status` asks whether we may ship',
    ...(settings === null ? [] : ['`/incident declare` says what is broken']),
    'This page updates itself for a while after you open it',
  ].join(' · ');
}

/** What the button of a release opens: its status, without what only a message can have. */
export function statusBlocks({ blocks }: Message, name: string): Block[] {
  const kept = blocks
    .filter(({ type }) => ['section', 'context', 'header', 'rich_text'].includes(type))
    .slice(0, 90);
  return [...kept, context(`\`/release-status ${clipEscaped(name, 90)} report\` has all of it`)];
}
