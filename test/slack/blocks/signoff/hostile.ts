/** Polls with whatever people, GitHub and the configuration can put into them. */
import fc from 'fast-check';
import type { Release } from '../../../../src/domain/release.js';
import type {
  GroupAnswer,
  GroupStanding,
  GroupState,
  Poll,
  VoidCause,
} from '../../../../src/domain/signoff/poll.js';
import type { PollNews, ShownPoll } from '../../../../src/domain/signoff/shown-poll.js';
import { day } from '../../../../src/domain/time.js';
import { hostileText } from '../../../builders/arbitraries.js';
import { noon } from '../../../builders/issue.js';
import { asking, commitA, commitB, shownPoll } from '../../../builders/signoff.js';

const states: GroupState[] = ['go', 'conditional', 'no-go', 'waiting', 'void', 'late'];
const person = fc.record({ id: fc.constantFrom('U0MEMBER', '<!here>'), name: hostileText(120) });
const moment = fc.integer({ min: noon, max: noon + 30 * day });
const url = fc.oneof(
  fc.constantFrom(
    'https://github.com/acme/rocket/issues/7',
    'javascript:alert(1)',
    'https://x.example/|<@U1>',
  ),
  hostileText(200),
);
const named = fc.record({ name: hostileText(200), url });

const cause: fc.Arbitrary<VoidCause> = fc.oneof(
  fc.record({ why: fc.constant('commit' as const), from: fc.constant(commitA), to: hostileText(60) }),
  fc.record({
    why: fc.constant('job' as const),
    job: hostileText(60),
    name: hostileText(300),
    url: fc.option(url, { nil: null }),
  }),
  fc.record({
    why: fc.constant('tag' as const),
    from: fc.constant(commitA),
    to: fc.option(fc.constant(commitB), { nil: null }),
  }),
);

const answer: fc.Arbitrary<GroupAnswer> = fc.record({
  answer: fc.constantFrom('go' as const, 'no-go' as const),
  by: person,
  delegateOf: fc.option(person, { nil: null }),
  at: moment,
  reason: hostileText(1200),
  issue: fc.option(named, { nil: null }),
  conditions: fc.array(
    fc.record({
      name: hostileText(200),
      url,
      wants: fc.constantFrom('merged' as const, 'closed' as const),
      state: fc.constantFrom('open' as const, 'met' as const, 'failed' as const),
      why: hostileText(300),
    }),
    { maxLength: 8 },
  ),
  isLate: fc.boolean(),
  voided: fc.option(
    fc.tuple(cause, moment).map(([why, at]) => ({ ...why, at })),
    { nil: null },
  ),
});

const slugs = fc.uniqueArray(hostileText(60), { minLength: 1, maxLength: 30 });

/** Up to thirty groups, of which each may say anything. */
export const anyShownPoll: fc.Arbitrary<ShownPoll> = fc
  .record({
    groups: slugs,
    answers: fc.array(fc.option(answer, { nil: null }), { minLength: 30, maxLength: 30 }),
    states: fc.array(fc.constantFrom(...states), { minLength: 30, maxLength: 30 }),
    names: fc.array(hostileText(80), { minLength: 30, maxLength: 30 }),
    leads: fc.array(fc.array(fc.constantFrom('U0MEMBER', 'S0TEAM', '<!channel>'), { maxLength: 12 }), {
      minLength: 30,
      maxLength: 30,
    }),
    name: hostileText(200),
    tag: fc.option(hostileText(120), { nil: null }),
    branch: fc.option(hostileText(200), { nil: null }),
    release: hostileText(200),
    noun: hostileText(40),
    by: person,
    why: fc.option(fc.constantFrom('overtaken' as const, 'replaced' as const, 'closed' as const), {
      nil: null,
    }),
    cause: fc.option(cause, { nil: null }),
    releaseLeads: fc.array(fc.constantFrom('U0NORA', 'S0TEAM'), { maxLength: 20 }),
  })
  .map((given) => {
    const groups = given.groups.map((group, at): GroupStanding => {
      const its = given.answers[at] ?? null;
      return { group, state: its === null ? 'waiting' : (given.states[at] ?? 'go'), answer: its };
    });
    const of: Release = asking({
      name: given.release,
      groups: {
        ...{ noun: given.noun, prefix: 'sig/', rows: null, owners: {} },
        names: Object.fromEntries(given.groups.map((slug, at) => [slug, given.names[at] ?? slug])),
      },
      groupPeople: {
        leads: Object.fromEntries(given.groups.map((slug, at) => [slug, given.leads[at] ?? []])),
        channels: {},
      },
    });
    const ended: Poll['ended'] =
      given.why === null ? null : { why: given.why, at: noon + day, by: given.by, cause: given.cause };
    return shownPoll(
      {
        ...{ groups, ended, branch: given.branch, askedBy: given.by, release: given.release },
        candidate: { name: given.name, tag: given.tag, commit: commitA },
      },
      { release: of, releaseLeads: given.releaseLeads },
    );
  });

/** News of everything that can happen to a poll. */
export const newsOf = ({ poll }: ShownPoll, why: string, of: VoidCause): PollNews[] => {
  const groups = poll.groups.map(({ group }) => group);
  const [group = 'node'] = groups;
  return [
    { kind: 'voided', groups, cause: of },
    { kind: 'no-go', group },
    { kind: 'overruled', group, before: { id: 'U0MEMBER', name: why } },
    { kind: 'withdrawn', group },
    { kind: 'condition', group, name: why, state: 'met', why },
    { kind: 'condition', group, name: why, state: 'failed', why },
    { kind: 'late', group },
    { kind: 'overdue', groups },
    { kind: 'extended', deadline: noon },
    { kind: 'complete' },
    { kind: 'ended' },
  ];
};

export const anyCause = cause;
