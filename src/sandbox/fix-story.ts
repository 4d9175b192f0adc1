/**
 * What happens at the local GitHub around the incident that the sandbox invites people to declare: its report, then step
 * by step, as the page says so, a fix, its way to the branch of the release, and the tag that contains it.
 */
import { branch } from './branch.js';
import type { LocalGitHub } from './github/index.js';
import { REPO } from './seed/report-day.js';

/** Where installing a cluster is looked after, and where post-mortems are kept. */
export const KUBEADM = 'kubernetes/kubeadm';
export const COMMUNITY = 'kubernetes/community';

type Repository = Pick<
  LocalGitHub,
  'addRepo' | 'addIssue' | 'addCommit' | 'addTag' | 'addRelease' | 'mergePull'
>;

/** @param at ms, UTC: when it began */
export function seedCommunity(github: Repository, at: number): void {
  github.addRepo({ fullName: COMMUNITY, defaultBranch: 'master', createdAt: at });
  github.addCommit(COMMUNITY, { message: 'Begin', files: { 'README.md': '# Community\n' }, at });
}

/** @param at ms, UTC: when it was reported */
export function seedReport(github: Repository, at: number): void {
  const createdAt = at - 400 * 86_400_000;
  github.addRepo({ fullName: KUBEADM, defaultBranch: 'master', createdAt });
  github.addIssue(KUBEADM, {
    number: 212,
    title: 'kubeadm init of 1.6.0-beta.4 hangs on a fresh machine',
    body: 'It prints `waiting for the control plane to become ready`, and nothing more comes. With 1.5 the same machine is up in two minutes.',
    author: { login: 'somebody-else' },
    createdAt: at,
  });
}

interface Story {
  /** What happens next, as a button says it; null once everything has happened. */
  next(): string | null;
  /** Lets it happen. @returns what did, or null */
  go(): string | null;
}

/** @param now ms, UTC */
export function startStory(github: Repository, now: () => number): Story {
  let fix = 0;
  let pick = 0;
  const title = 'kubeadm: do not wait for the network before the first node is ready';
  const [ravi, tomas] = ['ravi-deshpande', 'tomas-okafor'];
  /** Merged as a robot does it: a commit on the branch that says which pull request it is. */
  function merge(number: number, onto: string): void {
    const message = `Merge pull request #${number} from ${ravi}/no-network\n\n${title}`;
    const sha = github.addCommit(REPO, { message, branch: onto, author: 'merge-robot', at: now() });
    github.mergePull(REPO, number, { sha, by: tomas });
  }
  const opened = (name: string, body: string, base: string) =>
    github.addIssue(REPO, {
      ...{ title: name, body, author: { login: ravi }, createdAt: now() },
      pullRequest: { base },
    });
  const steps: [string, () => void][] = [
    [
      'GitHub: reported once more',
      () =>
        github.addIssue(KUBEADM, {
          title: 'kubeadm init hangs with 1.6.0-beta.4, control plane never becomes ready',
          body: 'Looks like #212, but on another cloud.',
          author: { login: 'one-more' },
          createdAt: now(),
        }),
    ],
    [
      'GitHub: a fix is opened',
      () => {
        fix = opened(title, `Fixes ${KUBEADM}#212.`, 'master');
      },
    ],
    ['GitHub: it is merged to master', () => merge(fix, 'master')],
    [
      'GitHub: a cherry-pick is opened',
      () => {
        pick = opened(
          `Automated cherry pick of #${fix}`,
          `Cherry pick of #${fix} on ${branch}.\n\n#${fix}: ${title}`,
          branch,
        );
      },
    ],
    ['GitHub: the cherry-pick is merged', () => merge(pick, branch)],
    [
      'GitHub: v1.6.0 is tagged',
      () => {
        github.addTag(REPO, 'v1.6.0', branch);
        github.addRelease(REPO, { tag: 'v1.6.0', createdAt: now() });
      },
    ],
  ];
  let at = 0;
  return {
    next: () => steps[at]?.[0] ?? null,
    go() {
      const step = steps[at];
      if (!step) return null;
      step[1]();
      at++;
      return step[0];
    },
  };
}
