/** The gate of the sign-off: GO only when every group said so for the very commit that is to ship, as far as is known. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SignOffGate } from '../../../src/domain/gates/gate.js';
import { decideSignOff } from '../../../src/domain/gates/sign-off.js';
import type { Release } from '../../../src/domain/release.js';
import type {
  GroupAnswer,
  GroupStanding,
  GroupState,
  Poll,
  SignOffEvidence,
} from '../../../src/domain/signoff/poll.js';
import { day, hour, minute } from '../../../src/domain/time.js';
import { decideVerdict } from '../../../src/domain/verdict.js';
import { noon } from '../../builders/issue.js';
import { answer, asking, commitA, commitB, poll, signOffSettings, waiting } from '../../builders/signoff.js';
import { evidence } from '../../builders/status.js';

const gate: SignOffGate = {
  ...{ id: 'sign-off', type: 'sign-off', reason: 'Not every SIG has signed off {release}', blocks: true },
  actions: ["Ask the SIG's lead"],
};
const groups = ['node', 'network', 'storage'];
const before = noon + hour;
const after = noon + 3 * day;

const saying = (group: string, state: GroupState): GroupStanding => {
  if (state === 'waiting') return waiting(group);
  const condition = { name: 'a/b#1', url: 'https://github.com/a/b/pull/1', wants: 'merged' as const };
  return {
    ...{ group, state },
    answer: answer({
      answer: state === 'no-go' ? 'no-go' : 'go',
      isLate: state === 'late',
      conditions: state === 'conditional' ? [{ ...condition, state: 'open', why: '' }] : [],
      voided: state === 'void' ? { why: 'commit', from: commitA, to: commitB, at: noon } : null,
    }),
  };
};
const all = (state: GroupState) => groups.map((group) => saying(group, state));
/** Everybody said GO but Node. */
const butNode = (state: GroupState) => groups.map((group) => saying(group, group === 'node' ? state : 'go'));

/** Read a minute ago, and nothing has moved. */
function known(of: Poll | null, now: number, given: Partial<SignOffEvidence> = {}): SignOffEvidence {
  const readAt = now - minute;
  return {
    ...{ poll: of, head: { commit: commitA, readAt }, tag: { commit: commitA, readAt } },
    ...{ problem: null, delegations: [] },
    ...given,
  };
}

function decide(
  of: Partial<Poll> | null,
  {
    now = before,
    given = {},
    release = asking(),
  }: { now?: number; given?: Partial<SignOffEvidence>; release?: Release } = {},
) {
  const signOff = known(of && poll(of), now, given);
  return decideSignOff(gate, release, evidence({ signOff }), now);
}

describe('the sign-off', () => {
  it.each<[GroupState, string, string]>([
    ['go', 'go', 'go'],
    ['no-go', 'no-go', 'no-go'],
    ['waiting', 'unknown', 'no-go'],
    ['conditional', 'unknown', 'no-go'],
    ['void', 'unknown', 'no-go'],
    ['late', 'unknown', 'no-go'],
  ])('of a group at %s is %s before the deadline and %s after it', (state, early, late) => {
    expect(decide({ groups: butNode(state) }).state).toBe(early);
    expect(decide({ groups: butNode(state) }, { now: after }).state).toBe(late);
    expect(decide({ groups: butNode(state) }, { now: noon + 2 * day }).state).toBe(late);
  });

  it('is not known while nobody was asked, or nobody is asked any more', () => {
    expect(decide(null)).toMatchObject({ state: 'unknown', detail: 'nobody was asked yet', evidence: [] });
    const ended = { why: 'closed' as const, at: noon, by: answer().by, cause: null };
    for (const now of [before, after])
      expect(decide({ groups: all('go'), ended }, { now }).state).toBe('unknown');
  });

  it('is not known as long as nobody knows where the branch is', () => {
    for (const now of [before, after]) {
      const never = decide({ groups: all('go') }, { now, given: { head: null, problem: 'no token' } });
      expect(never).toMatchObject({ state: 'unknown', observedAt: null });
      expect(never.detail).toContain('the branch has not been read yet: no token');
      const old = { commit: commitA, readAt: now - 31 * minute };
      expect(decide({ groups: all('go') }, { now, given: { head: old } }).detail).toContain(
        'last read 31 min ago, limit 30 min',
      );
      expect(decide({ groups: all('go') }, { now, given: { head: old } }).state).toBe('unknown');
      const wrong = { commit: commitA, readAt: now + hour };
      expect(decide({ groups: all('go') }, { now, given: { head: wrong } }).state).toBe('unknown');
      expect(decide({ groups: all('go') }, { now, given: { tag: null } }).state).toBe('unknown');
    }
  });

  it('is NO GO by the answers alone, whether the branch can be read or not', () => {
    const old = { head: { commit: commitA, readAt: before - day }, problem: 'GitHub does not answer' };
    const refused = decide({ groups: butNode('no-go') }, { given: old });
    expect(refused).toMatchObject({
      ...{ state: 'no-go', reason: 'Not every SIG has signed off v1.6: Node' },
      detail: expect.stringContaining('GitHub does not answer; 2 of 3 GO'),
      // Whoever waives it has not read the branch by that.
      besides: 'unknown',
    });
    expect(decide({ groups: butNode('no-go') }, { given: { head: null } }).state).toBe('no-go');
    expect(decide({ groups: butNode('waiting') }, { given: { head: null }, now: after }).state).toBe('no-go');
    expect(decide({ groups: butNode('waiting') }, { given: { head: null } }).state).toBe('unknown');
  });

  it.each<[string, Partial<SignOffEvidence>, string]>([
    [
      'the branch moves',
      { head: { commit: commitB, readAt: before } },
      'the branch is at bbbbbbbbb, asked was at aaaaaaaaa',
    ],
    [
      'the tag moves',
      { tag: { commit: commitB, readAt: before } },
      'the tag v1.6.0-rc.1 names bbbbbbbbb now',
    ],
    ['the tag goes', { tag: { commit: null, readAt: before } }, 'the tag v1.6.0-rc.1 is gone'],
  ])('is over when %s, even where nobody has noted it yet', (_, given, words) => {
    const early = decide({ groups: all('go') }, { given });
    expect(early.state).toBe('unknown');
    expect(early.detail).toContain(words);
    expect(decide({ groups: all('go') }, { given, now: after }).state).toBe('no-go');
  });

  it('goes on with a new commit where that is configured, and then needs no branch', () => {
    const release = asking({ signOff: signOffSettings({ voidOn: { commit: false, job: true } }) });
    const moved = { head: { commit: commitB, readAt: before } };
    expect(decide({ groups: all('go') }, { release, given: moved }).state).toBe('go');
    expect(decide({ groups: all('go') }, { release, given: { head: null } }).state).toBe('go');
    expect(
      decide({ groups: all('go') }, { release, given: { tag: { commit: null, readAt: before } } }).state,
    ).toBe('unknown');
  });

  it('of a candidate that was overtaken is missing', () => {
    const ended = { why: 'overtaken' as const, at: noon, by: answer().by, cause: null };
    expect(decide({ groups: all('go'), ended }).state).toBe('unknown');
    expect(decide({ groups: all('go'), ended }, { now: after }).state).toBe('no-go');
  });

  it('asks those whom signalman.yml names now, and nobody else', () => {
    const release = asking({ signOff: signOffSettings({ groups: [...groups, 'windows'] }) });
    expect(decide({ groups: all('go') }, { release })).toMatchObject({ state: 'unknown', value: 1 });
    const fewer = asking({ signOff: signOffSettings({ groups: ['network'] }) });
    expect(decide({ groups: butNode('no-go') }, { release: fewer }).state).toBe('go');
    const nobody = asking({ signOff: signOffSettings({ groups: [] }) });
    expect(decide({ groups: [] }, { release: nobody }).state).toBe('unknown');
  });

  it('says who is missing, what each said, and who answers for a NO GO', () => {
    const said = [saying('node', 'no-go'), saying('network', 'go'), waiting('storage')];
    const found = decide({ groups: said });
    expect(found).toMatchObject({
      state: 'no-go',
      reason: 'Not every SIG has signed off v1.6: Node, Storage',
      ...{ value: 2, limit: 0, actions: ["Ask the SIG's lead"], observedAt: before - minute },
      evidence: [
        { title: 'v1.6.0-rc.1: aaaaaaaaa', url: `https://github.com/acme/rocket/commit/${commitA}` },
      ],
    });
    expect(found.detail).toBe(
      '1 of 3 GO for v1.6.0-rc.1 (aaaaaaaaa); Node: NO GO; Storage: no answer until 18 March 2017, 12:00 UTC',
    );
    expect(found.parts).toEqual([
      {
        ...{ key: `group:node/7/NO GO ${noon + hour}`, title: 'Node: NO GO', url: null },
        raisedBy: ['U0MEMBER'],
      },
    ]);
    // An answer that may still come is no part of it, and no waiver makes it known.
    expect(found.besides).toBe('unknown');
    expect(decide({ groups: said }, { now: after }).detail).toContain('Storage: no answer by the deadline');
  });

  it('is another finding with every other answer and poll: a waiver of one says nothing of the next', () => {
    const key = (of: Partial<Poll>, now = after) => decide(of, { now }).parts?.map((one) => one.key);
    const saidNo = (given: Partial<GroupAnswer>) => ({
      groups: [
        { group: 'node', state: 'no-go' as const, answer: answer({ answer: 'no-go', ...given }) },
        ...butNode('go').slice(1),
      ],
    });
    const failing = (...names: string[]) => ({
      answer: 'go' as const,
      conditions: names.map((name) => ({
        ...{ name, url: '', wants: 'merged' as const, state: 'failed' as const, why: '' },
      })),
    });
    const all = [
      key({ groups: butNode('waiting') }),
      key({ groups: butNode('waiting'), id: 8 }),
      key(saidNo({})),
      key({ ...saidNo({}), id: 8 }),
      key(saidNo({ at: noon + 2 * hour })),
      key(saidNo(failing('a/b#1'))),
      key(saidNo(failing('a/b#1', 'a/b#2'))),
    ];
    expect(all.every((keys) => keys?.length === 1)).toBe(true);
    expect(new Set(all.flat()).size).toBe(all.length);
    // An answer that does not count is none, whatever became of it.
    for (const state of ['void', 'conditional', 'late'] as const)
      expect(key({ groups: butNode(state) })).toEqual(key({ groups: butNode('waiting') }));
  });

  it('is the finding of whoever said NO GO, and of the lead for whom they did', () => {
    const delegateOf = { id: 'U0LEAD', name: 'lea' };
    const said = answer({ answer: 'no-go', delegateOf });
    const groups = [{ group: 'node', state: 'no-go' as const, answer: said }, ...butNode('go').slice(1)];
    expect(decide({ groups }).parts).toMatchObject([{ raisedBy: ['U0MEMBER', 'U0LEAD'] }]);
  });

  it('that holds says so', () => {
    const found = decide({ groups: all('go') });
    expect(found).toMatchObject({
      state: 'go',
      value: 0,
      actions: [],
      detail: '3 of 3 GO for v1.6.0-rc.1 (aaaaaaaaa)',
    });
    expect(found.parts).toBeUndefined();
  });
});

it('is GO only when every group says so, of what the branch and the tag are still at, as lately read', () => {
  const moment = fc.integer({ min: -day, max: 4 * day }).map((ms) => noon + ms);
  const commit = fc.constantFrom(commitA, commitB);
  const look = fc.record({ commit, readAt: moment });
  const states = fc.array(
    fc.constantFrom<GroupState>('go', 'go', 'no-go', 'waiting', 'conditional', 'void', 'late'),
    {
      ...{ minLength: 3, maxLength: 3 },
    },
  );
  const ended = fc.constantFrom<Poll['ended']>(null, null, {
    ...{ why: 'overtaken', at: noon, by: answer().by, cause: null },
  });
  fc.assert(
    fc.property(states, fc.option(look), fc.option(look), ended, moment, (said, head, tag, over, now) => {
      const of = poll({ groups: said.map((state, at) => saying(groups[at] ?? '', state)), ended: over });
      const signOff = { poll: of, head, tag, problem: null, delegations: [] };
      const { state } = decideSignOff(gate, asking(), evidence({ signOff }), now);
      const isFresh = (one: typeof head) =>
        one !== null && now - one.readAt <= 30 * minute && one.readAt <= now + minute;
      const isGo =
        said.every((one) => one === 'go') &&
        [head, tag].every((one) => isFresh(one) && one?.commit === commitA) &&
        over === null;
      expect(state === 'go').toBe(isGo);
      if (state === 'no-go' && now < of.deadline) expect(said).toContain('no-go');
    }),
  );
});

it('decides the verdict', () => {
  const release = asking({ gates: [gate] });
  const verdict = (state: GroupState, now: number) =>
    decideVerdict(
      { ...release, staleAfter: 30 * day },
      evidence({ signOff: known(poll({ groups: butNode(state) }), now) }),
      now,
    ).state;
  expect(verdict('go', before)).toBe('GO');
  expect(verdict('waiting', before)).toBe('UNKNOWN');
  expect(verdict('waiting', after)).toBe('NO GO');
});
