/** What a poll comes to: by its record alone, whatever order chance has stored its answers in. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldPoll, recorded, redIn } from '../../../src/domain/signoff/fold.js';
import type { Poll, PollEvent, PollRecord } from '../../../src/domain/signoff/poll.js';
import { day, hour, minute, second } from '../../../src/domain/time.js';
import { noon } from '../../builders/issue.js';
import { commitA, commitB, nora } from '../../builders/signoff.js';

const max = { id: 'U0MAX', name: 'max' };
const ada = { id: 'U0ADA', name: 'ada' };
const groups = ['node', 'network', 'storage'];
const asked: PollEvent = {
  ...{ kind: 'asked', candidate: { name: 'v1', tag: null, commit: commitA }, branch: 'main', head: commitA },
  ...{ groups, deadline: noon + 2 * day, red: ['old'] },
};
const merged = {
  name: 'acme/rocket#12',
  url: 'https://github.com/acme/rocket/pull/12',
  wants: 'merged' as const,
};

type Said = [by: typeof max, at: number, event: PollEvent];

function record(...said: Said[]): PollRecord[] {
  return [[nora, noon, asked] as Said, ...said].map(([by, at, event], index) => ({
    seq: index + 1,
    ...{ by, at, event },
  }));
}
const fold = (...said: Said[]): Poll => foldPoll(7, 'v1.6', record(...said));
const stateOf = (poll: Poll, group = 'node') => poll.groups.find((one) => one.group === group)?.state;

const go = (given: Partial<Extract<PollEvent, { kind: 'answered' }>> = {}): PollEvent => ({
  ...{ kind: 'answered', group: 'node', answer: 'go', reason: '', issue: null, conditions: [] },
  ...{ delegateOf: null, isLate: false },
  ...given,
});
const noGo = (given: object = {}) => go({ answer: 'no-go', reason: 'It leaks.', ...given });
const goIf = () => go({ conditions: [merged] });
const voided = (...of: string[]): PollEvent => ({
  ...{ kind: 'voided', groups: of, cause: { why: 'commit', from: commitA, to: commitB } },
});
const later = noon + hour;

describe('a group', () => {
  it('waits until it answers, and again once it has withdrawn', () => {
    expect(stateOf(fold())).toBe('waiting');
    expect(stateOf(fold([max, later, go()]))).toBe('go');
    expect(stateOf(fold([max, later, noGo()], [max, later + 1, { kind: 'withdrawn', group: 'node' }]))).toBe(
      'waiting',
    );
  });

  it('says what its leads said last, and of whom', () => {
    const poll = fold([max, later, noGo()], [ada, later + minute, go()]);
    expect(poll.groups[0]).toMatchObject({ state: 'go', answer: { by: ada, reason: '' } });
  });

  it('says GO with a condition only once that is met, and NO GO when it cannot be any more', () => {
    const resolved = (state: 'met' | 'failed'): Said => [
      ...([max, later + minute] as [typeof max, number]),
      { kind: 'condition', group: 'node', name: merged.name, state, why: 'it was' },
    ];
    expect(stateOf(fold([max, later, goIf()]))).toBe('conditional');
    expect(stateOf(fold([max, later, goIf()], resolved('met')))).toBe('go');
    expect(stateOf(fold([max, later, goIf()], resolved('failed')))).toBe('no-go');
    // What failed once stays so until somebody answers again.
    expect(stateOf(fold([max, later, goIf()], resolved('failed'), resolved('met')))).toBe('no-go');
  });

  it('that says GO too late counts once the deadline is later than that', () => {
    const late: Said = [max, noon + 3 * day, go({ isLate: true })];
    expect(stateOf(fold(late))).toBe('late');
    const extended = (deadline: number): Said => [nora, noon + 4 * day, { kind: 'extended', deadline }];
    expect(stateOf(fold(late, extended(noon + 3 * day)))).toBe('late');
    const poll = fold(late, extended(noon + 5 * day));
    expect(poll.groups[0]).toMatchObject({ state: 'go', answer: { isLate: false } });
  });

  it('that said GO in time does not lose that by saying it again too late', () => {
    const again: Said = [ada, noon + 3 * day, go({ isLate: true })];
    expect(fold([max, later, go()], again).groups[0]).toMatchObject({ state: 'go', answer: { by: max } });
    expect(stateOf(fold([max, later, goIf()], again))).toBe('late');
    expect(stateOf(fold([max, later, noGo()], again))).toBe('late');
    const refused: Said = [ada, noon + 3 * day, noGo()];
    expect(stateOf(fold([max, later, go()], refused))).toBe('no-go');
  });

  it('has to answer again when its answer is void, and then counts again', () => {
    expect(stateOf(fold([max, later, go()], [max, later + 1, voided('node')]))).toBe('void');
    expect(stateOf(fold([max, later, go()], [max, later, voided('node')], [max, later, go()]))).toBe('go');
  });

  it('that was not asked says nothing, nor does anybody after the end', () => {
    expect(fold([max, later, go({ group: 'windows' })]).groups.map(({ group }) => group)).toEqual(groups);
    const end: PollEvent = { kind: 'ended', why: 'closed', by: null };
    const poll = fold([nora, later, end], [max, later + 1, go()]);
    expect(poll).toMatchObject({ ended: { why: 'closed', by: nora, cause: null } });
    expect(stateOf(poll)).toBe('waiting');
  });
});

describe('two answers within a second', () => {
  const both: PollEvent[] = [go(), goIf(), noGo()];

  it.each([
    [0, 1, 'conditional'],
    [0, 2, 'no-go'],
    [1, 2, 'no-go'],
  ])('the more careful one counts, in whatever order they are stored (%i, %i)', (a, b, state) => {
    const [one, other] = [both[a], both[b]] as [PollEvent, PollEvent];
    expect(stateOf(fold([max, later, one], [max, later + 900, other]))).toBe(state);
    expect(stateOf(fold([max, later, other], [max, later + 900, one]))).toBe(state);
  });

  it('a second apart the later one counts', () => {
    expect(stateOf(fold([max, later, noGo()], [max, later + second, go()]))).toBe('go');
  });

  it('are told apart by themselves where they are equally careful', () => {
    const [one, other] = [noGo({ reason: 'A' }), noGo({ reason: 'B' })];
    const said = [fold([max, later, one], [ada, later, other]), fold([ada, later, other], [max, later, one])];
    expect(said[0]?.groups).toEqual(said[1]?.groups);
  });
});

describe('a poll', () => {
  it('counts as its revision what its message shows', () => {
    const poll = fold(
      [max, later, { kind: 'job', job: 'k', name: 'n', url: null, isRed: true }],
      [max, later, { kind: 'reminded', groups: ['node'] }],
      [max, later, go()],
      [max, noon + 2 * day, { kind: 'overdue', groups: ['network'] }],
    );
    expect(poll.revision).toBe(3);
  });

  it('that was overtaken says by what', () => {
    const end: PollEvent = { kind: 'ended', why: 'overtaken', by: null };
    const { ended } = fold([max, later, voided()], [max, later, end]);
    expect(ended).toMatchObject({ why: 'overtaken', cause: { why: 'commit', to: commitB } });
  });

  it('remembers which jobs were red when it looked last', () => {
    const job = (key: string, isRed: boolean): Said => [
      max,
      later,
      { kind: 'job', job: key, name: key, url: null, isRed },
    ];
    expect([
      ...redIn(record(job('new', true), job('old', false), job('new', false), job('new', true))),
    ]).toEqual(['new']);
  });

  it('is no poll when nobody asked', () => {
    expect(() => foldPoll(7, 'v1.6', [])).toThrow('poll 7 was never asked');
  });
});

const anyEvent: fc.Arbitrary<PollEvent> = fc.oneof(
  fc
    .record({
      group: fc.constantFrom(...groups),
      which: fc.constantFrom(go, goIf, noGo),
      isLate: fc.boolean(),
    })
    .map(
      ({ group, which, isLate }): PollEvent => ({
        ...(which() as Extract<PollEvent, { kind: 'answered' }>),
        group,
        isLate,
      }),
    ),
  fc.constantFrom(...groups).map((group): PollEvent => ({ kind: 'withdrawn', group })),
  fc.subarray(groups).map((of) => voided(...of)),
  fc
    .record({ group: fc.constantFrom(...groups), state: fc.constantFrom('met' as const, 'failed' as const) })
    .map(({ group, state }): PollEvent => ({ kind: 'condition', group, name: merged.name, state, why: '' })),
  fc
    .integer({ min: 0, max: 5 })
    .map((days): PollEvent => ({ kind: 'extended', deadline: noon + days * day })),
);

describe('whatever happens to a poll', () => {
  const story = fc.array(fc.tuple(anyEvent, fc.integer({ min: 0, max: 5 * day })), { maxLength: 20 });
  const told = (events: [PollEvent, number][]): Said[] =>
    events
      .map(([event, after]) => [max, noon + after, event])
      .sort((a, b) => (a[1] as number) - (b[1] as number)) as Said[];

  it('its states add up to its groups, and a void answer never counts', () => {
    fc.assert(
      fc.property(story, (events) => {
        const poll = fold(...told(events));
        expect(poll.groups.map(({ group }) => group)).toEqual(groups);
        for (const { state, answer } of poll.groups) {
          if (answer?.voided) expect(state).toBe('void');
          if (state === 'go') {
            expect(answer).toMatchObject({ answer: 'go', voided: null, isLate: false });
            expect(answer?.conditions.every((one) => one.state === 'met')).toBe(true);
          }
        }
      }),
    );
  });

  it('nobody says GO any more when all answers are void, until somebody answers again', () => {
    fc.assert(
      fc.property(story, (events) => {
        const poll = fold(...told(events), [max, noon + 6 * day, voided(...groups)]);
        expect(poll.groups.filter(({ state }) => state !== 'void' && state !== 'waiting')).toEqual([]);
      }),
    );
  });

  it('answers of one second come to the same in every order', () => {
    const answers = fc.array(
      fc.record({
        which: fc.constantFrom(go, goIf, noGo),
        by: fc.constantFrom(max, ada),
        ms: fc.nat(999),
        reason: fc.string(),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(answers, fc.func(fc.integer()), (given, order) => {
        const said = given.map(
          ({ which, by, ms, reason }): Said => [by, later + ms, { ...which(), reason } as PollEvent],
        );
        const mixed = [...said].sort((a, b) => order(a) - order(b));
        expect(fold(...mixed).groups).toEqual(fold(...said).groups);
      }),
    );
  });

  it('time never runs backwards in its record', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -day, max: day }), { maxLength: 10 }), (moments) => {
        let all = record();
        for (const ms of moments) all = [...all, ...recorded(all, [{ by: max, event: go() }], noon + ms)];
        const times = all.map(({ at }) => at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
      }),
    );
  });
});
