/** What the release team writes by hand: who may, what is stored, and what is refused. */
import { describe, expect, it } from '@jest/globals';
import { type Act, act } from '../../src/app/act.js';
import type { People } from '../../src/app/permission.js';
import type { HandWrittenStore, NewHandWritten } from '../../src/app/ports/hand-written.js';
import { UserFault } from '../../src/domain/fault.js';
import type { Note } from '../../src/domain/hand-written.js';
import { day } from '../../src/domain/time.js';
import { noon } from '../builders/issue.js';
import { release } from '../builders/release.js';

const lead = { id: 'ULEAD', name: 'grace' };
const stranger = { id: 'UOTHER', name: 'ada' };

/** A store in memory that keeps the promises of the port. */
function memoryNotes(): HandWrittenStore & { written: NewHandWritten[] } {
  const written: NewHandWritten[] = [];
  const notes: Note[] = [];
  return {
    written,
    list: async (name) => notes.filter((note) => note.release === name && note.endedAt === null),
    async add(note) {
      const before = written.findIndex((one) => one.request === note.request);
      if (before >= 0) return notes[before] as Note;
      written.push(note);
      const { request: _, ...rest } = note;
      const added = { ...rest, id: written.length, endedAt: null };
      notes.push(added);
      return added;
    },
    async end(name, id, _by, at) {
      const note = notes.find((one) => one.release === name && one.id === id && one.endedAt === null);
      if (!note) return false;
      note.endedAt = at;
      return true;
    },
  };
}

function start({ leads = ['ULEAD'], zone = 'UTC' }: { leads?: string[]; zone?: string } = {}) {
  const notes = memoryNotes();
  let now = noon;
  let requests = 0;
  const people: People = { isAmong: async (id, ids) => ids.includes(id) };
  const deps = {
    releases: [release({ zone }), release({ name: 'v1.7' })],
    notes,
    people,
    releaseLeads: leads,
    clock: () => now,
  };
  return {
    notes,
    pass: (ms: number) => {
      now += ms;
    },
    run: (what: Act, given: { name?: string | null; actor?: typeof lead; request?: string } = {}) =>
      act(deps, { name: null, actor: lead, request: `request-${requests++}`, ...given, act: what }),
  };
}

const faultOf = async (work: Promise<unknown>): Promise<UserFault> => {
  const error = await work.then(
    () => new Error('nothing was refused'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserFault) return error;
  throw error;
};
const reason = (text: string): Act => ({ do: 'reason', state: 'no-go', text });

describe('a release lead', () => {
  it('writes a reason, with a heading and an end', async () => {
    const { run, notes } = start();
    const result = await run(reason('Upgrade tests: no clear signal until Friday'));
    expect(result.done?.what).toBe('added');
    expect(notes.written).toEqual([
      {
        release: 'v1.6',
        type: 'reason',
        heading: 'Upgrade tests',
        text: 'no clear signal',
        state: 'no-go',
        authorId: 'ULEAD',
        authorName: 'grace',
        at: noon,
        until: Date.UTC(2017, 2, 17, 23, 59),
        request: 'request-0',
      },
    ]);
    expect(result.notes).toHaveLength(1);
  });

  it.each<[Act, Partial<NewHandWritten>]>([
    [
      { do: 'reason', state: 'unknown', text: 'waiting for signal' },
      { type: 'reason', state: 'unknown', until: null },
    ],
    [
      { do: 'todo', text: 'fix the upgrade by 20 March' },
      { type: 'action', state: null, text: 'fix the upgrade', until: Date.UTC(2017, 2, 20, 23, 59) },
    ],
    [
      { do: 'todo', text: 'wait until Friday' },
      { type: 'action', text: 'wait until Friday', until: null },
    ],
    [
      { do: 'taken', text: 'moved 12 issues by hand by Friday' },
      { type: 'taken', text: 'moved 12 issues by hand by Friday', until: null },
    ],
    [
      reason('blocked until the network is stable'),
      { text: 'blocked until the network is stable', until: null },
    ],
    [reason('blocked until May be the end'), { text: 'blocked until May be the end', until: null }],
    [
      reason('wait until Monday came until 2017-03-18 09:00'),
      { text: 'wait until Monday came', until: Date.UTC(2017, 2, 18, 9) },
    ],
    [reason('red UNTIL tomorrow'), { text: 'red', until: Date.UTC(2017, 2, 17, 23, 59) }],
    [reason('red until 3d'), { until: noon + 3 * day }],
    [reason('first line\nsecond line'), { text: 'first line\nsecond line' }],
  ])('writes %j as %j', async (what, stored) => {
    const { run, notes } = start();
    await run(what);
    expect(notes.written[0]).toMatchObject(stored);
  });

  it('means days of the release’s zone', async () => {
    const { run, notes } = start({ zone: 'America/Los_Angeles' });
    await run(reason('red until 2017-03-20'));
    expect(notes.written[0]?.until).toBe(Date.UTC(2017, 2, 21, 6, 59));
  });

  it('writes once, however often the request arrives', async () => {
    const { run, notes } = start();
    await run(reason('red'), { request: 'same' });
    const again = await run(reason('red'), { request: 'same' });
    expect(again.done?.note.id).toBe(1);
    expect(notes.written).toHaveLength(1);
  });

  it('ends an entry of this release, and only once', async () => {
    const { run } = start();
    await run(reason('red'));
    expect((await faultOf(run({ do: 'end', id: 1 }, { name: 'v1.7' }))).code).toBe('unknown-note');
    const ended = await run({ do: 'end', id: 1 });
    expect(ended.done).toMatchObject({ what: 'ended', note: { id: 1, text: 'red' } });
    expect(ended.notes).toEqual([]);
    expect((await faultOf(run({ do: 'end', id: 1 }))).code).toBe('unknown-note');
    expect((await faultOf(run({ do: 'end', id: 99 }))).message).toBe('There is no entry 99 for v1.6.');
  });

  it.each<[Act, string]>([
    [reason('red until 2017-03-15'), 'past-date'],
    [reason('red until 2017-02-30'), 'bad-date'],
    [reason('red until 2 green runs'), 'bad-date'],
    [reason(''), 'empty-note'],
    [reason('   '), 'empty-note'],
    [{ do: 'todo', text: '' }, 'empty-note'],
    [{ do: 'taken', text: 'x'.repeat(501) }, 'long-note'],
  ])('is refused %j with %s, and nothing is stored', async (what, code) => {
    const { run, notes } = start();
    const fault = await faultOf(run(what));
    expect(fault.code).toBe(code);
    expect(fault.hint).not.toBe('');
    expect(notes.written).toEqual([]);
  });

  it('may write 500 characters', async () => {
    const { run, notes } = start();
    await run({ do: 'taken', text: 'x'.repeat(500) });
    expect(notes.written).toHaveLength(1);
  });

  // A point at the end, or a time after the weekday: taken for text, the reason would count for ever.
  it.each(['red until Friday.', 'red until Friday 18:00', 'red until Friday 18:00!'])(
    'never writes an end into the text: %j',
    async (text) => {
      const { run, notes } = start();
      await run(reason(text));
      expect(notes.written.map((note) => [note.text, note.until !== null])).toEqual([['red', true]]);
    },
  );
});

describe('anybody', () => {
  it('may see what stands, without what is over', async () => {
    const { run, pass } = start();
    await run(reason('red until Friday'));
    await run({ do: 'todo', text: 'fix it by Friday' });
    await run(reason('other'), { name: 'v1.7' });
    pass(2 * day);
    const seen = await run({ do: 'list' }, { actor: stranger });
    expect(seen.done).toBeNull();
    expect(seen.notes.map((note) => note.text)).toEqual(['fix it']);
  });

  it.each<Act>([reason('red'), { do: 'todo', text: 'x' }, { do: 'taken', text: 'x' }, { do: 'end', id: 1 }])(
    'may not %j, and is told who may',
    async (what) => {
      const { run, notes } = start({ leads: ['ULEAD', 'SLEADS'] });
      const fault = await faultOf(run(what, { actor: stranger }));
      expect(fault.code).toBe('not-allowed');
      expect(fault.hint).toBe('Ask <@ULEAD>, <!subteam^SLEADS>.');
      expect(notes.written).toEqual([]);
    },
  );

  it('may not where nobody is configured, and is told how that is done', async () => {
    const fault = await faultOf(start({ leads: [] }).run(reason('red')));
    expect([fault.code, fault.hint]).toEqual([
      'not-allowed',
      'Whoever runs Signalman adds Slack ids under `roles: release-lead:` in signalman.yml.',
    ]);
  });

  it('is told when there is no such release', async () => {
    expect((await faultOf(start().run({ do: 'list' }, { name: 'v9' }))).code).toBe('unknown-release');
  });
});
