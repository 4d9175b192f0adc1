/** What people write by hand is kept once, in order, and ended rather than deleted. */
import { expect, it } from '@jest/globals';
import type { NewHandWritten } from '../../src/app/ports/hand-written.js';
import { handWrittenStore } from '../../src/storage/hand-written.js';
import { onEveryDatabase } from '../builders/databases.js';

const note = (change: Partial<NewHandWritten> = {}): NewHandWritten => ({
  release: 'v1.6',
  type: 'reason',
  heading: 'Release Machinery',
  text: 'Timeouts during upgrade tests',
  state: 'no-go',
  authorId: 'U1',
  authorName: 'ann',
  at: 1000,
  until: 2000,
  request: 'request 1',
  ...change,
});

onEveryDatabase('notes', (databases) => {
  it('the same request twice writes one entry', async () => {
    const notes = handWrittenStore(await databases.open());

    const [one, two] = await Promise.all([notes.add(note()), notes.add(note())]);

    expect(one.id).toBe(two.id);
    expect(await notes.list('v1.6')).toEqual([one]);
  });

  it('entries come in the order in which they were written, each release its own', async () => {
    const notes = handWrittenStore(await databases.open());
    await notes.add(note({ request: 'a', text: 'first' }));
    await notes.add(note({ request: 'b', text: 'elsewhere', release: 'v1.7' }));
    await notes.add(note({ request: 'c', text: 'second' }));

    expect((await notes.list('v1.6')).map((one) => one.text)).toEqual(['first', 'second']);
  });

  it('an ended entry is not listed, cannot be ended twice, and is still stored', async () => {
    const database = await databases.open();
    const notes = handWrittenStore(database);
    const { id } = await notes.add(note());

    expect(await notes.end('v1.7', id, 'U2', 1500)).toBe(false);
    expect(await notes.end('v1.6', id, 'U2', 1500)).toBe(true);
    expect(await notes.end('v1.6', id, 'U3', 1600)).toBe(false);
    expect(await notes.list('v1.6')).toEqual([]);
    const row = await database.read.selectFrom('note').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ ended_at: 1500, ended_by: 'U2' });
  });

  it('text in any script comes back as it was written', async () => {
    const notes = handWrittenStore(await databases.open());
    const text = `שלום 🚢 <!channel> 'quote' "double" ; drop table note -- ${'x'.repeat(400)}`;

    await notes.add(note({ text }));

    expect((await notes.list('v1.6'))[0]?.text).toBe(text);
  });
});
