/** Pull requests of a seeded day: they sit in the milestone, and must never be counted as issues. */

import type { LocalGitHub } from '../github/index.js';
import type { IssueSeed } from '../github/issues.js';
import { author } from './people.js';
import type { Random } from './random.js';
import { bugTitle, flakeTitle } from './titles.js';

/** Open, merged and abandoned pull requests in `v1.6`; merged ones say in their bodies what the notes should say. */
export function seedPulls(chance: Random, at: number): IssueSeed[] {
  const pull = (index: number): IssueSeed => {
    const fate = index % 4;
    const note = chance.pick(['A fix worth telling users about.', 'NONE', '']);
    const label =
      note === '' ? 'release-note-label-needed' : note === 'NONE' ? 'release-note-none' : 'release-note';
    return {
      title: index % 3 === 0 ? `Deflake ${flakeTitle(chance)}` : `Fix: ${bugTitle(chance)}`,
      body: `**What this PR does**: mends it; see the broken test run.\n\n\`\`\`release-note\n${note}\n\`\`\`\n`,
      milestone: 'v1.6',
      labels: [index % 3 === 0 ? 'kind/flake' : 'kind/bug', label, 'cncf-cla: yes'],
      author: author(chance, 0),
      state: fate === 0 ? 'open' : 'closed',
      pullRequest: {
        mergedAt: fate === 0 || fate === 3 ? null : at,
        draft: fate === 0 && index % 8 === 0,
        base: 'master',
      },
    };
  };
  return Array.from({ length: 48 }, (_, index) => pull(index));
}

const DAY = 86_400_000;
const TAG = 'v1.6.0-beta.2';

/**
 * The history behind the merged pull requests: what was merged up to a month before the report is in the tagged
 * pre-release on `master`, the rest is on `release-1.6` since then.
 */
export function seedHistory(
  github: Pick<LocalGitHub, 'issue' | 'addCommit' | 'addTag' | 'addRelease'>,
  repo: string,
  numbers: readonly number[],
  at: number,
): void {
  const tagged = at - 30 * DAY;
  const merged = numbers
    .map((number) => github.issue(repo, number))
    .flatMap(({ number, title, pull }) =>
      pull?.mergedAt ? [{ number, title, pull, mergedAt: pull.mergedAt }] : [],
    )
    .sort((a, b) => a.mergedAt - b.mergedAt);
  const commit = (of: typeof merged, branch: string) => {
    for (const { number, title, pull, mergedAt } of of) {
      const message = `Merge pull request #${number} from ${pull.head}\n\n${title}`;
      github.addCommit(repo, {
        sha: pull.mergeSha ?? pull.headSha,
        message,
        branch,
        at: mergedAt,
        author: 'merge-robot',
      });
    }
  };
  github.addCommit(repo, { message: 'Start of the 1.6 line', at: at - 80 * DAY });
  commit(
    merged.filter(({ mergedAt }) => mergedAt <= tagged),
    'master',
  );
  github.addTag(repo, TAG, 'master');
  github.addRelease(repo, { tag: TAG, prerelease: true, createdAt: tagged });
  github.addCommit(repo, { message: 'Cut release-1.6', branch: 'release-1.6', at: tagged });
  commit(
    merged.filter(({ mergedAt }) => mergedAt > tagged),
    'release-1.6',
  );
}
