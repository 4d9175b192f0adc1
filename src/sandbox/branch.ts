/** The branch that 1.6 ships from: the pre-release that was tagged on it, and what lands on it when the page says so. */
import type { LocalGitHub } from './github/index.js';
import { REPO } from './seed/report-day.js';

export const branch = 'release-1.6';

/** The last pre-release that was tested by hand before 1.6.0, with its real commit. */
const tagged = { tag: 'v1.6.0-beta.4', sha: 'b202120be3a97e5f8a5e20da51d0b6f5a1eebd31' };

type Repository = Pick<LocalGitHub, 'addCommit' | 'addTag' | 'addRelease'>;

/** @param at ms, UTC */
export function tagPreRelease(github: Repository, at: number): void {
  const { tag, sha } = tagged;
  github.addCommit(REPO, { sha, message: `Kubernetes version ${tag}`, branch, author: 'release-robot', at });
  github.addTag(REPO, tag, sha);
  github.addRelease(REPO, { tag, prerelease: true, createdAt: at });
}

/** What people had under review. */
const changes = [
  'Wait for the network before the node is ready',
  'Give upgrade tests more time to drain a node',
  'Fix a race when volumes are detached',
  'Do not restart pods whose limits did not change',
];

/** @returns a function that lets the next change land, and gives its title */
export function startLanding(github: Repository): () => string {
  let landed = 0;
  return () => {
    const title = changes[landed % changes.length] ?? '';
    const message = `Merge pull request #${43_200 + landed} from contributor/change-${landed + 1}\n\n${title}`;
    github.addCommit(REPO, { message, branch, author: 'merge-robot' });
    landed++;
    return title;
  };
}
