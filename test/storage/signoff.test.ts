/** Polls as they are stored: one open for a release, a record that only grows, each request once, on both databases. */
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { PollStep, RefName, StoredPoll } from '../../src/app/ports/signoff-store.js';
import type { Poll, PollEvent } from '../../src/domain/signoff/poll.js';
import { minute } from '../../src/domain/time.js';
import type { Database } from '../../src/storage/dialect.js';
import { allDelegationsOf, pollsOfRelease, signOffOfRelease } from '../../src/storage/signoff/rows.js';
import { signoffStore } from '../../src/storage/signoff/signoff.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';
import { noon } from '../builders/issue.js';
import { asking, commitA, commitB, nora } from '../builders/signoff.js';

const machine = () => noon;
const max = { id: 'U0MAX', name: 'max' };
const asked = (commit: string): Extract<PollEvent, { kind: 'asked' }> => ({
  ...{ kind: 'asked', candidate: { name: 'v1', tag: 'v1', commit }, branch: 'release-1.6', head: commit },
  ...{ groups: ['node', 'network'], deadline: noon + minute, red: [] },
});
const question = (request: string, commit = commitA) => ({
  ...{ release: 'v1.6', by: nora, at: noon, event: asked(commit), more: [], request, refs: [] },
});
const told = (poll: Poll) => [
  delivery({ purpose: 'sign-off', subject: `poll ${poll.id}`, revision: poll.revision }),
];
/** Another candidate ends the one that is open. */
const opening = (commit: string) => (open: StoredPoll | null) => {
  if (open?.poll.candidate.commit === commit) return null;
  const ends: PollStep = {
    events: [{ by: nora, event: { kind: 'ended', why: 'replaced', by: null } }],
    deliveries: told,
  };
  return { ends: open ? ends : null, deliveries: told };
};
const go: PollEvent = {
  ...{ kind: 'answered', group: 'node', answer: 'go', reason: '', issue: null, conditions: [] },
  ...{ delegateOf: null, isLate: false },
};
const step = (...events: PollEvent[]): PollStep => ({
  events: events.map((event) => ({ by: max, event })),
  deliveries: told,
});
const owed = async ({ read }: Database) => (await read.selectFrom('delivery').select('id').execute()).length;

onEveryDatabase('the sign-off', (databases) => {
  const both = async () => {
    const database = await databases.open();
    const stores = [database, await databases.reopen()].map((one) => signoffStore(one, machine));
    return { database, stores, store: stores[0] as (typeof stores)[number] };
  };

  it('of ten that ask at once, from two processes, one opens the poll, and the others find it', async () => {
    const { database, stores, store } = await both();
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, at) => stores[at % 2]?.open(question(`r${at}`), opening(commitA))),
    );
    expect(new Set(all.map((one) => one?.poll.id)).size).toBe(1);
    expect(all.filter((one) => one?.isNew)).toHaveLength(1);
    expect(await store.openPolls()).toHaveLength(1);
    expect(await owed(database)).toBe(1);
  });

  it('the same request opens one poll, even when it is over by then', async () => {
    const { store } = await both();
    const first = await store.open(question('one'), opening(commitA));
    await store.open(question('two', commitB), opening(commitB));
    const again = await store.open(question('one'), opening(commitA));
    expect(again).toMatchObject({ isNew: false, poll: { id: first.poll.id, ended: { why: 'replaced' } } });
  });

  it('another candidate ends the poll that is open, and both are remembered', async () => {
    const { database, store } = await both();
    const first = await store.open(question('one'), opening(commitA));
    await store.change(first.poll.id, 'go', noon + 1, () => step(go));
    await store.open(question('two', commitB), opening(commitB));
    const polls = await pollsOfRelease(database.read, 'v1.6');
    expect(polls.map(({ poll }) => poll.ended?.why ?? null)).toEqual(['replaced', null]);
    expect(polls[0]?.records.map(({ event }) => event.kind)).toEqual(['asked', 'answered', 'ended']);
    expect((await store.ofRelease('v1.6', 1))[0]?.poll.candidate.commit).toBe(commitB);
    expect(await pollsOfRelease(database.read, 'v1.7')).toEqual([]);
  });

  it('of one request that comes from everywhere one is recorded, and what it follows from is locked', async () => {
    const { database, stores, store } = await both();
    const { poll } = await store.open(question('one'), opening(commitA));
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        stores[at % 2]?.change(poll.id, at < 5 ? 'same' : `r${at}`, noon + at, ({ records }) => {
          // Whoever comes later sees what came before.
          expect(records.at(-1)?.seq).toBe(records.length);
          return step(go);
        }),
      ),
    );
    const stored = await store.load(poll.id);
    expect(stored?.records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(results.filter((one) => one?.isNew)).toHaveLength(6);
    expect(await owed(database)).toBe(7);
  });

  it('work that throws leaves nothing behind, and work without events neither', async () => {
    const { database, store } = await both();
    const { poll } = await store.open(question('one'), opening(commitA));
    const failing = store.change(poll.id, 'r', noon, () => ({
      ...step(go),
      deliveries: () => {
        throw new Error('no words');
      },
    }));
    await expect(failing).rejects.toThrow('no words');
    await store.change(poll.id, 'r', noon, () => null);
    expect((await store.load(poll.id))?.records).toHaveLength(1);
    expect(await owed(database)).toBe(1);
    expect(await store.change(99, 'r', noon, () => step(go))).toBeNull();
    // What came to nothing may come again.
    expect((await store.change(poll.id, 'r', noon, () => step(go)))?.stored.poll.revision).toBe(2);
  });

  it('the record is only added to: the database itself refuses anything else', async () => {
    const { database, store } = await both();
    await store.open(question('one'), opening(commitA));
    await expect(sql`update poll_event set by_name = 'nobody'`.execute(database.write)).rejects.toThrow();
    await expect(sql`delete from poll_event`.execute(database.write)).rejects.toThrow();
  });

  it('knows a branch as it was asked for last, whichever answer comes first', async () => {
    const { database, store } = await both();
    const head: RefName = { repository: 'Acme/Rocket', kind: 'branch', name: 'release-1.6' };
    const release = asking();
    expect((await signOffOfRelease(database.read, release)).head).toBeNull();
    await store.failRef(head, 'GitHub is away', noon - 1);
    expect(await signOffOfRelease(database.read, release)).toMatchObject({
      head: null,
      problem: 'GitHub is away',
    });
    await store.saveRef(head, { commit: commitB, etag: 'e' }, noon + minute);
    await store.saveRef(head, { commit: commitA, etag: 'old' }, noon);
    await store.saveRef(head, null, noon + 2 * minute);
    const known = { commit: commitB, readAt: noon + 2 * minute };
    expect(await signOffOfRelease(database.read, release)).toMatchObject({ head: known, problem: null });
    expect(await store.ref({ ...head, repository: 'acme/rocket' })).toMatchObject({ etag: 'e', ...known });
    await store.failRef(head, 'GitHub is away', noon + 3 * minute);
    expect(await signOffOfRelease(database.read, release)).toMatchObject({
      head: known,
      problem: 'GitHub is away',
    });
    // A clock that was far ahead does not keep it from being read.
    await store.saveRef(head, { commit: commitA, etag: null }, noon + 60 * minute);
    await store.saveRef(head, { commit: commitB, etag: null }, noon + 4 * minute);
    expect((await store.ref(head)).commit).toBe(commitB);
    expect((await store.ref({ ...head, name: null })).readAt).toBeNull();
  });

  it('a poll is evidence with its tag, as long as the release asks', async () => {
    const { database, store } = await both();
    const tag: RefName = { repository: 'acme/rocket', kind: 'tag', name: 'v1' };
    await store.open(
      { ...question('one'), refs: [{ ref: tag, read: { commit: commitA, etag: null } }] },
      opening(commitA),
    );
    const known = await signOffOfRelease(database.read, asking());
    expect(known).toMatchObject({
      poll: { candidate: { tag: 'v1' } },
      tag: { commit: commitA, readAt: noon },
    });
    await store.saveRef(tag, { commit: null, etag: null }, noon + 1);
    expect((await signOffOfRelease(database.read, asking())).tag).toEqual({ commit: null, readAt: noon + 1 });
    expect((await signOffOfRelease(database.read, asking({ signOff: null }))).poll).toBeNull();
  });

  it('a delegation is made once and ended once, and then not asked for any more', async () => {
    const { database, stores, store } = await both();
    const given = {
      release: 'v1.6',
      group: 'node',
      lead: max,
      delegate: nora,
      from: noon,
      until: noon + minute,
      at: noon,
    };
    const words = () => [delivery({ purpose: 'sign-off-delegate', subject: 'one' })];
    const made = await Promise.all([0, 1].map((at) => stores[at]?.addDelegation(given, 'same', words)));
    expect(made[0]).toEqual(made[1]);
    const id = made[0]?.id ?? 0;
    expect(await store.delegations('v1.6')).toMatchObject([{ id, group: 'node', endedAt: null }]);
    expect(await store.endDelegation(id, 'U0MAX', noon + 1, () => [])).toMatchObject({ endedAt: noon + 1 });
    expect(await store.endDelegation(id, 'U0NORA', noon + 2, words)).toMatchObject({ endedAt: noon + 1 });
    expect(await store.endDelegation(99, 'U0NORA', noon + 2, words)).toBeNull();
    expect(await store.delegations('v1.6')).toEqual([]);
    expect(await allDelegationsOf(database.read, 'v1.6')).toHaveLength(1);
    expect(await owed(database)).toBe(1);
  });

  it('what a condition was answered with is kept for the next question', async () => {
    const { store } = await both();
    expect(await store.watched('acme/rocket#1')).toEqual({ etag: null, triedAt: null });
    await store.saveWatched('Acme/Rocket#1', { etag: 'e', triedAt: noon });
    expect(await store.watched('acme/rocket#1')).toEqual({ etag: 'e', triedAt: noon });
  });
});
