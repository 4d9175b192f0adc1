/** The issues of 1.7's enhancements, as people filled the template of 2017 in, and the pull requests that document them. */
import type { IssueSeed } from '../../github/issues.js';
import type { ChangedFile } from '../../github/model.js';
import { featuresOf17, milestoneOf17, type ReleasedFeature } from '../release-1.7-features.js';
import { kepFolderOf17 } from './keps.js';
import { loginFor } from './logins.js';

const DAY = 86_400_000;

/** What one issue says. `group` and `stage` null: nobody has written it. */
export type Told = Omit<ReleasedFeature, 'group' | 'stage'> & {
  readonly group: string | null;
  readonly stage: ReleasedFeature['stage'] | null;
};

/** Without a group, and without a stage: what an issue may lack, and no issue of the seeded release does. */
export const unfinished: readonly Told[] = [
  {
    repository: 'kubernetes/features',
    number: 301,
    group: null,
    stage: 'alpha',
    description: 'Clusters can be described by one file',
    docs: null,
  },
  {
    repository: 'kubernetes/features',
    number: 302,
    group: 'node',
    stage: null,
    description: 'Pods can be put to sleep',
    docs: null,
  },
];

/** @param at ms, UTC: nobody has changed it since @param place in the list, from 0: some say it by label, some in words */
export function enhancementIssue(told: Told, place: number, at: number): IssueSeed {
  const { repository, number, group, stage, description, docs } = told;
  const folder = kepFolderOf17(number);
  const owner = loginFor(group ?? '');
  const byLabel = place % 2 === 0;
  const target = (which: ReleasedFeature['stage'], version: string) =>
    `  - ${which.charAt(0).toUpperCase()}${which.slice(1)} release target (x.y): ${which === stage && !byLabel ? version : ''}`;
  const lines = [
    '# Feature Description',
    `- One-line feature description (can be used as a release note): ${description}`,
    `- Primary contact (assignee): @${owner}`,
    `- Responsible SIGs: ${group === null ? '' : `sig-${group}`}`,
    `- Design proposal link (community repo):${folder === null ? '' : ` https://github.com/${repository}/tree/master/${folder}`}`,
    '- Reviewer(s) - (for LGTM): two of the SIG',
    '- Approver (likely from SIG/area to which feature belongs):',
    '- Feature target (which target equals to which milestone):',
    target('alpha', '1.7'),
    target('beta', '1.7'),
    target('stable', '1.7'),
    ...(docs === null ? [] : [`- Docs PR: ${docs}`]),
  ];
  return {
    ...{ number, title: titleOf(description), body: `${lines.join('\n')}\n`, milestone: milestoneOf17 },
    labels: [
      ...(group === null ? [] : [`sig/${group}`]),
      ...(stage !== null && byLabel ? [`stage/${stage}`] : []),
      'kind/feature',
    ],
    author: { login: owner },
    assignees: [owner],
    ...{ createdAt: at - (90 - place) * DAY, updatedAt: at - DAY },
  };
}

/** Shorter than what the notes say: up to the first comma or semicolon. */
const titleOf = (description: string) => description.split(/[,;]/)[0] ?? description;

const pull = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/pull\/(\d+)$/;

const writer = { login: 'dora-lin' };

export interface DocsPull {
  repository: string;
  seed: IssueSeed & { number: number };
}

/** Of those that are documented by one. @param merged numbers of those that are merged; each has changed a page, or several */
export function docsPulls(merged: readonly number[], at: number): DocsPull[] {
  const made = new Map<string, DocsPull>();
  for (const { docs, description, group } of featuresOf17) {
    const [, repository, digits] = pull.exec(docs ?? '') ?? [];
    if (!repository || made.has(docs ?? '')) continue;
    const number = Number(digits);
    const isMerged = merged.includes(number);
    const seed = {
      ...{ number, title: `Docs: ${titleOf(description)}`, body: 'For 1.7.\n', author: writer },
      ...{ labels: ['cncf-cla: yes'], createdAt: at - 20 * DAY, updatedAt: at - 2 * DAY },
      pullRequest: {
        ...{ base: 'release-1.7', draft: !isMerged && number % 4 === 0, files: pagesOf(number, group) },
        mergedAt: isMerged ? at - 2 * DAY : null,
      },
    };
    made.set(docs ?? '', { repository, seed });
  }
  return [...made.values()];
}

/** Some write two pages, some touch the menu as well. */
function pagesOf(number: number, group: string): ChangedFile[] {
  const page = (name: string): ChangedFile => ({
    path: `docs/${name}.md`,
    status: 'added',
    text: '# To be read\n',
  });
  return [
    page(`concepts/${group}/change-${number}`),
    ...(number % 3 === 0 ? [page(`tasks/${group}/use-${number}`)] : []),
    ...(number % 2 === 0
      ? [{ path: '_data/concepts.yml', status: 'modified' as const, text: 'toc: []\n' }]
      : []),
  ];
}
