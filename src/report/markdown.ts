/** The report as Markdown, in the form release teams have published: verdict, reasons, contents, every figure with its search. */
import type { Census } from '../domain/census.js';
import { both, type Filter } from '../domain/filter.js';
import type { Finding } from '../domain/gates/gate.js';
import type { Note } from '../domain/note.js';
import { withoutMilestone } from '../domain/plan.js';
import { groupName, type Kind } from '../domain/release.js';
import { milestoneLink, noMilestoneLink, type Status, sourceLink } from '../domain/status.js';
import { showDay, showMoment } from '../domain/time.js';
import { escapeMarkdown as plain } from './escape.js';
import { type Section, tableOfContents } from './sections.js';

const contents = 'Table Of Contents';

export interface MarkdownOptions {
  /** Leaves out the table of contents and the groups that have nothing: for a place with little room. */
  brief?: boolean;
}

/** @returns Markdown that ends with a line break */
export function reportMarkdown(status: Status, { brief = false }: MarkdownOptions = {}): string {
  const { verdict, release } = status;
  const parts = sectionsOf(status, brief);
  const reasons = verdict.reasons.map((finding) => `- ${reasonText(finding, status)}`);
  return `${[
    [
      `## Status: *${verdict.state}*`,
      '### Reasons',
      ...(reasons.length === 0 ? ['- none: every gate holds'] : reasons),
    ].join('\n'),
    ...(brief
      ? []
      : [`## ${contents}\n${tableOfContents(parts, [`Status: ${verdict.state}`, 'Reasons', contents])}`]),
    ...parts.map(render),
    footer(status),
  ].join('\n\n')}\n`;

  function render({ title, level, lines }: Section): string {
    return [`${'#'.repeat(level)} ${title}`, ...(lines.length === 0 ? [] : [lines.join('\n')])].join('\n');
  }

  function footer({ now, evidence }: Status): string {
    const sources = [evidence.issues, ...(evidence.enhancements ? [evidence.enhancements] : [])];
    const read = sources.map(({ repository, observedAt, spent }) => {
      const at = observedAt === null ? 'not read yet' : `read ${showMoment(observedAt, release.zone)}`;
      return `${repository} ${at}${spent ? `, ${spent.requests} requests` : ''}`;
    });
    return `---\n${plain(release.name)}, ${showMoment(now, release.zone)}. ${read.join('; ')}.`;
  }
}

function reasonText(finding: Finding, { release }: Status): string {
  const by = finding.author
    ? ` (${plain(finding.author.name)}${finding.until === undefined ? '' : `, until ${showDay(finding.until, release.zone)}`})`
    : '';
  const unknown = finding.state === 'unknown' ? ` (not known: ${plain(finding.detail)})` : '';
  return `${plain(finding.reason)}${by}${unknown}`;
}

function sectionsOf(status: Status, brief: boolean): Section[] {
  const census = status.evidence.issues.census;
  const found: Section[] = [];
  const add = (title: string, level: number, lines: string[]) => {
    if (lines.length > 0 || level === 2) found.push({ title, level, lines });
  };
  const { release } = status;
  const actions = (title: string, level: number, chosen: Finding[], notes: Note[]) => {
    add(title, level, [
      ...new Set(chosen.flatMap((finding) => finding.actions.map((action) => `- ${action}`))),
      ...notes.map((note) => `- ${noteText(note, status)}`),
    ]);
  };
  const gatesFor = (filter: Filter) =>
    status.verdict.findings.filter((finding) => {
      const gate = release.gates.find((one) => one.id === finding.gate);
      return (
        gate?.type === 'count' &&
        finding.state !== 'go' &&
        gate.in === 'milestone' &&
        JSON.stringify(gate.filter) === JSON.stringify(filter)
      );
    });
  const kindGates = release.kinds.map((kind) => ({ kind, gates: gatesFor(kind.filter) }));
  const ofKinds = new Set(kindGates.flatMap(({ gates }) => gates.map((finding) => finding.gate)));
  const general = status.verdict.findings.filter(
    (finding) =>
      (finding.type === 'count' || finding.type === 'hygiene') &&
      finding.state !== 'go' &&
      !ofKinds.has(finding.gate),
  );
  const headings = new Map<string, { reasons: Finding[]; notes: Note[] }>();
  const under = (heading: string) => {
    const known = headings.get(heading) ?? { reasons: [], notes: [] };
    headings.set(heading, known);
    return known;
  };
  for (const note of status.evidence.notes) {
    const finding = status.verdict.reasons.find((one) => one.gate === `reason-${note.id}`);
    if (note.heading && finding) under(note.heading).reasons.push(finding);
  }
  const loose: Note[] = [];
  for (const note of status.actionLines) {
    if (note.heading) under(note.heading).notes.push(note);
    else loose.push(note);
  }

  add('Issues', 2, census ? issueLines(status, census, general) : [unread(status)]);
  actions('Action Required', 3, general, loose);
  for (const { kind, gates } of kindGates) {
    if (census) add(plain(kind.title), 3, kindLines(status, census, kind));
    if (census && kind.byGroup)
      add(`By ${plain(release.groups.noun)}`, 4, groupLines(status, census, kind, brief));
    actions('Action Required', 4, gates, []);
  }
  const { enhancements } = status.evidence;
  if (enhancements) {
    add('Incomplete Features', 2, [
      enhancements.census
        ? `- Open issues filed against [\`${enhancements.repository}\` in ${plain(enhancements.milestone?.title ?? enhancements.wanted)} milestone](${sourceLink(enhancements)}): ${enhancements.census.total.count}`
        : `- not known: ${plain(enhancements.problem ?? 'not read yet')}`,
    ]);
    actions(
      'Action Required',
      3,
      status.verdict.findings.filter((one) => one.type === 'enhancements' && one.state !== 'go'),
      [],
    );
  }
  for (const [heading, { reasons, notes }] of headings) {
    add(
      plain(heading),
      2,
      reasons.map((finding) => `- ${plain(finding.reason.slice(heading.length + 2))}`),
    );
    add(
      'Action Required',
      3,
      notes.map((note) => `- ${noteText({ ...note, heading: null }, status)}`),
    );
  }
  add(
    'Actions Taken by Release Team',
    2,
    status.taken.length === 0
      ? ['[ not updated for this report ]']
      : status.taken.map((note) => `- ${noteText(note, status)} (${plain(note.authorName)})`),
  );
  return found;
}

function unread({ evidence }: Status): string {
  return `- not known: ${plain(evidence.issues.problem ?? 'GitHub has not been read yet')}`;
}

const linked = (title: string, url: string, count: number) => `- [${title}](${url}): ${count}`;

function issueLines(status: Status, census: Census, general: Finding[]): string[] {
  const milestone = plain(status.evidence.issues.milestone?.title ?? status.release.issues.milestone);
  return [
    linked('Total in milestone', milestoneLink(status), census.total.count),
    ...status.release.phrases.map(({ id, phrase, filter }) =>
      linked(
        `"${plain(phrase)}" issues in ${milestone} milestone`,
        milestoneLink(status, both(filter, { is: 'text', phrase })),
        census.phrases[id]?.count ?? 0,
      ),
    ),
    ...general
      .filter((finding) => finding.evidence.length > 0 && finding.gate !== 'open-issues')
      .map(
        (finding) =>
          `- ${plain(finding.reason)}: ${finding.evidence.map(({ title, url }) => `[${plain(title)}](${url})`).join(', ')}`,
      ),
  ];
}

function kindLines(status: Status, census: Census, kind: Kind): string[] {
  const { groups } = status.release;
  const ungrouped: Filter = { is: 'not', of: { is: 'label', pattern: `${groups.prefix}*` } };
  const loose = census.measures[withoutMilestone(kind)];
  return [
    linked('Total in milestone', milestoneLink(status, kind.filter), census.kinds[kind.id]?.count ?? 0),
    ...(kind.byGroup
      ? [
          linked(
            `No ${plain(groups.noun)}`,
            milestoneLink(status, both(kind.filter, ungrouped)),
            census.noGroup.kinds[kind.id] ?? 0,
          ),
        ]
      : []),
    ...(kind.withoutMilestone && loose
      ? [linked('Without Milestone', noMilestoneLink(status, kind.filter), loose.count)]
      : []),
  ];
}

function groupLines(status: Status, census: Census, kind: Kind, brief: boolean): string[] {
  const { groups } = status.release;
  const rows = census.groups.filter((row) => !brief || (row.kinds[kind.id] ?? 0) > 0);
  const lines = rows.map((row) =>
    linked(
      plain(groupName(groups, row.slug)),
      milestoneLink(status, both(kind.filter, { is: 'label', pattern: `${groups.prefix}${row.slug}` })),
      row.kinds[kind.id] ?? 0,
    ),
  );
  const others = census.otherGroups.kinds[kind.id] ?? 0;
  if (others > 0) {
    const filter: Filter = {
      is: 'or',
      of: census.otherGroupLabels.map((pattern) => ({ is: 'label', pattern })),
    };
    lines.push(
      linked(
        `Other ${plain(groups.noun)}s (${census.otherGroupLabels.map(plain).join(', ')})`,
        milestoneLink(status, both(kind.filter, filter)),
        others,
      ),
    );
  }
  return lines;
}

function noteText(note: Note, { release }: Status): string {
  const text = plain(note.heading ? `${note.heading}: ${note.text}` : note.text);
  return note.type === 'action' && note.until !== null
    ? `${text} by ${showDay(note.until, release.zone)}`
    : text;
}
