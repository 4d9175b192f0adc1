/** What people say of a job: its group's word that it does not hold the release back, and a test by hand. */
import { matchesJob } from '../../domain/ci/board.js';
import type { Job } from '../../domain/ci/job.js';
import { checkManualTest, type ManualTest } from '../../domain/ci/manual.js';
import { ownerAmong, releasesWith } from '../../domain/ci/watch.js';
import { checkWord, type GroupWord } from '../../domain/ci/word.js';
import { UserFault } from '../../domain/fault.js';
import { nearest } from '../../domain/nearest.js';
import { fill, findRelease, type Release } from '../../domain/release.js';
import type { CiDesk } from '../ports/ci.js';
import type { SaidStore } from '../ports/ci-store.js';
import type { Clock } from '../ports/clock.js';
import type { EvidenceStore } from '../ports/evidence.js';
import { mayAnswer, type WhoDependencies } from './who.js';

export interface SayDependencies extends WhoDependencies {
  said: SaidStore;
  evidence: Pick<EvidenceStore, 'gather'>;
  clock: Clock;
}

/** Longer ones belong into an issue. */
const longest = 500;
/** Nobody excuses a job for longer than a release takes, in ms. */
const farthest = 120 * 24 * 3_600_000;

export async function addWord(
  deps: SayDependencies,
  { by, request, release: name, job: typed, reason, until }: Parameters<CiDesk['word']>[0],
): Promise<GroupWord> {
  const { release, job } = await jobIn(deps, name, typed);
  await mayAnswer(deps, job, by);
  const now = deps.clock();
  checkWord({ reason, until }, now);
  if (until - now > farthest)
    throw new UserFault('bad-word', 'That end is too far away.', 'Name one within four months.');
  return await deps.said.addWord({
    ...{ release: release.name, job: job.key, group: ownerAmong(job, [release]) ?? 'release-team' },
    ...{ authorId: by.id, authorName: by.name, reason: brief(reason, 'bad-word'), at: now, until, request },
  });
}

export async function takeWordBack(
  deps: SayDependencies,
  { by, word: id }: Parameters<CiDesk['endWord']>[0],
): Promise<GroupWord> {
  const word = await deps.said.word(id);
  const gone = new UserFault(
    'unknown-word',
    `There is no word ${id}.`,
    'See them with: `/release-status tests`',
  );
  if (!word) throw gone;
  if (word.authorId !== by.id) {
    const release = findRelease(deps.releases, word.release);
    const { ci } = await deps.evidence.gather(release);
    // Of a job that is not there any more the release leads speak.
    const job = ci.jobs.find(({ key }) => key === word.job) ?? { key: word.job, name: '', board: '' };
    await mayAnswer(deps, job, by);
  }
  const ended = await deps.said.endWord(id, by.id, deps.clock());
  if (!ended) throw gone;
  return ended;
}

export async function addManual(
  deps: SayDependencies,
  { by, request, release: name, job: typed, commit, what, result }: Parameters<CiDesk['manual']>[0],
): Promise<ManualTest> {
  const { release, job } = await jobIn(deps, name, typed);
  await mayAnswer(deps, job, by);
  const counts = release.gates.some(
    (gate) =>
      gate.type === 'jobs' &&
      gate.manual &&
      gate.jobs.some((pattern) => matchesJob(fill(pattern, release), job)),
  );
  if (!counts)
    throw new UserFault(
      'bad-manual-test',
      `No gate of ${release.name} lets a test by hand stand in for ${job.name}.`,
      'Whoever runs Signalman adds `manual: true` to the gate in signalman.yml.',
    );
  checkManualTest({ commit, what });
  return await deps.said.addManual({
    ...{ release: release.name, job: job.key, authorId: by.id, authorName: by.name, result, request },
    ...{ commit: commit.trim().toLowerCase(), what: brief(what, 'bad-manual-test'), at: deps.clock() },
  });
}

function brief(text: string, code: string): string {
  const given = text.trim();
  if (given.length <= longest) return given;
  throw new UserFault(
    code,
    `That has ${given.length} characters, and ${longest} fit.`,
    'Put the details into an issue and name it here.',
  );
}

/** A job as it is chosen, or as somebody types its name. @throws UserFault `unknown-release` | `unknown-job` */
async function jobIn(
  { releases, evidence }: Pick<SayDependencies, 'releases' | 'evidence'>,
  name: string,
  typed: string,
): Promise<{ release: Release; job: Job }> {
  const release = findRelease(releases, name);
  const { ci } = await evidence.gather(release);
  const wanted = typed.trim();
  const same = (one: string) => one.toLowerCase() === wanted.replace('#', '/').toLowerCase();
  const named = ci.jobs.filter((job) => same(job.name) || same(`${job.board}/${job.name}`));
  const job = ci.jobs.find(({ key }) => key === wanted) ?? named[0];
  if (job && (job.key === wanted || named.length === 1) && releasesWith(job, [release]).length > 0)
    return { release, job };
  if (named.length > 1)
    throw new UserFault(
      'unknown-job',
      `Several jobs of ${release.name} are called ${wanted.slice(0, 100)}.`,
      `Name its board too: ${named.map((one) => `\`${one.board}/${one.name}\``).join(', ')}`,
    );
  const close = nearest(
    wanted,
    ci.jobs.map((one) => one.name),
  );
  throw new UserFault(
    'unknown-job',
    `${release.name} has no job "${wanted.slice(0, 100)}".${close ? ` Did you mean ${close}?` : ''}`,
    'See them with: `/release-status tests`',
  );
}
