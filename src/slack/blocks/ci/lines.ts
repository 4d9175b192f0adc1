/** A job and a failing test in a line of Slack's markup: what they are called, since when, and what belongs to them. */

import type { Colour } from '../../../domain/ci/board.js';
import { sayFreshness, sayPeople } from '../../../domain/ci/entry-words.js';
import type { CommitRange } from '../../../domain/ci/failing.js';
import type { Job } from '../../../domain/ci/job.js';
import { sayStanding } from '../../../domain/ci/job-words.js';
import { issueName, rangeUrl, repositoryOf } from '../../../domain/ci/links.js';
import type { JobEntry, TestEntry } from '../../../domain/ci/section.js';
import { plural } from '../../../domain/plural.js';
import { groupName } from '../../../domain/release.js';
import type { Status } from '../../../domain/status.js';
import { clip, link, plainText, unformatted } from '../parts/text.js';
import { typedLine } from '../parts/typed.js';

/** Each emoji means one thing: red is against, white is not known, green is for. A flaky job is a No-Go as well. */
export const colourDot: Record<Colour, string> = {
  red: ':red_circle:',
  yellow: ':red_circle:',
  unknown: ':white_circle:',
  green: ':large_green_circle:',
};

/** An address that a link may lead to, without a user name that passes one off as another; anything else is none. */
export function webUrl(url: string | null): string | null {
  if (url === null || url.length > 1000 || !/^https?:\/\/[^\s/?#@\\]+(?:[/?#]|$)/i.test(url)) return null;
  const address = plainText(url).replace(/[\s<>|"`\\\p{Cc}]/gu, (mark) => encodeURIComponent(mark));
  return /\p{Surrogate}/u.test(address) ? null : address;
}

/** The text as a link where there is an address for it. */
export function linkTo(url: string | null, text: string, most: number): string {
  const address = webUrl(url);
  const shown = clip(unformatted(text.replace(/\s+/g, ' ').trim()), most) || '–';
  return address === null ? typedLine(shown, most * 5) : link(address, shown);
}

export const jobName = (job: Pick<Job, 'name' | 'url'>): string => linkTo(job.url, job.name, 120);

/** The first few of them, and how many more. @param size characters of a name */
export function namesOf(names: readonly string[], most: number, size: number): string {
  const shown = names.slice(0, most).map((name) => typedLine(name, size));
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `changes`, as a link to them; empty where they cannot be shown. */
export function changesLink(
  range: CommitRange | null,
  job: Pick<Job, 'key' | 'board'>,
  { release, evidence }: Pick<Status, 'release' | 'evidence'>,
): string {
  if (range === null) return '';
  const repository = repositoryOf(job, release.issues.repository);
  const url = webUrl(rangeUrl(range, { web: evidence.issues.web, repository }));
  return url === null ? '' : ` (${link(url, 'changes')})`;
}

/** `issue #12`, or the one that seems to be about it; nothing where none is known. */
export function issueFacts(
  { issues, suggested }: Pick<TestEntry, 'issues' | 'suggested'>,
  repository: string,
): string[] {
  if (issues.length > 0) {
    const shown = issues.slice(0, 3).map((url) => linkTo(url, issueName(url, repository) ?? url, 80));
    const more = issues.length - shown.length;
    return [
      `${issues.length === 1 ? 'issue' : 'issues'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ];
  }
  if (suggested === null) return [];
  return [`perhaps ${linkTo(suggested.url, `#${suggested.number}`, 20)} ${typedLine(suggested.title, 150)}`];
}

/** How much is said of a job. */
export interface LineSize {
  /** Failing tests by name. */
  tests: number;
  /** Characters of a name or a reason. */
  length: number;
}

/** Three lines or so: the job and its standing, what fails, what belongs to it. */
export function jobText(entry: JobEntry, status: Status, { tests, length }: LineSize): string {
  const { counted, owner } = entry;
  const { judged, colour } = counted;
  const { release } = status;
  const { zone, groups } = release;
  const names = judged.tests.map(({ name }) => name);
  const fresh = sayFreshness(judged, zone);
  const facts = [
    ...(owner === null ? [] : [`${typedLine(groups.noun, 40)} ${typedLine(groupName(groups, owner), 80)}`]),
    ...(fresh === null ? [] : [fresh]),
    ...issueFacts(entry, release.issues.repository),
  ];
  const failed = judged.tests.length === 0 ? '' : plural(names.length, 'test fails', 'tests fail');
  return [
    `${colourDot[colour]}  *${jobName(judged.job)}* · ${typedLine(judged.job.board, 100)}`,
    `${typedLine(sayStanding(judged, zone), 500)}${changesLink(judged.episode?.range ?? null, judged.job, status)}`,
    ...(failed === '' ? [] : [tests === 0 ? failed : `${failed}: ${namesOf(names, tests, length)}`]),
    ...(facts.length === 0 ? [] : [facts.join(' · ')]),
    ...(judged.problem === null || judged.standing === 'unknown'
      ? []
      : [`:warning: the last reading failed: ${typedLine(judged.problem, length)}`]),
    ...sayPeople(counted, groups, zone).map((line) => `_${typedLine(line, length + 200)}_`),
  ].join('\n');
}
