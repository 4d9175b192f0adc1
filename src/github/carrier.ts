/** Delivery's way to GitHub: each call is one try, and what it answers is certain or says that it is not. */
import type { Carrier, Claimed } from '../app/ports/delivery.js';
import type { GitHubContent } from '../domain/github-content.js';
import type { ReadDescription } from '../domain/release-notes/said.js';
import { type ClientOptions, createWriter } from './client.js';
import type { Regenerate } from './sending/branches.js';
import { createCall } from './sending/call.js';
import { closings } from './sending/closings.js';
import { comments } from './sending/comments.js';
import { commits } from './sending/commits.js';
import type { Doing, Task } from './sending/doing.js';
import { createFollow } from './sending/follow.js';
import { issues } from './sending/issues.js';
import { type Spot, spotOf } from './sending/place.js';
import { pulls } from './sending/pulls.js';
import { releaseNotes } from './sending/release-notes.js';
import { askSelf } from './sending/self.js';

export interface GitHubCarrierOptions extends Pick<ClientOptions, 'apiUrl' | 'auth'> {
  /** One request may take so long, in ms. */
  timeout: number;
  /** Makes of a file that stands there, and of what was generated, what is to stand there: nothing people wrote is lost. */
  regenerate: Regenerate;
  /** What the description of a pull request says for the release notes. */
  readNote: ReadDescription;
}

type Kind = GitHubContent['kind'];

/** What stands at an issue or a pull request; the rest stands in a repository. */
const belowIssues: ReadonlySet<Kind> = new Set(['comment', 'closing', 'release-note']);

export function githubCarrier({ regenerate, readNote, ...options }: GitHubCarrierOptions): Carrier {
  const call = createCall(createWriter(options));
  const means = {
    call,
    follow: createFollow(call, options.apiUrl),
    self: askSelf(call, 'appId' in options.auth),
  };
  const doings: { [K in Kind]: Doing<K> } = {
    comment: comments(means),
    issue: issues(means),
    closing: closings(means),
    'pull-request': pulls({ ...means, regenerate }),
    commit: commits({ ...means, regenerate }),
    'release-note': releaseNotes({ ...means, readNote }),
  };

  /** Runs one with what it takes; null: that is nothing for GitHub. */
  function prepared(claimed: Claimed): { doing: Doing<Kind>; task: Omit<Task<Kind>, 'inTime'> } | null {
    const { content, place } = claimed;
    const at = placeOf(place);
    if (content.kind === 'message' || content.kind === 'file' || !at) return null;
    if (belowIssues.has(content.kind) !== (at.number !== null)) return null;
    return { doing: doings[content.kind] as Doing<Kind>, task: { claimed, content, at } };
  }
  const nothing = 'that is nothing for GitHub';
  const always = () => true;

  return {
    async send(claimed, { inTime }) {
      const one = prepared(claimed);
      if (!one) return { kind: 'refused', reason: nothing };
      return await one.doing.send({ ...one.task, inTime });
    },
    async find(claimed, elapsed) {
      const one = prepared(claimed);
      if (!one) return { kind: 'unreadable', reason: nothing, final: true };
      return await one.doing.find({ ...one.task, inTime: always }, elapsed);
    },
    async remove(claimed, { channel, ts, kept }) {
      const one = prepared({ ...claimed, place: { ...claimed.place, channel } });
      if (!one) return false;
      return await one.doing.remove({ ...one.task, inTime: always }, ts, kept);
    },
  };
}

/** Where it stands by now, as far as that is known: what was moved is remembered. */
const placeOf = ({ destination, channel }: Claimed['place']): Spot | null => spotOf(channel ?? destination);
