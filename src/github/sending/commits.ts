/** A file that is committed to a branch that is there: around what people wrote into it, and not when it says the same. */
import type { Found, SendResult } from '../../domain/delivery.js';
import { branches, type Regenerate } from './branches.js';
import { type Doing, type Means, type Task, tooLate } from './doing.js';
import { unreadableFor } from './outcome.js';
import { filePath, isBranch, repositoryOf } from './place.js';

export function commits({ call, follow, regenerate }: Means & { regenerate: Regenerate }): Doing<'commit'> {
  const { read, write } = branches(call);

  async function send({ at: from, content, inTime }: Task<'commit'>): Promise<SendResult> {
    const { branch, path, message, text } = content;
    if (!isBranch(branch) || filePath(path) === null)
      return { kind: 'refused', reason: `${branch} or ${path} is not a name that git takes` };
    const repository = await follow.repository(from);
    if (repository.kind === 'away') return repository.obstacle;
    const { spot: at, data } = repository;
    if (data.archived) return { kind: 'refused', reason: `the repository ${repositoryOf(at)} is archived` };
    if (!inTime()) return tooLate;
    // Doing it twice is harmless: it names what it has seen, and what says the same already is not written.
    const written = await write(at, { branch, path, message }, (existing) => regenerate(existing, text));
    if (written.kind === 'stopped') return written.obstacle;
    return { kind: 'sent', ts: nameIn({ branch, path }), channel: repositoryOf(at) };
  }

  async function find({ at: from, content }: Task<'commit'>): Promise<Found> {
    const { branch, path, text } = content;
    const repository = await follow.repository(from);
    if (repository.kind === 'away') return unreadableFor(repository.obstacle);
    const there = await read(repository.spot, branch, path);
    if (there.kind === 'stopped') return unreadableFor(there.obstacle);
    const existing = there.value?.text;
    if (existing === undefined || regenerate(existing, text) !== existing) return { kind: 'absent' };
    return {
      ...{ kind: 'found', copies: [nameIn({ branch, path })] },
      channel: repositoryOf(repository.spot),
    };
  }

  // There is one file of this name: never a second copy.
  return { send, find, remove: () => Promise.resolve(true) };
}

const nameIn = ({ branch, path }: { branch: string; path: string }): string => `${branch}:${path}`;
