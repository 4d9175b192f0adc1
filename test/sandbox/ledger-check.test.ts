/** The check of a crash run, planted with what may go wrong: each of it is found, and a sound end passes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change, NewDelivery } from '../../src/domain/delivery.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { checkLedger, type Worlds } from '../../src/sandbox/chaos/whole/ledger.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import { type Database, writing } from '../../src/storage/dialect.js';
import { delivery } from '../builders/delivery.js';
import { openEmptyStore } from '../builders/empty-store.js';

const head = { purpose: 'head', subject: 'one' };
const below = (subject: string) => ({ purpose: 'reply', subject, thread: head, text: subject });
const mirror = { kind: 'comment', body: 'how it stands', pin: false } as const;
const owed = [
  delivery({ ...head, text: 'the head' }),
  delivery(below('first')),
  delivery(below('second')),
  delivery({ purpose: 'mirror', subject: 'one', destination: 'github:acme/rocket#1', content: mirror }),
];

interface Post {
  channel: string;
  botId: string;
  ts: string;
  text: string;
  blocks: unknown[];
  threadTs?: string;
  metadata: { event_payload: { key: string } };
}

const folder = mkdtempSync(join(tmpdir(), 'signalman-ledger-'));
let database: Database;
let posts: Post[];
let comments: { body: string }[];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Delivers all of it as it should be. */
async function deliver(list: NewDelivery[]): Promise<void> {
  const store = deliveryStore(database, { ...slackTiming, pace: 0 });
  let now = 1;
  await writing(database, (tx) => enqueue(tx, list, now));
  const plenty = { posts: 100, edits: 100, reads: 100, notTo: [] };
  for (let claimed = await store.claim(plenty, ++now); claimed.length > 0; ) {
    for (const one of claimed) {
      const { content, place, key } = one;
      const ts = `${posts.length + 1}.000100`;
      if (content.kind === 'comment') comments.push({ body: `${content.body}\n<!-- signalman:${key} -->` });
      if (content.kind === 'message')
        posts.push({
          ...{ channel: place.destination, botId: 'B0BOT', ts, text: content.rich.text, blocks: [] },
          ...(place.threadTs === null ? {} : { threadTs: place.threadTs }),
          metadata: { event_payload: { key } },
        });
      const sent: Change = { state: 'sent', dueAt: null, reason: null, ts, channel: place.destination };
      await store.settle(one, sent, now);
    }
    claimed = await store.claim(plenty, ++now);
  }
}

const worlds = (more: Partial<Worlds> = {}): Worlds => {
  const state = { channels: () => [{ id: 'C0RELEASE' }], everything: () => posts };
  const github = { issues: () => [{ body: 'an issue', comments }] };
  return {
    ...{ database, repositories: ['acme/rocket'], broken: [], unreadable: [] },
    // Only what the check looks at.
    slack: { state } as unknown as Worlds['slack'],
    github: github as unknown as Worlds['github'],
    ...more,
  };
};
const found = async (more?: Partial<Worlds>) => (await checkLedger(worlds(more))).violations;
const post = (text: string) => posts.find((one) => one.text === text) as Post;
const become = (subject: string, set: object) =>
  database.write
    .updateTable('delivery')
    .set(set)
    .where('message_id', 'in', (is) => is.selectFrom('message').select('id').where('subject', '=', subject))
    .execute();

beforeEach(async () => {
  posts = [];
  comments = [];
  database = await openEmptyStore(mkdtempSync(join(folder, 'db-')));
  await deliver(owed);
});
afterEach(() => database.close());

describe('the ledger of a crash run', () => {
  it('finds nothing where everything stands once', async () => {
    expect(await checkLedger(worlds())).toEqual({
      ...{ violations: [], deliveries: owed.length, outcomes: { sent: owed.length } },
    });
  });

  it('finds what is sent and does not stand', async () => {
    posts = posts.filter(({ text }) => text !== 'first');
    comments = [];
    expect(await found()).toEqual([
      'lost: reply of first in C0RELEASE is sent, and does not stand',
      'lost: mirror of one in github:acme/rocket#1 is sent, and does not stand',
    ]);
  });

  it('finds what stands twice, and what nobody owes', async () => {
    posts.push({ ...post('second'), ts: '9.1' });
    posts.push({ ...post('the head'), ts: '9.2', metadata: { event_payload: { key: 'of nobody' } } });
    comments.push(...comments);
    expect(await found()).toEqual([
      'doubled: "the head" in C0RELEASE is owed by nobody',
      'doubled: reply of second in C0RELEASE stands 2 times',
      'doubled: mirror of one in github:acme/rocket#1 stands 2 times on GitHub',
    ]);
  });

  it('finds what says something else than was sent', async () => {
    post('first').text = 'an old revision';
    post('second').blocks.push({ type: 'divider' });
    comments = comments.map(({ body }) => ({ body: body.replace('stands', 'stood') }));
    const violations = await found();
    expect(violations).toHaveLength(3);
    for (const one of violations) expect(one).toMatch(/^contradicting: /);
  });

  it('finds replies in a wrong order, and in another thread', async () => {
    [post('first').ts, post('second').ts] = ['8.1', '7.1'];
    expect(await found()).toEqual([
      'out of order: reply of second in C0RELEASE stands before reply of first in C0RELEASE',
    ]);
    post('second').ts = '9.1';
    post('second').threadTs = '5.5';
    expect(await found()).toEqual([
      'contradicting: reply of second in C0RELEASE does not stand in its thread',
    ]);
  });

  it('finds what is owed still, and what was given up', async () => {
    await become('first', { state: 'uncertain', due_at: 9, reason: 'no answer' });
    await become('second', { state: 'failed', reason: 'is_archived' });
    posts = posts.filter(({ text }) => text === 'the head');
    expect(await found()).toEqual([
      'unsettled: reply of first in C0RELEASE, revision 1 is uncertain (no answer)',
      'lost: reply of second in C0RELEASE, revision 1 failed: is_archived',
    ]);
  });

  it('lets fail what goes to where nobody may post, and finds what stands there', async () => {
    const shut = { broken: ['C0RELEASE'], unreadable: ['C0RELEASE'] };
    const violations = await found(shut);
    expect(violations).toHaveLength(3);
    for (const one of violations) expect(one).toMatch(/^contradicting: .* stands where nobody may post$/);
    posts = [];
    await become('one', { state: 'failed', reason: 'is_archived' });
    comments = [];
    expect(await found({ ...shut, broken: ['C0RELEASE', 'github:acme/rocket#1'] })).toEqual([]);
  });

  it('finds an old revision that stands for the last one', async () => {
    await writing(database, (tx) =>
      enqueue(tx, [delivery({ ...below('first'), revision: 2, text: 'first, newer' })], 20),
    );
    await database.write
      .updateTable('delivery')
      .set({ state: 'superseded', due_at: null })
      .where('revision', '=', 2)
      .execute();
    expect(await found()).toEqual([
      'contradicting: reply of first in C0RELEASE: its last revision was given up for an older one',
    ]);
  });
});
