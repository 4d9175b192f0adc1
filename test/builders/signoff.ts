/** Polls, answers and delegations as tests need them: v1.6.0-rc.1 of acme/rocket, asked for at noon, three groups. */
import type { Release } from '../../src/domain/release.js';
import type { Delegation, GroupAnswer, GroupStanding, Poll } from '../../src/domain/signoff/poll.js';
import type { SignOffSettings } from '../../src/domain/signoff/settings.js';
import type { ShownPoll } from '../../src/domain/signoff/shown-poll.js';
import { day, hour } from '../../src/domain/time.js';
import { noon } from './issue.js';
import { release } from './release.js';

export const nora = { id: 'U0NORA', name: 'nora' };
export const commitA = 'a'.repeat(40);
export const commitB = 'b'.repeat(40);

export function signOffSettings(given: Partial<SignOffSettings> = {}): SignOffSettings {
  return {
    groups: ['node', 'network', 'storage'],
    channels: ['C0RELEASE'],
    deadline: 2 * day,
    remind: [4 * hour],
    remindIn: 'channel',
    voidOn: { commit: true, job: true },
    ...given,
  };
}

/** The release that asks them. */
export function asking(given: Partial<Release> = {}): Release {
  return release({
    branch: 'release-1.6',
    signOff: signOffSettings(),
    groupPeople: {
      leads: { node: ['U0MEMBER'], network: ['U0LEAD', 'U0DEPUTY'], storage: ['S0TEAM'] },
      channels: {},
    },
    ...given,
  });
}

export function answer(given: Partial<GroupAnswer> = {}): GroupAnswer {
  return {
    answer: 'go',
    by: { id: 'U0MEMBER', name: 'max' },
    delegateOf: null,
    at: noon + hour,
    reason: '',
    issue: null,
    conditions: [],
    isLate: false,
    voided: null,
    ...given,
  };
}

export const waiting = (group: string): GroupStanding => ({ group, state: 'waiting', answer: null });

export function poll(given: Partial<Poll> = {}): Poll {
  return {
    id: 7,
    release: 'v1.6',
    candidate: { name: 'v1.6.0-rc.1', tag: 'v1.6.0-rc.1', commit: commitA },
    branch: 'release-1.6',
    head: commitA,
    askedBy: nora,
    askedAt: noon,
    deadline: noon + 2 * day,
    groups: ['node', 'network', 'storage'].map(waiting),
    ended: null,
    revision: 1,
    ...given,
  };
}

export function shownPoll(given: Partial<Poll> = {}, more: Partial<ShownPoll> = {}): ShownPoll {
  return {
    release: asking(),
    poll: poll(given),
    delegations: [],
    commits: 'https://github.com/acme/rocket/commit/',
    ...{ releaseLeads: ['U0NORA'], now: noon + hour },
    ...more,
  };
}

export function delegation(given: Partial<Delegation> = {}): Delegation {
  return {
    id: 3,
    release: 'v1.6',
    group: 'node',
    lead: { id: 'U0MEMBER', name: 'max' },
    delegate: { id: 'U0DEPUTY', name: 'dee' },
    from: noon,
    until: noon + 7 * day,
    at: noon,
    endedAt: null,
    ...given,
  };
}
