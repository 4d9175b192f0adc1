/** Test Failures and Suite Failures as Markdown: each test and each tab with all that is needed to go on with it. */

import { sayFreshness, sayPeople, sayTest } from '../domain/ci/entry-words.js';
import type { CommitRange, Episode } from '../domain/ci/failing.js';
import { sayStanding } from '../domain/ci/job-words.js';
import { issueName, jobTitle, rangeUrl, repositoryOf } from '../domain/ci/links.js';
import {
  type BoardEntry,
  isExcused,
  type JobEntry,
  type SuiteSection,
  type TestEntry,
  type TestSection,
} from '../domain/ci/section.js';
import type { ItemRef } from '../domain/issue.js';
import { plural } from '../domain/plural.js';
import { groupName } from '../domain/release.js';
import type { Status } from '../domain/status.js';
import { showDay } from '../domain/time.js';
import { escapeWithLinks, escapeMarkdown as plain, webAddress } from './escape.js';

/** So many tests of a job are named with it. */
const namedTests = 5;

interface Options {
  /** Leaves out what is longer than a line should be. */
  brief: boolean;
}

export function testLines(section: TestSection, status: Status, options: Options): string[] {
  return orNone(section, [
    ...section.tests.map((test) => `- ${testLine(test, status, options)}`),
    ...section.others.map((entry) => `- ${jobLine(entry, status, { brief: true })}`),
    ...missingLines(section, status),
  ]);
}

/** A board with many of its jobs in the list has a line above them, with its summary. */
export function suiteLines(section: SuiteSection, status: Status, options: Options): string[] {
  return orNone(section, [
    ...section.boards.flatMap((board) => boardLines(board, status, options)),
    ...missingLines(section, status),
  ]);
}

function orNone({ looked }: Pick<SuiteSection, 'looked'>, lines: string[]): string[] {
  if (lines.length > 0) return lines;
  return [looked === 0 ? '- not known: no job is known' : `- none in ${plural(looked, 'job')}`];
}

function boardLines(board: BoardEntry, status: Status, options: Options): string[] {
  const lines = board.jobs.map((entry) => jobLine(entry, status, options));
  if (!board.isNested) return lines.map((line) => `- ${line}`);
  const title = board.url === null ? plain(board.board) : linked(`${board.board}#Summary`, board.url);
  return [`- ${title}: ${board.jobs.length} jobs`, ...lines.map((line) => `  - ${line}`)];
}

function missingLines({ missing }: Pick<SuiteSection, 'missing'>, { release }: Status): string[] {
  const where = release.branch === null ? '' : ` on ${plain(release.branch)}`;
  return missing.map((pattern) => `- ${plain(pattern)}: no job matches it, so it has no result${where}`);
}

/** With little room a test is named with since when: where it fails, the suites say. */
function briefTest(test: TestEntry, status: Status): string {
  const { nature, since, openEnded, runs } = test;
  const what = nature === 'flaky' ? 'flaky: failed' : 'failing';
  return [
    `${plain(test.name)}: ${what} ${sayBriefly({ since, openEnded, runs }, status)}`,
    ...(test.issues.length > 0 ? issueParts(test, status) : []),
    ...(test.jobs.every(isExcused) ? [excused] : []),
  ].join('; ');
}

/** `since 8 March 2017 (4 runs)` */
function sayBriefly(
  { since, openEnded, runs }: Pick<Episode, 'since' | 'openEnded' | 'runs'>,
  { release }: Status,
): string {
  return `since ${showDay(since, release.zone)}${openEnded ? ' or longer' : ''} (${plural(runs, 'run')})`;
}

function testLine(test: TestEntry, status: Status, { brief }: Options): string {
  if (brief) return briefTest(test, status);
  const { zone, groups } = status.release;
  const jobs = test.jobs.slice(0, 3);
  const more = test.jobs.length - jobs.length;
  const where = [
    ...jobs.map(({ counted }) => tab(counted.judged.job)),
    ...(more > 0 ? [`${more} more`] : []),
  ];
  const [first] = test.jobs;
  // What is old news of a job that has not run since is said with it.
  const stale =
    first && first.counted.judged.standing === 'stale'
      ? [plain(sayStanding(first.counted.judged, zone))]
      : [];
  const people = [...new Set(test.jobs.flatMap(({ counted }) => sayPeople(counted, groups, zone)))].map(
    escapeWithLinks,
  );
  return [
    `${plain(test.name)}: ${plain(sayTest(test, zone))}${changes(test.range, first, status)}`,
    `in ${where.join(', ')}`,
    ...stale,
    ...issueParts(test, status),
    ...ownerPart(test.jobs, status),
    ...people,
    ...(test.jobs.every(isExcused) ? [excused] : []),
  ].join('; ');
}

/** With little room only what it stands at, and who answers for it. */
function briefJob(entry: JobEntry, status: Status): string {
  const { zone, groups } = status.release;
  const { judged } = entry.counted;
  const { episode, tests } = judged;
  const standing =
    judged.standing === 'red' && episode ? `red ${sayBriefly(episode, status)}` : sayStanding(judged, zone);
  return [
    `${tab(judged.job)}: ${plain(standing)}`,
    ...(tests.length === 0 ? [] : [`${tests.length} failing ${tests.length === 1 ? 'test' : 'tests'}`]),
    ...(entry.issues.length > 0 ? issueParts(entry, status) : []),
    ...sayPeople(entry.counted, groups, zone).map(escapeWithLinks),
    ...(isExcused(entry) ? [excused] : []),
  ].join('; ');
}

const excused = '**does not hold the release back**';

function jobLine(entry: JobEntry, status: Status, { brief }: Options): string {
  if (brief) return briefJob(entry, status);
  const { zone, groups } = status.release;
  const { judged } = entry.counted;
  const fresh = sayFreshness(judged, zone);
  const names = judged.tests.slice(0, namedTests).map(({ name }) => plain(name));
  const more = judged.tests.length - names.length;
  const tests =
    names.length === 0 ? [] : [`fails: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
  return [
    `${tab(judged.job)}: ${plain(sayStanding(judged, zone))}${changes(judged.episode?.range ?? null, entry, status)}`,
    ...tests,
    ...(fresh === null ? [] : [plain(fresh)]),
    ...(judged.problem === null || judged.standing === 'unknown'
      ? []
      : [`last reading failed: ${plain(judged.problem)}`]),
    ...issueParts(entry, status),
    ...ownerPart([entry], status),
    ...sayPeople(entry.counted, groups, zone).map(escapeWithLinks),
    ...(isExcused(entry) ? [excused] : []),
  ].join('; ');
}

function tab(job: Parameters<typeof jobTitle>[0] & { url: string | null }): string {
  return job.url === null ? plain(jobTitle(job)) : linked(jobTitle(job), job.url);
}

/** An address that cannot stand in a link is left out. */
function linked(text: string, address: string): string {
  const url = webAddress(address);
  return url === null ? plain(text) : `[${plain(text)}](${url})`;
}

function changes(
  range: CommitRange | null,
  entry: JobEntry | undefined,
  { release, evidence }: Status,
): string {
  if (range === null || !entry) return '';
  const repository = repositoryOf(entry.counted.judged.job, release.issues.repository);
  const url = rangeUrl(range, { web: evidence.issues.web, repository });
  const address = url === null ? null : webAddress(url);
  return address === null ? '' : ` ([changes](${address}))`;
}

/** The ones that are linked; otherwise the one that seems to be about it, said as a guess. */
function issueParts(
  { issues, suggested }: { issues: string[]; suggested: ItemRef | null },
  { release }: Status,
): string[] {
  if (issues.length > 0) {
    const shown = issues
      .slice(0, 3)
      .map((url) => linked(issueName(url, release.issues.repository) ?? url, url));
    return [
      `${issues.length === 1 ? 'issue' : 'issues'} ${shown.join(', ')}${issues.length > 3 ? ` and ${issues.length - 3} more` : ''}`,
    ];
  }
  return suggested === null
    ? []
    : [`perhaps ${linked(`#${suggested.number}`, suggested.url)} ${plain(suggested.title)}`];
}

function ownerPart(entries: readonly JobEntry[], { release }: Status): string[] {
  const slugs = [...new Set(entries.flatMap(({ owner }) => (owner === null ? [] : [owner])))];
  if (slugs.length === 0) return [];
  return [
    `owner ${plain(release.groups.noun)} ${slugs.map((slug) => plain(groupName(release.groups, slug))).join(', ')}`,
  ];
}
