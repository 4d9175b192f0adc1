/** The failing tests and suites in the thread of a digest: lists that are paged as all others are. */
import { sayPeople, sayTest } from '../../../domain/ci/entry-words.js';
import { sayStanding } from '../../../domain/ci/job-words.js';
import { issueName, jobTitle } from '../../../domain/ci/links.js';
import { ciSections, isExcused, type JobEntry, type TestEntry } from '../../../domain/ci/section.js';
import type { ItemRef } from '../../../domain/issue.js';
import { plural } from '../../../domain/plural.js';
import { groupName } from '../../../domain/release.js';
import type { Status } from '../../../domain/status.js';
import type { List, Part } from '../parts/pages.js';
import { clip, escapeText, plainText } from '../parts/text.js';
import { webUrl } from './lines.js';

/** One list of tests and one of suites; each is left out when it is empty. */
export function ciLists(status: Status): List[] {
  const { tests, suites } = ciSections(status);
  const name = escapeText(status.release.name);
  const found: List[] = [];
  if (tests) {
    const open = tests.tests.filter((one) => !one.jobs.every(isExcused));
    const excused = tests.tests.filter((one) => one.jobs.every(isExcused));
    const parts = [
      part(
        null,
        open.map((test) => testLine(test, status)),
      ),
      part(
        'Jobs that name no test',
        tests.others.map((entry) => jobLine(entry, status)),
      ),
      part(
        'Somebody answers for',
        excused.map((test) => testLine(test, status)),
      ),
      part('Without any result', tests.missing.map(missingLine)),
    ].filter(({ count }) => count > 0);
    const title = plural(tests.tests.length, 'failing test');
    if (parts.length > 0)
      found.push({ title: `*Test failures* · ${title}`, text: `${name}: ${title}`, parts });
  }
  if (suites) {
    const jobs = suites.boards.flatMap((board) => board.jobs);
    const parts = [
      ...suites.boards.map(({ board, jobs: its }) =>
        part(
          its.length > 1 ? board : null,
          its.map((entry) => jobLine(entry, status)),
        ),
      ),
      part('Without any result', suites.missing.map(missingLine)),
    ].filter(({ count }) => count > 0);
    const open = jobs.filter((entry) => !isExcused(entry)).length;
    const title = `${open} of ${plural(suites.looked, 'suite')} not green`;
    if (parts.length > 0)
      found.push({ title: `*Suite failures* · ${title}`, text: `${name}: ${title}`, parts });
  }
  return found;
}

const part = (heading: string | null, lines: object[]): Part => ({
  heading: heading === null ? null : clip(heading, 200),
  lines,
  count: lines.length,
});

/** In rich text nothing is read as a command. */
const text = (said: string, most: number) => ({
  type: 'text',
  text: clip(plainText(said.replace(/\s+/g, ' ')).replace(/[\p{Surrogate}\p{Cc}]/gu, ''), most),
});
const small = (said: string, most: number) => ({ ...text(said, most), style: { italic: true } });

function linked(url: string | null, said: string, most: number): object {
  const address = webUrl(url);
  return address === null ? text(said, most) : { type: 'link', url: address, ...shown(said, most) };
}
const shown = (said: string, most: number) => ({ text: text(said, most).text || '–' });

const line = (...elements: object[]): object => ({ type: 'rich_text_section', elements });

function missingLine(pattern: string): object {
  return line(text(pattern, 200), small(' no job matches it', 60));
}

function testLine(test: TestEntry, status: Status): object {
  const { zone, groups } = status.release;
  const [first] = test.jobs;
  const more = test.jobs.length - 1;
  const people = first ? sayPeople(first.counted, groups, zone) : [];
  return line(
    text(`${test.name} `, 260),
    small(`${sayTest(test, zone)}, in `, 200),
    ...(first ? [linked(first.counted.judged.job.url, jobTitle(first.counted.judged.job), 120)] : []),
    ...(more > 0 ? [text(` and ${more} more`, 30)] : []),
    ...issueElements(test, status),
    ...(people.length === 0 ? [] : [small(`; ${people.join('; ')}`, 300)]),
  );
}

function jobLine(entry: JobEntry, status: Status): object {
  const { zone, groups } = status.release;
  const { judged } = entry.counted;
  const owner = entry.owner === null ? '' : `, ${groups.noun} ${groupName(groups, entry.owner)}`;
  const tests =
    judged.tests.length === 0 ? '' : `, ${plural(judged.tests.length, 'test fails', 'tests fail')}`;
  const people = sayPeople(entry.counted, groups, zone);
  return line(
    linked(judged.job.url, jobTitle(judged.job), 160),
    small(`: ${sayStanding(judged, zone)}${tests}${owner}`, 400),
    ...issueElements(entry, status),
    ...(people.length === 0 ? [] : [small(`; ${people.join('; ')}`, 300)]),
  );
}

function issueElements(
  { issues, suggested }: { issues: string[]; suggested: ItemRef | null },
  { release }: Status,
): object[] {
  const [url] = issues;
  if (url !== undefined) {
    const name = issueName(url, release.issues.repository) ?? url;
    const more = issues.length > 1 ? [text(` and ${issues.length - 1} more`, 30)] : [];
    return [text('; issue ', 20), linked(url, name, 80), ...more];
  }
  if (suggested === null) return [];
  return [
    text('; perhaps ', 20),
    linked(suggested.url, `#${suggested.number}`, 20),
    text(` ${suggested.title}`, 110),
  ];
}
