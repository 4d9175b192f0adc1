/** `/release-status` as a message: the verdict and its reasons first, then the figures, then what to do. */
import type { SourceEvidence } from '../../../domain/evidence.js';
import { both, everyIssue } from '../../../domain/filter.js';
import { withoutMilestone } from '../../../domain/plan.js';
import { plural } from '../../../domain/plural.js';
import { countOfKind } from '../../../domain/release.js';
import { saysNotes } from '../../../domain/release-notes/line.js';
import { censusOf, milestoneLink, noMilestoneLink, type Status, sourceLink } from '../../../domain/status.js';
import { showDay, showMoment } from '../../../domain/time.js';
import type { VerdictState } from '../../../domain/verdict.js';
import {
  type Block,
  buttons,
  context,
  firstThatFits,
  header,
  type Message,
  sections,
  sideBySide,
} from '../parts/block.js';
import { clip, clipEscaped, escapeText, link as linkTo, when } from '../parts/text.js';
import { notesLine } from '../release-notes/line.js';
import { checklistLines } from '../waivers/checklists.js';
import { type WaiversSize, waiversBlocks } from '../waivers/waivers.js';
import { actionsRequired } from './actions.js';
import { groupTable } from './group-table.js';
import { knownIssues } from './known-issues.js';
import { type ReasonsSize, reasonsBlocks } from './reasons.js';

/** In the colours of the reasons: red is against, white is not known, green is for. */
export const sign: Record<VerdictState, string> = {
  'NO GO': ':no_entry:',
  UNKNOWN: ':white_circle:',
  GO: ':large_green_circle:',
};

/** How much an answer shows. The sections and the report have all of it. */
interface Size extends ReasonsSize, WaiversSize {
  /** Rows of the table. */
  rows: number;
  actions: number;
}

/** From the fullest version to the barest. */
const sizes: Size[] = [
  { rows: 25, links: true, reasons: 15, waivers: 10, actions: 8, length: 600 },
  { rows: 25, links: false, reasons: 15, waivers: 10, actions: 8, length: 600 },
  { rows: 10, links: false, reasons: 15, waivers: 8, actions: 8, length: 300 },
  { rows: 0, links: false, reasons: 10, waivers: 5, actions: 4, length: 200 },
];

/** @param sharedBy the Slack id of the person who shows it to the channel; null for the private answer */
export function statusMessage(status: Status, sharedBy: string | null = null): Message {
  const { release, verdict } = status;
  const title = `${release.name} is ${verdict.state}`;
  const version = (size: Size) => () => [
    header(`${sign[verdict.state]} ${clip(title, 120)}`),
    ...reasonsBlocks(status, size),
    ...waiversBlocks(status, size),
    ...checklistLines(status, checklistsInReasons(status)),
    ...(saysNotes(verdict.reasons, size.reasons) ? [] : notesLine(status)),
    freshness(status),
    ...knownIssues(status, false),
    ...figures(status, size),
    ...next(status, size),
    ...(sharedBy
      ? [
          context(
            `Shared by <@${sharedBy}> · \`/release-status ${escapeText(release.name)}\` has the present state`,
          ),
        ]
      : [navigation(status)]),
  ];
  return {
    text: summary(status),
    blocks: firstThatFits(sizes.map(version)),
  };
}

/** One line that makes sense alone. */
export function summary({ release, verdict, evidence }: Status): string {
  const census = evidence.issues.census;
  const covered = verdict.findings.filter(
    ({ blocks, state, waived }) => blocks && state === 'go' && waived !== undefined,
  ).length;
  const notes = [
    ...(verdict.reasons.length === 0 ? [] : [plural(verdict.reasons.length, 'reason')]),
    ...(covered === 0 ? [] : [`${plural(covered, 'finding')} waived`]),
  ];
  const reasons = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  const counts = census
    ? ` ${[plural(census.total.count, 'open issue'), ...release.kinds.map((kind) => countOfKind(census.kinds[kind.id]?.count ?? 0, kind))].join(', ')}.`
    : '';
  return escapeText(`${release.name}: ${verdict.state}${reasons}.${counts}`);
}

function freshness({ evidence, release }: Status): Block {
  const sources = [evidence.issues, ...(evidence.enhancements ? [evidence.enhancements] : [])];
  const lines = sources.map((source) => readLine(source, release.zone));
  const due = evidence.issues.milestone?.dueOn;
  if (due)
    lines.unshift(
      `Milestone ${clipEscaped(evidence.issues.milestone?.title ?? '', 300)} is due ${showDay(due, 'UTC')}`,
    );
  return context(lines.join(' · '));
}

function readLine(source: SourceEvidence, zone: string): string {
  const at =
    source.observedAt === null
      ? 'not read yet'
      : `read ${when(source.observedAt, showMoment(source.observedAt, zone))}`;
  const trouble = [source.problem && `:warning: ${source.problem}`, source.notice].filter(
    (one) => one !== null && one !== '',
  );
  return [
    `${escapeText(source.repository)} ${at}`,
    ...trouble.map((one) => clipEscaped(String(one), 500)),
  ].join(' · ');
}

/** Lists whose gate is among the reasons, with its figure. */
function checklistsInReasons({ release, verdict }: Status): string[] {
  const gates = new Set(verdict.reasons.map(({ gate }) => gate));
  return release.gates.flatMap((gate) =>
    gate.type === 'checklist' && gates.has(gate.id) ? gate.checklists : [],
  );
}

/** What the reasons have counted already needs no second mention. */
function filtersOfReasons({ release, verdict }: Status): Set<string> {
  const gates = release.gates.filter((gate) =>
    verdict.reasons.some((reason) => reason.gate === gate.id && reason.value !== null),
  );
  return new Set(
    gates.flatMap((gate) =>
      gate.type === 'count' && gate.of === 'issues' && gate.in === 'milestone'
        ? [JSON.stringify(gate.filter)]
        : [],
    ),
  );
}

function figures(status: Status, { rows, links }: Size): Block[] {
  const census = censusOf(status);
  if (!census) return [];
  const { release, evidence } = status;
  const { groups } = release;
  const link = (url: string, text: string) => (links ? linkTo(url, text) : escapeText(text));
  const reasoned = filtersOfReasons(status);
  const lines = [
    ...sideBySide([
      ...(reasoned.has(JSON.stringify(everyIssue))
        ? []
        : [link(milestoneLink(status), plural(census.total.count, 'open issue'))]),
      ...release.kinds
        .filter((kind) => !reasoned.has(JSON.stringify(kind.filter)))
        .map((kind) =>
          link(milestoneLink(status, kind.filter), countOfKind(census.kinds[kind.id]?.count ?? 0, kind)),
        ),
      ...(census.noGroup.total > 0
        ? [
            link(
              milestoneLink(status, { is: 'not', of: { is: 'label', pattern: `${groups.prefix}*` } }),
              `${census.noGroup.total} without ${groups.noun}`,
            ),
          ]
        : []),
      link(milestoneLink(status, { is: 'unassigned' }), `${census.noAssignee.count} unassigned`),
    ]),
  ];
  const others = [
    ...release.phrases.map((phrase) =>
      link(
        milestoneLink(status, both(phrase.filter, { is: 'text', phrase: phrase.phrase })),
        `${census.phrases[phrase.id]?.count ?? 0} say “${clip(phrase.phrase, 60)}”`,
      ),
    ),
    ...release.kinds
      .filter((kind) => kind.withoutMilestone)
      .map((kind) =>
        link(
          noMilestoneLink(status, kind.filter),
          `${countOfKind(census.measures[withoutMilestone(kind)]?.count ?? 0, kind)} without a milestone`,
        ),
      ),
    ...(evidence.enhancements?.census
      ? [
          link(
            sourceLink(evidence.enhancements),
            `${evidence.enhancements.census.total.count} open in ${evidence.enhancements.repository}`,
          ),
        ]
      : []),
  ];
  lines.push(...sideBySide(others));
  return [...sections('', lines), ...groupTable(status, census, { kind: null, rows, links })];
}

function next(status: Status, size: Size): Block[] {
  const all = actionsRequired(status, size.length);
  if (all.length === 0) return [];
  const lines = all.slice(0, size.actions).map((action, at) => `${at + 1}. ${action}`);
  if (all.length > lines.length) lines.push(`and ${all.length - lines.length} more in the full report`);
  return sections('*Next*', lines);
}

/** The release's name is what the buttons carry. */
function navigation({ release, evidence, calendar }: Status): Block {
  const value = release.name;
  return buttons([
    { text: 'Share here', action: 'status_share', value, primary: true },
    { text: 'Full report', action: 'status_section:report', value },
    { text: 'Issues', action: 'status_section:issues', value },
    ...release.kinds
      .slice(0, 3)
      .map((kind) => ({ text: kind.title, action: `status_section:${kind.id}`, value })),
    ...(release.gates.some(({ type }) => type === 'jobs')
      ? [{ text: 'Tests', action: 'status_section:tests', value }]
      : []),
    ...(release.signOff ? [{ text: 'Sign-off', action: 'status_section:signoff', value }] : []),
    ...(calendar ? [{ text: 'Calendar', action: 'status_section:calendar', value }] : []),
    ...(evidence.enhancements ? [{ text: 'Features', action: 'status_section:features', value }] : []),
  ]);
}
