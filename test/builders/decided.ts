/** A release about which people have decided everything that can be decided, through the real stores. */
import type { PollEvent } from '../../src/domain/signoff/poll.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { exceptionStore } from '../../src/storage/calendar/exceptions.js';
import { saidStore } from '../../src/storage/ci/said.js';
import type { Database } from '../../src/storage/dialect.js';
import { handWrittenStore } from '../../src/storage/hand-written.js';
import { signoffStore } from '../../src/storage/signoff/signoff.js';
import { checklistStore } from '../../src/storage/waiver/checklists.js';
import { waiverStore } from '../../src/storage/waiver/waivers.js';

const lea = { id: 'U0LEAD', name: 'lea' };
const dee = { id: 'U0DEPUTY', name: 'dee | <!channel> [x](http://evil)' };
const release = 'v1.36';
const commit = 'a'.repeat(40);

/** @param from ms, UTC: the first of it; the others follow by the hour */
export async function decideEverything(database: Database, from: number): Promise<void> {
  const machine = () => from;
  const at = (hours: number) => from + hours * hour;
  const polls = signoffStore(database, machine);
  const { poll } = await polls.open(
    {
      ...{ release, by: lea, at: at(0), request: 'poll', refs: [], more: [] },
      event: {
        ...{ kind: 'asked', candidate: { name: 'v1.36.0-rc.1', tag: 'v1.36.0-rc.1', commit } },
        ...{ branch: null, head: commit, groups: ['node', 'auth'], deadline: at(20), red: [] },
      },
    },
    () => ({ ends: null, deliveries: () => [] }),
  );
  const answered = (group: string, answer: 'go' | 'no-go', reason: string) => ({
    ...{ kind: 'answered' as const, group, answer, reason, issue: null },
    ...{ conditions: [], delegateOf: null, isLate: false },
  });
  const step = (request: string, hours: number, events: { by: typeof lea | null; event: PollEvent }[]) =>
    polls.change(poll.id, request, at(hours), () => ({ events, deliveries: () => [] }));
  await step('go', 1, [{ by: lea, event: answered('node', 'go', '') }]);
  await step('no-go', 2, [{ by: dee, event: answered('auth', 'no-go', 'Tokens leak.') }]);
  await step('withdraw', 3, [{ by: dee, event: { kind: 'withdrawn', group: 'auth' } }]);
  await step('void', 4, [
    {
      by: null,
      event: { kind: 'voided', groups: ['node'], cause: { why: 'commit', from: commit, to: 'b'.repeat(40) } },
    },
  ]);
  await polls.addDelegation(
    {
      ...{ release, group: 'auth', lead: dee, delegate: lea },
      ...{ from: at(5), until: at(5) + day, at: at(5) },
    },
    'delegation',
    () => [],
  );
  await polls.endDelegation(1, lea.id, at(5) + minute, () => []);
  const waivers = waiverStore(database, machine);
  const waiver = await waivers.give(
    {
      ...{ release, by: lea, at: at(6) },
      event: {
        ...{
          kind: 'given',
          gate: 'bugs',
          covers: { parts: ['issue:acme/rocket#1'] },
          about: 'Bugs: #1 Old <b>',
        },
        ...{ reason: 'It was there before.', until: at(6) + 30 * day, needsSecond: true, raisedBy: [] },
      },
    },
    'waiver',
    () => [],
  );
  const done = (by: typeof lea, hours: number, request: string) => ({ by, at: at(hours), request });
  await waivers.step(
    waiver.id,
    done(dee, 7, 'confirm'),
    () => ({ kind: 'confirmed' }),
    () => [],
  );
  await waivers.step(
    waiver.id,
    done(lea, 8, 'end'),
    () => ({ kind: 'ended' }),
    () => [],
  );
  const exceptions = exceptionStore(database, machine);
  const exception = await exceptions.ask(
    {
      ...{ release, by: dee, at: at(9) },
      event: {
        ...{ kind: 'asked', what: 'Merge the fix', reason: 'It leaks.', from: at(9), until: at(9) + day },
        issue: { name: 'acme/rocket#12', url: 'https://github.com/acme/rocket/issues/12' },
      },
    },
    'exception',
    () => [],
  );
  await exceptions.decide(
    exception.id,
    done(lea, 10, 'approve'),
    () => ({ kind: 'approved' }),
    () => [],
  );
  const said = saidStore(database);
  const author = { authorId: lea.id, authorName: lea.name };
  const job = 'testgrid:blocking#e2e';
  const word = await said.addWord({
    ...{ release, job, group: 'node', ...author, reason: 'A known flake.', at: at(11) },
    ...{ until: at(11) + minute, request: 'word' },
  });
  await said.endWord(word.id, dee.id, at(12));
  await said.addManual({
    ...{ release, job, ...author, commit: 'abcdef1', what: 'Upgraded by hand', result: 'fail' },
    ...{ at: at(13), request: 'manual' },
  });
  const notes = handWrittenStore(database);
  const note = await notes.add({
    ...{ release, type: 'reason', heading: null, text: 'Unclear signal', state: 'no-go', ...author },
    ...{ at: at(14), until: null, request: 'note' },
  });
  await notes.end(release, note.id, lea.id, at(15));
  const lists = checklistStore(database);
  const ticked = { release, checklist: 'before', by: dee, note: 'Looked twice.' };
  const change = (isTicked: boolean) => [{ item: 'k1', text: 'Tag it', isTicked }];
  await lists.tick({ ...ticked, at: at(16), request: 't1', changes: change(true) });
  await lists.tick({ ...ticked, at: at(17), request: 't2', changes: change(false) });
}

/** What each of them is called, in the order of time. */
export const everythingDecided = [
  ...['asked for sign-off', 'said GO', 'said NO GO', 'withdrew the answer', 'answers became void'],
  ...['named a delegate', 'ended the delegation', 'waived', 'confirmed the waiver', 'ended the waiver'],
  ...['asked for an exception', 'approved the exception', 'excused a job', 'took the word back'],
  ...[
    'tested by hand: fails',
    'wrote a reason for NO GO',
    'ended the reason',
    'ticked',
    'took the tick back',
  ],
];
