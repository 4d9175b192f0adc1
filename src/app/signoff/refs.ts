/** Keeps branches and tags as GitHub has them: asked at most once a minute, and then only for what has changed. */
import { minute } from '../../domain/time.js';
import type { RefName } from '../ports/signoff-store.js';
import { SourceFault } from '../ports/source-fault.js';
import type { SignoffDependencies } from './dependencies.js';

/** How often the same is asked for, in ms. */
const every = minute;

/** What was tried in the future was tried by a wrong clock. @param pause ms between two tries */
export const isDue = (triedAt: number | null, now: number, pause = every): boolean =>
  triedAt === null || triedAt > now || now - triedAt >= pause;

/** The branches of releases that are signed for; of open polls their branches and tags. */
export async function readRefs(deps: SignoffDependencies): Promise<void> {
  const { releases, store } = deps;
  const wanted = new Map<string, RefName>();
  // Names of repositories are the same in any case; those of branches and tags are not.
  const add = (ref: RefName) =>
    wanted.set(JSON.stringify([ref.repository.toLowerCase(), ref.kind, ref.name]), ref);
  for (const { signOff, issues, branch } of releases)
    if (signOff) add({ repository: issues.repository, kind: 'branch', name: branch });
  for (const id of await store.openPolls()) {
    const stored = await store.load(id);
    const release = releases.find(({ name, signOff }) => signOff && name === stored?.poll.release);
    if (!stored || !release) continue;
    const { repository } = release.issues;
    const { branch, candidate } = stored.poll;
    add({ repository, kind: 'branch', name: branch });
    if (candidate.tag !== null) add({ repository, kind: 'tag', name: candidate.tag });
  }
  for (const ref of wanted.values()) await readRef(deps, ref);
}

async function readRef({ store, github, clock, log }: SignoffDependencies, ref: RefName): Promise<void> {
  const at = clock();
  const state = await store.ref(ref);
  if (!isDue(state.triedAt, at)) return;
  try {
    const found = await github.ref(ref, state.readAt === null ? null : state.etag);
    await store.saveRef(ref, found, at);
  } catch (error) {
    log.warn({ err: error, ...ref }, 'a branch or a tag could not be read');
    const problem =
      error instanceof SourceFault ? error.message : 'it could not be read, for a reason of our own';
    await store.failRef(ref, problem, at);
  }
}
