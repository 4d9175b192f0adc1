/** A local GitHub, and couriers that write to it what is owed in a real store. */
import { afterEach } from '@jest/globals';
import { readDescription } from '../../src/documents/release-note.js';
import type { NewDelivery } from '../../src/domain/delivery.js';
import { type GitHubContent, githubPlace } from '../../src/domain/github-content.js';
import { githubCarrier } from '../../src/github/carrier.js';
import type { Regenerate } from '../../src/github/sending/branches.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import type { Comment } from '../../src/sandbox/github/model.js';
import type { Database } from '../../src/storage/dialect.js';
import { atGitHubTiming, delivery } from '../builders/delivery.js';
import { couriers } from '../delivery/stage.js';

export const kubeadm = 'kubernetes/kubeadm';
export const kubernetes = 'kubernetes/kubernetes';
const token = 'ghp_signalman';
export const us = 'signalman-bot';

/** What people added stands after a line of stars: a stand-in for what post-mortems bring. */
export const keepsNotes: Regenerate = (existing, generated) => {
  const notes = existing?.split('***\n')[1];
  return notes === undefined ? generated : `${generated}***\n${notes}`;
};

/** To be called in a describe of its own. */
export function atGitHub() {
  const { start } = couriers();
  const servers: LocalGitHub[] = [];
  const nudges: NodeJS.Timeout[] = [];
  afterEach(async () => {
    for (const one of nudges.splice(0)) clearInterval(one);
    await Promise.all(servers.splice(0).map((one) => one.close()));
  });
  return {
    async github(): Promise<LocalGitHub> {
      const github = await startLocalGitHub({ tokens: [{ token, login: us }] });
      servers.push(github);
      for (const fullName of [kubeadm, kubernetes]) {
        github.addRepo({ fullName, defaultBranch: 'main' });
        github.addCommit(fullName, { message: 'the beginning', files: { 'README.md': 'hello\n' } });
      }
      github.addIssue(kubeadm, { number: 212, title: 'init hangs', author: { login: 'jimmycuadra' } });
      return github;
    },
    /** A courier of GitHub's share. */
    work(database: Database, { url }: Pick<LocalGitHub, 'url'>, auth: { token: string } = { token }) {
      const carrier = githubCarrier({
        ...{ apiUrl: url, auth, timeout: atGitHubTiming.request, regenerate: keepsNotes },
        readNote: readDescription,
      });
      const working = start(database, { carrier }, () => ({}), atGitHubTiming);
      // As whoever has written something does.
      nudges.push(setInterval(working.courier.nudge, 50));
      return working;
    },
  };
}

/** The comments that a person sees below an issue. */
export const commentsOf = (github: LocalGitHub, repo: string, number: number): readonly Comment[] =>
  github.issue(repo, number).comments;

/** Without the marker. */
export const seenOf = ({ body }: { body: string | null }): string =>
  (body ?? '').replace(/<!--.*?-->/gs, '').trimEnd();

type Given = Partial<Omit<NewDelivery, 'content' | 'destination'>>;
const owed = (destination: string, content: GitHubContent, given: Given): NewDelivery =>
  delivery({
    ...{ purpose: 'incident-mirror', subject: 'incident 1', ...given },
    ...{ destination: `${githubPlace}${destination}`, content },
  });

export const comment = (body: string, given: Given = {}, at = `${kubeadm}#212`, pin = true) =>
  owed(at, { kind: 'comment', body, pin }, given);

export const issue = (
  title: string,
  given: Given = {},
  more: Partial<Extract<GitHubContent, { kind: 'issue' }>> = {},
) =>
  owed(
    kubeadm,
    { kind: 'issue', title, body: `about ${title}`, labels: ['incident'], assignees: [], ...more },
    { purpose: 'incident-issue', ...given },
  );

export const closing = (lock: boolean, given: Given = {}, at = `${kubeadm}#212`) =>
  owed(at, { kind: 'closing', reason: 'duplicate', lock }, { purpose: 'incident-closing', ...given });

export const pullRequest = (
  text: string,
  given: Given = {},
  more: Partial<Extract<GitHubContent, { kind: 'pull-request' }>> = {},
) =>
  owed(
    kubernetes,
    {
      ...{ kind: 'pull-request', title: 'Post-mortem of incident 1', body: 'As it is written so far.' },
      ...{ branch: 'signalman/incident-1', path: 'post-mortems/2017-03-28.md', text, ...more },
    },
    { purpose: 'incident-document', ...given },
  );

export const commit = (
  text: string,
  given: Given = {},
  more: Partial<Extract<GitHubContent, { kind: 'commit' }>> = {},
) =>
  owed(
    kubernetes,
    { kind: 'commit', message: 'Release notes', branch: 'main', path: 'notes/1.7.md', text, ...more },
    { purpose: 'release-notes', subject: '1.7', ...given },
  );

export const releaseNote = (
  text: string | null,
  how: 'comment' | 'description',
  given: Given = {},
  instead: string[] = [],
) =>
  owed(
    `${kubeadm}#300`,
    {
      ...{ kind: 'release-note', how, note: { text, isActionRequired: false } },
      ...{ comment: `alice wrote: ${text}`, instead },
    },
    { purpose: 'release-note', subject: 'kubernetes/kubeadm#300', ...given },
  );
