/** What the page shows of the local GitHub: the issues and pull requests that matter here, and what stands in each. */
import MarkdownIt from 'markdown-it';
import { COMMUNITY, KUBEADM } from './fix-story.js';
import type { LocalGitHub } from './github/index.js';
import type { WireItem, WireListed } from './page-wire.js';
import { earlierNotes } from './seed/release-1.7/earlier-notes.js';
import { milestoneOf17 } from './seed/release-1.7-features.js';
import { REPO } from './seed/report-day.js';

type GitHub = Pick<LocalGitHub, 'issues' | 'pullFiles'>;
type Issue = ReturnType<LocalGitHub['issues']>[number];

/** Who Signalman is there. */
export const gitHubLogin = 'signalman';

const places = [KUBEADM, REPO, COMMUNITY, earlierNotes.repository];
const storytellers = new Set(['ravi-deshpande', gitHubLogin]);
// What is written in it is shown as text, never as HTML.
const markdown = new MarkdownIt({ html: false, linkify: true });

/** What the story is about and what Signalman wrote, the newest first; not the hundreds of issues that are only counted. */
export function listGitHub(github: GitHub): WireListed[] {
  return places
    .flatMap((repo) =>
      github
        .issues(repo)
        .filter((issue) => repo === KUBEADM || isOfInterest(issue))
        .map((issue) => ({ repo, issue })),
    )
    .sort((a, b) => b.issue.createdAt - a.issue.createdAt)
    .map(({ repo, issue }) => listed(repo, issue));
}

/** @param name such as `kubernetes/kubeadm#212` @returns null: there is no such thing */
export function showGitHub(github: GitHub, name: string): WireItem | null {
  const [repo = '', number = ''] = name.split('#');
  if (!places.includes(repo)) return null;
  const issue = github.issues(repo).find((one) => one.number === Number(number));
  if (!issue) return null;
  return {
    ...listed(repo, issue),
    author: issue.author.login,
    at: issue.createdAt,
    html: rendered(issue.body ?? ''),
    labels: issue.labels.map((label) => label.name),
    assignees: issue.assignees.map(({ login }) => login),
    isLocked: issue.locked !== null,
    comments: issue.comments.map((one) => ({
      ...{ id: one.id, author: one.author.login, at: one.createdAt, html: rendered(one.body) },
      ...{ isEdited: one.updatedAt > one.createdAt, isPinned: one.pin !== null },
    })),
    files: Object.entries(github.pullFiles(repo, issue.number)).map(([path, text]) => ({ path, text })),
  };
}

/** Sixty changes and thirty enhancements of 1.7 are only counted, as the flakes of 1.6 are. */
const isOfInterest = ({ author, comments, milestone }: Issue) =>
  comments.some((one) => one.author.login === gitHubLogin) ||
  (storytellers.has(author.login) && milestone?.title !== milestoneOf17);

function listed(repo: string, { number, title, pull, state, stateReason }: Issue): WireListed {
  const closed =
    stateReason === 'duplicate' ? 'duplicate' : stateReason === 'not_planned' ? 'not planned' : '';
  return {
    name: `${repo}#${number}`,
    title,
    kind: pull ? 'pull request' : 'issue',
    state: pull?.mergedAt ? 'merged' : state === 'open' ? 'open' : closed ? `closed: ${closed}` : 'closed',
  };
}

/** Comments are there for programs, and GitHub shows none of them; small print is print here. */
const rendered = (text: string) => markdown.render(text.replace(/<!--[\s\S]*?(?:-->|$)|<\/?sub>/g, ''));
