/** The report as Markdown, in the form release teams have published: verdict, reasons, contents, every figure with its search. */
import { ciSections, type SuiteSection, type TestSection } from '../domain/ci/section.js';
import type { Filter } from '../domain/filter.js';
import type { Finding } from '../domain/gates/gate.js';
import type { Note } from '../domain/hand-written.js';
import type { Report } from '../domain/report.js';
import type { Status } from '../domain/status.js';
import { showDay, showMoment } from '../domain/time.js';
import { calendarLines, exceptionLines } from './calendar.js';
import { changesSections } from './changes.js';
import { checklistLines } from './checklists.js';
import { suiteLines, testLines } from './ci.js';
import { figureWriter } from './delta.js';
import { documentLines } from './enhancements.js';
import { escapeWithLinks, escapeMarkdown as plain } from './escape.js';
import { enhancementLines, groupLines, issueLines, kindLines, unread } from './figure-lines.js';
import { noteLines, noteText, writtenNotes } from './hand-written.js';
import { incidentMonthSections } from './incident-stats.js';
import { knownIssueLines } from './known-issues.js';
import { releaseNotesLines } from './release-notes-status.js';
import { renderSection, type Section, tableOfContents } from './sections.js';
import { signOffLines } from './signoff.js';
import { waiverLines } from './waivers.js';

const contents = 'Table Of Contents';
const required = 'Action Required';

export interface MarkdownOptions {
  /** Leaves out the table of contents, the groups that have nothing and lists of issues: for a place with little room. */
  brief?: boolean;
  /** The report on the same status: with it every figure says what it changed, and the changes have a section. */
  report?: Report | null;
}

/** @returns Markdown that ends with a line break */
export function reportMarkdown(
  status: Status,
  { brief = false, report = null }: MarkdownOptions = {},
): string {
  const { verdict } = status;
  const parts = [
    ...sectionsOf(status, brief, report),
    ...incidentMonthSections(report),
    ...changesSections(report, brief),
  ];
  const reasons = verdict.reasons.map((finding) => `- ${reasonText(finding, status)}`);
  const waivers = waiverLines(status);
  const above = ['Reasons', ...(waivers.length > 0 ? ['Waivers'] : [])];
  const toc = tableOfContents(parts, [`Status: ${verdict.state}`, ...above, contents]);
  return `${[
    [
      `## Status: *${verdict.state}*`,
      '### Reasons',
      ...(reasons.length === 0
        ? [`- none: every gate holds${waivers.length > 0 ? ', with what is waived' : ''}`]
        : reasons),
      ...(waivers.length > 0 ? ['### Waivers', ...waivers] : []),
    ].join('\n'),
    ...(brief ? [] : [`## ${contents}\n${toc}`]),
    ...parts.map(renderSection),
    footer(status),
  ].join('\n\n')}\n`;
}

function footer({ now, evidence, release }: Status): string {
  const sources = [evidence.issues, ...(evidence.enhancements ? [evidence.enhancements] : [])];
  const read = sources.map(({ repository, observedAt, spent }) => {
    const at = observedAt === null ? 'not read yet' : `read ${showMoment(observedAt, release.zone)}`;
    return `${repository} ${at}${spent ? `, ${spent.requests} requests` : ''}`;
  });
  return `---\n${plain(release.name)}, ${showMoment(now, release.zone)}. ${read.join('; ')}.`;
}

function reasonText(finding: Finding, { release }: Status): string {
  const { author, until } = finding;
  const end = until === undefined ? '' : `, until ${showDay(until, release.zone)}`;
  const unknown = finding.state === 'unknown' ? ` (not known: ${plain(finding.detail)})` : '';
  return author
    ? `${escapeWithLinks(finding.reason)} (${plain(author.name)}${end})${unknown}`
    : `${plain(finding.reason)}${unknown}`;
}

/** The counted sections take what was written by hand under their name; what remains has sections of its own. */
function sectionsOf(status: Status, brief: boolean, report: Report | null): Section[] {
  const { release, verdict, evidence } = status;
  const { census } = evidence.issues;
  const figure = figureWriter(report);
  const written = writtenNotes(status);
  const lines = (notes: Note[]) => noteLines(notes, release.zone);
  const found: Section[] = [];
  const add = (title: string, level: number, its: string[], listed = level) => {
    if (its.length > 0 || level === 2) found.push({ title, level, lines: its, listed });
  };
  const { kindGates, general } = gatesBySection(status);

  const issues = written.take('Issues');
  add('Issues', 2, [
    ...(census ? issueLines(status, census, general, figure) : [unread(status)]),
    ...lines(issues.reasons),
  ]);
  add(required, 3, [...ruled(general), ...lines([...written.loose, ...issues.actions])]);
  for (const { kind, gates } of kindGates) {
    const { reasons, actions } = written.take(kind.title);
    const toDo = [...ruled(gates), ...lines(actions)];
    const counted = census ? kindLines(status, census, kind, figure) : [];
    const facts = [...counted, ...lines(reasons)];
    add(plain(kind.title), 3, facts.length === 0 && toDo.length > 0 ? [unread(status)] : facts);
    // Published reports list this below its kind, and write its heading one level higher.
    if (census && kind.byGroup)
      add(`By ${plain(release.groups.noun)}`, 3, groupLines(status, census, kind, figure, brief), 4);
    add(required, 4, toDo);
  }
  const own = (title: string, reasons: Note[], actions: Note[]) => {
    add(plain(title), 2, lines(reasons));
    add(required, 3, lines(actions));
  };
  // Published reports have these before the features, and whatever else was written after them.
  const { tests, suites } = ciSections(status);
  const ofJobs = (title: string, its: TestSection | SuiteSection | null, counted: string[]) => {
    const { reasons, actions } = written.take(title);
    if (its === null && reasons.length + actions.length === 0) return;
    add(title, 2, [...counted, ...lines(reasons)]);
    const open = (its?.findings ?? []).filter(({ state }) => state !== 'go');
    add(required, 3, [...ruled(open), ...lines(actions)]);
  };
  ofJobs('Test Failures', tests, tests ? testLines(tests, status, { brief }) : []);
  ofJobs('Suite Failures', suites, suites ? suiteLines(suites, status, { brief }) : []);
  if (evidence.enhancements) {
    const { title, reasons, actions } = written.take('Incomplete Features');
    add(title, 2, [
      ...enhancementLines(status, figure),
      ...documentLines(status, { brief }),
      ...lines(reasons),
    ]);
    const open = verdict.findings.filter(
      ({ type, state }) => (type === 'enhancements' || type === 'enhancement-sign-off') && state !== 'go',
    );
    add(required, 3, [...ruled(open), ...lines(actions)]);
  }
  const known = written.take('Known Issues');
  const knownLines = [...knownIssueLines(status), ...lines(known.reasons)];
  if (knownLines.length + known.actions.length > 0) {
    add('Known Issues', 2, knownLines);
    add(required, 3, lines(known.actions));
  }
  const noted = releaseNotesLines(status, { brief });
  if (noted.length > 0) {
    const { reasons, actions } = written.take('Release Notes');
    const open = verdict.findings.filter(
      ({ type, state }) => (type === 'release-notes' || type === 'docs') && state !== 'go',
    );
    add('Release Notes', 2, [...noted, ...lines(reasons)]);
    add(required, 3, [...ruled(open), ...lines(actions)]);
  }
  const calendar = calendarLines(status);
  if (calendar.length > 0) {
    const { reasons, actions } = written.take('Calendar');
    const planned = verdict.findings.filter((one) => one.type === 'calendar' && one.state !== 'go');
    add('Calendar', 2, [...calendar, ...lines(reasons)]);
    add('Exceptions', 3, exceptionLines(status));
    add(required, 3, [...ruled(planned), ...lines(actions)]);
  }
  const signOff = signOffLines(status);
  if (signOff.length > 0) {
    const { reasons, actions } = written.take('Sign-off');
    const open = verdict.findings.filter((one) => one.type === 'sign-off' && one.state !== 'go');
    add('Sign-off', 2, [...signOff, ...lines(reasons)]);
    add(required, 3, [...ruled(open), ...lines(actions)]);
  }
  const checklists = checklistLines(status, brief);
  if (checklists.length > 0) {
    const { title, reasons, actions } = written.take('Checklists');
    const open = verdict.findings.filter((one) => one.type === 'checklist' && one.state !== 'go');
    add(title, 2, [...checklists, ...lines(reasons)]);
    add(required, 3, [...ruled(open), ...lines(actions)]);
  }
  for (const { title, reasons, actions } of written.rest()) own(title, reasons, actions);
  add(
    'Actions Taken by Release Team',
    2,
    status.taken.length === 0
      ? ['[ not updated for this report ]']
      : status.taken.map((note) => `- ${noteText(note, release.zone)} (${plain(note.authorName)})`),
  );
  return found;
}

/** What the gates that do not hold ask for, each once. */
const ruled = (findings: Finding[]): string[] => [
  ...new Set(findings.flatMap((finding) => finding.actions.map((action) => `- ${action}`))),
];

/** The gates that do not hold: those that count just what a kind counts, by kind, and the others. */
function gatesBySection({ release, verdict }: Status) {
  const failing = verdict.findings.filter(({ state }) => state !== 'go');
  const same = (a: Filter, b: Filter) => JSON.stringify(a) === JSON.stringify(b);
  const counts = (finding: Finding, filter: Filter) => {
    const gate = release.gates.find((one) => one.id === finding.gate);
    return gate?.type === 'count' && gate.in === 'milestone' && same(gate.filter, filter);
  };
  const kindGates = release.kinds.map((kind) => ({
    kind,
    gates: failing.filter((finding) => counts(finding, kind.filter)),
  }));
  const ofKinds = new Set(kindGates.flatMap(({ gates }) => gates));
  const general = failing.filter(
    (finding) => (finding.type === 'count' || finding.type === 'hygiene') && !ofKinds.has(finding),
  );
  return { kindGates, general };
}
