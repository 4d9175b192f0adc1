/** `/release-status` as a message: the verdict and its reasons first, then the figures, then what to do. */
import type { SourceEvidence } from '../../domain/evidence.js';
import { both } from '../../domain/filter.js';
import type { Finding, GateState } from '../../domain/gates/gate.js';
import { withoutMilestone } from '../../domain/plan.js';
import { censusOf, milestoneLink, noMilestoneLink, type Status, sourceLink } from '../../domain/status.js';
import { showDay, showMoment } from '../../domain/time.js';
import type { VerdictState } from '../../domain/verdict.js';
import {
  type Block,
  buttons,
  context,
  firstThatFits,
  header,
  type Message,
  section,
  sections,
} from './block.js';
import { groupTable } from './group-table.js';
import { clip, escapeText, link, plural, when } from './text.js';

/** Each emoji means one thing: red is against, white is not known, green is for. */
const dot: Record<GateState, string> = {
  'no-go': ':red_circle:',
  unknown: ':white_circle:',
  go: ':large_green_circle:',
};
export const sign: Record<VerdictState, string> = {
  'NO GO': ':no_entry:',
  UNKNOWN: ':white_circle:',
  GO: ':large_green_circle:',
};

/** The most lines of a list in the first answer; the sections and the report have all of them. */
const mostReasons = 15;
const mostActions = 8;

/** @param sharedBy the Slack id of the person who shows it to the channel; null for the private answer */
export function statusMessage(status: Status, sharedBy: string | null = null): Message {
  const { release, verdict } = status;
  const title = `${release.name} is ${verdict.state}`;
  const version = (rows: number, links: boolean) => () => [
    header(`${sign[verdict.state]} ${clip(title, 120)}`),
    ...why(status),
    freshness(status),
    ...figures(status, rows, links),
    ...next(status),
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
    blocks: firstThatFits([version(25, true), version(25, false), version(10, false), version(0, false)]),
  };
}

/** One line that makes sense alone. */
export function summary({ release, verdict, evidence }: Status): string {
  const census = evidence.issues.census;
  const reasons = verdict.reasons.length === 0 ? '' : ` (${plural(verdict.reasons.length, 'reason')})`;
  const counts = census
    ? ` ${[plural(census.total.count, 'open issue'), ...release.kinds.map((kind) => `${census.kinds[kind.id]?.count ?? 0} ${kind.title.toLowerCase()}`)].join(', ')}.`
    : '';
  return escapeText(`${release.name}: ${verdict.state}${reasons}.${counts}`);
}

function why(status: Status): Block[] {
  const { verdict } = status;
  if (verdict.reasons.length === 0) {
    const held = verdict.findings.filter((finding) => finding.blocks && finding.state === 'go');
    return sections(
      '*Every gate holds*',
      held.map((finding) => `${dot.go}  ${escapeText(finding.rule)}: ${figure(finding)}`),
    );
  }
  const shown = verdict.reasons.slice(0, mostReasons).map((finding) => reasonLine(finding, status));
  const more = verdict.reasons.length - shown.length;
  return sections('*Why*', more > 0 ? [...shown, `and ${more} more, all in the full report`] : shown);
}

function reasonLine(finding: Finding, { release }: Status): string {
  const line = `${dot[finding.state]}  *${escapeText(clip(finding.reason, 300))}*`;
  if (finding.author) {
    const until = finding.until === undefined ? '' : ` until ${showMoment(finding.until, release.zone)}`;
    return `${line} · written by <@${finding.author.id}>${until}`;
  }
  return `${line} · ${figure(finding)}`;
}

/** The figure, with a link to the issues behind it. */
function figure(finding: Finding): string {
  const [first, ...others] = finding.evidence;
  if (!first) return escapeText(clip(finding.detail, 300));
  if (others.length > 0) return finding.evidence.map(({ url, title }) => link(url, title)).join(', ');
  return `${link(first.url, first.title)}${finding.limit === null ? '' : `, ${finding.limit} allowed`}`;
}

function freshness({ evidence, release }: Status): Block {
  const sources = [evidence.issues, ...(evidence.enhancements ? [evidence.enhancements] : [])];
  const lines = sources.map((source) => readLine(source, release.zone));
  const due = evidence.issues.milestone?.dueOn;
  if (due)
    lines.unshift(
      `Milestone ${escapeText(evidence.issues.milestone?.title ?? '')} is due ${showDay(due, 'UTC')}`,
    );
  return context(...lines.slice(0, 9));
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
    ...trouble.map((one) => escapeText(clip(String(one), 400))),
  ].join(' · ');
}

function figures(status: Status, rows: number, links: boolean): Block[] {
  const census = censusOf(status);
  if (!census) return [];
  const { release, evidence } = status;
  const { groups } = release;
  const lines = [
    [
      link(milestoneLink(status), plural(census.total.count, 'open issue')),
      ...release.kinds.map((kind) =>
        link(
          milestoneLink(status, kind.filter),
          `${census.kinds[kind.id]?.count ?? 0} ${kind.title.toLowerCase()}`,
        ),
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
    ].join(' · '),
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
          `${census.measures[withoutMilestone(kind)]?.count ?? 0} ${kind.title.toLowerCase()} without a milestone`,
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
  if (others.length > 0) lines.push(others.join(' · '));
  return [...sections('', lines), ...groupTable(status, census, { kind: null, rows, links })];
}

/** What has to be done, the hand-written lines first: somebody thought of those today. */
function next(status: Status): Block[] {
  const written = status.actionLines.map((note) => {
    const due = note.until === null ? '' : ` by *${showDay(note.until, status.release.zone)}*`;
    return `${escapeText(note.heading ? `${note.heading}: ${note.text}` : note.text)}${due}`;
  });
  const pending = status.verdict.findings.filter((finding) => finding.state !== 'go');
  const standard = pending.flatMap((finding) => finding.actions.map((action) => escapeText(action)));
  const all = [...new Set([...written, ...standard])];
  if (all.length === 0) return [];
  const lines = all.slice(0, mostActions).map((action, at) => `${at + 1}. ${clip(action, 600)}`);
  if (all.length > lines.length) lines.push(`and ${all.length - lines.length} more in the full report`);
  return sections('*Next*', lines);
}

/** The release's name is what the buttons carry. */
function navigation({ release, evidence }: Status): Block {
  const value = release.name;
  return buttons([
    { text: 'Share here', action: 'status_share', value, primary: true },
    { text: 'Full report', action: 'status_section:report', value },
    { text: 'Issues', action: 'status_section:issues', value },
    ...release.kinds
      .slice(0, 3)
      .map((kind) => ({ text: kind.title, action: `status_section:${kind.id}`, value })),
    ...(evidence.enhancements ? [{ text: 'Features', action: 'status_section:features', value }] : []),
  ]);
}

/** A plain answer in words. */
export function noticeMessage(text: string): Message {
  return { text, blocks: [section(text)] };
}
