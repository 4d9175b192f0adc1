/** What an issue about a red job says, in Markdown: what fails, since when, what brought it, and where to look. */

import type { Alert } from '../domain/ci/alert.js';
import type { Job } from '../domain/ci/job.js';
import { sayRange } from '../domain/ci/job-words.js';
import { plural } from '../domain/plural.js';
import { isoDay, showMoment } from '../domain/time.js';
import { unreferring } from './action-issue.js';
import { escapeMarkdown, turning, webAddress } from './escape.js';

/** More tests than this are at the job's own page. */
const most = 20;

export function ciIssue(
  {
    alert,
    job,
    releases,
    zone,
    owner,
  }: {
    alert: Alert;
    job: Job;
    releases: readonly string[];
    zone: string;
    owner: string | null;
  },
  { groups, kinds }: { groups: { prefix: string }; kinds: readonly { id: string; filter: object }[] },
): { title: string; body: string; labels: string[] } {
  const [only, ...others] = alert.tests;
  const what = only !== undefined && others.length === 0 ? only : job.name;
  const url = job.url === null ? null : webAddress(job.url);
  const name = unreferring(escapeMarkdown(job.name));
  const range = sayRange(alert.range);
  const lines = [
    `**Job**: ${url === null ? name : `[${name}](${url})`} of ${unreferring(escapeMarkdown(job.board))}`,
    `**Red since**: ${escapeMarkdown(showMoment(alert.since, zone))}, ${plural(alert.runs, 'run')}`,
    ...(range === null ? [] : [`**Commits**: ${escapeMarkdown(range)}`]),
    ...(releases.length === 0 ? [] : [`**Holds back**: ${releases.map(escapeMarkdown).join(', ')}`]),
  ];
  return {
    title: oneLine(
      `${what} fails${what === job.name ? ` since ${isoDay(alert.since, zone)}` : ` in ${job.name}`}`,
    ),
    body: [lines.join('\n'), ...failing(alert, job)].join('\n\n'),
    labels: [
      ...kinds.filter(({ id }) => id === 'failing-test').flatMap(({ filter }) => labelOf(filter)),
      ...(owner === null ? [] : [`${groups.prefix}${owner}`]),
    ],
  };
}

/** GitHub reads no Markdown in a title, and mentions nobody by it. */
const oneLine = (text: string): string => text.replace(turning, '').replace(/\s+/g, ' ').trim().slice(0, 250);

/** The one label that the kind is; one that is more than a label gives none. */
function labelOf(filter: object): string[] {
  const { is, pattern } = filter as { is?: unknown; pattern?: unknown };
  return is === 'label' && typeof pattern === 'string' && !pattern.includes('*') ? [pattern] : [];
}

function failing({ tests }: Alert, { messages }: Job): string[] {
  if (tests.length === 0) return [];
  const shown = tests.slice(0, most).map((test) => {
    const said = Object.hasOwn(messages, test) ? (messages[test] ?? '') : '';
    return `- ${unreferring(escapeMarkdown(test))}${said === '' ? '' : `\n\n${fenced(said.slice(0, 1000))}\n`}`;
  });
  const more = tests.length - shown.length;
  return [
    `**Failing ${tests.length === 1 ? 'test' : 'tests'}**:`,
    shown.join('\n'),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

/**
 * A failure's own words as they are: longer fences than any in them, and nothing in them is read as Markdown. Robots
 * read commands in code too, so that a slash at the beginning of a line has something before it.
 */
function fenced(said: string): string {
  const text = said.replace(/^([^\S\r\n\u2028\u2029]*)\/(?=[a-z])/gim, '$1\u200b/').replace(turning, '');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([row]) => row.length));
  const fence = '`'.repeat(longest + 1);
  return [fence, ...text.split(/\r?\n/), fence].map((line) => `  ${line}`).join('\n');
}
