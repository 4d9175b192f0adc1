/** Release 1.7 at the local GitHub, on its way: its enhancements, what documents them, what was merged, what is known to be broken. */
import type { LocalGitHub } from '../../github/index.js';
import type { IssueSeed } from '../../github/issues.js';
import { accumulatorOf17, featuresOf17, knownIssueOf17, milestoneOf17 } from '../release-1.7-features.js';
import { FEATURES, REPO } from '../report-day.js';
import { shapes } from './bodies.js';
import { earlierNotes, earlierNotesText } from './earlier-notes.js';
import { docsPulls, enhancementIssue, type Told, unfinished } from './enhancements.js';
import { kepFilesOf17 } from './keps.js';
import { loginFor, slackByLogin } from './logins.js';
import { type MergedFor17, mergedFor17 } from './pulls.js';

type Target = Pick<
  LocalGitHub,
  'addRepo' | 'addMilestone' | 'addIssues' | 'addIssue' | 'addComment' | 'addCommit' | 'addTag'
>;

interface Release17 {
  /** ms, UTC: everything has happened before. */
  at: number;
  /** Numbers of the docs pull requests that are merged. */
  mergedDocs?: readonly number[];
  /** Adds issues that lack their group or their stage. */
  unfinished?: boolean;
}

const DAY = 86_400_000;
const HOUR = DAY / 24;
/** Where the documentation is written, beside the two repositories of the release. */
const DOCS = 'kubernetes/kubernetes.github.io';
const PROPOSALS = 'kubernetes/community';
/** Where 1.7 starts. */
const begin = 'v1.7.0-alpha.0';

/** Into a GitHub that has nothing yet. */
export function seedRelease17Alone(github: Target, options: Release17): void {
  const createdAt = options.at - 400 * DAY;
  for (const fullName of [REPO, FEATURES, PROPOSALS])
    github.addRepo({ fullName, defaultBranch: 'master', createdAt });
  github.addMilestone(REPO, { title: milestoneOf17, createdAt });
  seedRelease17(github, options);
}

/** Into a GitHub with `kubernetes/kubernetes`, its milestone v1.7, `kubernetes/features` and `kubernetes/community`. */
export function seedRelease17(
  github: Target,
  { at, mergedDocs = [], unfinished: lacking = false }: Release17,
): void {
  const createdAt = at - 400 * DAY;
  github.addRepo({ fullName: DOCS, defaultBranch: 'master', createdAt });
  github.addMilestone(FEATURES, { title: milestoneOf17, createdAt: at - 100 * DAY });
  github.addCommit(FEATURES, {
    ...{ message: 'Notes of 1.6', at: at - 10 * DAY },
    files: { [earlierNotes.path]: earlierNotesText, 'README.md': '# Features\n' },
  });
  github.addCommit(FEATURES, { message: 'Documents for 1.7', at: at - 9 * DAY, files: kepFilesOf17() });
  const told: readonly Told[] = [...featuresOf17, ...(lacking ? unfinished : [])];
  for (const repository of [FEATURES, REPO])
    github.addIssues(
      repository,
      told
        .map((one, place) => ({ one, seed: enhancementIssue(one, place, at) }))
        .filter(({ one }) => one.repository === repository)
        .map(({ seed }) => seed),
    );
  for (const { repository, seed } of docsPulls(mergedDocs, at)) github.addIssue(repository, seed);
  seedKnownIssues(github, at);
  seedMerged(github, at);
}

function seedKnownIssues(github: Target, at: number): void {
  const [nora, jonas] = ['nora-feld', 'jonas-brandt'];
  const text = 'What kubectl has discovered may be out of date for ten minutes';
  github.addIssue(REPO, {
    ...{
      number: knownIssueOf17.number,
      title: text,
      author: { login: jonas },
      labels: ['sig/cli', 'area/kubectl'],
    },
    ...{ body: 'It asks again only after ten minutes.', createdAt: at - 6 * DAY },
  });
  github.addIssue(REPO, {
    ...{
      number: accumulatorOf17.number,
      title: 'v1.7.x known issues / FAQ accumulator',
      author: { login: nora },
    },
    body: `Known issues of 1.7, one to a line:\n\n- ${text} (#${knownIssueOf17.number})\n`,
    createdAt: at - 9 * DAY,
  });
}

/** Merged by a robot, the oldest first; every tenth was squashed into one commit that says its number in its title. */
function seedMerged(github: Target, at: number): void {
  github.addCommit(REPO, { message: 'Start of the 1.7 line', at: at - 29.5 * DAY });
  github.addTag(REPO, begin, 'master');
  const logins = Object.keys(slackByLogin);
  const seeds = mergedFor17.map((merged, place): IssueSeed => {
    const { number, title, groups, kind, labels } = merged;
    const author = place % 3 === 0 ? (logins[place % logins.length] ?? '') : loginFor(groups[0] ?? '');
    const mergedAt = at - 29 * DAY + place * 11 * HOUR;
    const head = `change-${place + 1}`;
    const isSquashed = place % 10 === 9;
    const message = isSquashed
      ? `${title} (#${number})`
      : `Merge pull request #${number} from ${author}/${head}\n\n${title}`;
    const mergeSha = github.addCommit(REPO, {
      ...{ message, at: mergedAt, author: isSquashed ? author : 'merge-robot' },
    });
    return {
      ...{ number, title, body: bodyOf(merged), milestone: milestoneOf17, author: { login: author } },
      labels: [
        ...groups.map((group) => `sig/${group}`),
        ...(kind === null ? [] : [`kind/${kind}`]),
        ...labels,
        'cncf-cla: yes',
      ],
      ...{ createdAt: mergedAt - 3 * DAY, updatedAt: mergedAt, closedAt: mergedAt },
      pullRequest: { base: 'master', head, mergedAt, mergeSha },
    };
  });
  github.addIssues(REPO, seeds);
}

function bodyOf({ shape, note, picks, reverts, title }: MergedFor17): string {
  if (picks !== undefined) {
    const picked = mergedFor17.find(({ number }) => number === picks);
    return `Cherry pick of #${picks} on release-1.7.\n\n#${picks}: ${picked?.title ?? title}\n`;
  }
  return `${reverts === undefined ? '' : `Reverts ${REPO}#${reverts}\n\n`}${shapes[shape](note)}`;
}
