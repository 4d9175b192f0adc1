/** The check of meetings in a crash run: what is lost or doubled between the record, the file and the pull request is found. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { bot } from '../../src/sandbox/chaos/whole/places.js';
import { checkMeeting } from '../../src/sandbox/chaos/whole/stories/meetings.js';
import type { Database } from '../../src/storage/dialect.js';
import { openEmptyStore } from '../builders/empty-store.js';

const texts = ['Topic of round 0', 'Said in round 0', 'To be done after round 0'] as const;
const notes = `# Notes\n- ${texts.join('\n- ')}\n`;
const folder = mkdtempSync(join(tmpdir(), 'signalman-meetings-'));
let database: Database;
let file: string;
let pulls: string[];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const said = [
  { kind: 'topic-added', topic: { text: texts[0] } },
  { kind: 'point-added', point: { text: texts[1] } },
  { kind: 'action-added', action: { text: texts[2] } },
];
const over = [{ kind: 'ended' }, { kind: 'document-filed' }];

async function held(events: object[]): Promise<void> {
  await database.write
    .insertInto('meeting')
    .values({
      ...{ id: 7, series: 'meeting-3', slot: 1, begins: 1, is_cancelled: 0, has_agenda: 1 },
      ...{ settled_seq: null, seq: events.length },
    })
    .execute();
  for (const [at, event] of events.entries())
    await database.write
      .insertInto('meeting_event')
      .values({ meeting_id: 7, seq: at + 1, at, by_id: null, by_name: null, body: JSON.stringify(event) })
      .execute();
  await database.write
    .insertInto('message')
    .values({
      ...{ purpose: 'meeting-agenda', subject: 'meeting 7', destination: 'C0MEETING', channel: 'C0MEETING' },
      ...{ thread_id: null, ts: '1.1', shown_revision: 1, key: 'k' },
    })
    .execute();
}

// Only what the check looks at.
const slack = {
  state: {
    messages: () => [
      { user: bot, ts: '1.1', replies: [{ files: ['F1'] }, { files: ['F2'] }] },
      { user: bot, ts: '2.2', replies: [{ files: ['F3'] }] },
    ],
    files: () => [
      { id: 'F1', content: Buffer.from('earlier') },
      { id: 'F2', content: Buffer.from(file) },
      { id: 'F3', content: Buffer.from(notes) },
    ],
  },
};
const github = {
  issues: () => [...pulls.keys()].map((number) => ({ number })),
  pullFiles: (_: string, number: number) => ({
    [`notes/${number === 9 ? 'meeting-4' : 'meeting-3'}/day.md`]: pulls[number] ?? '',
  }),
};
const check = () =>
  checkMeeting({ slack, github, database } as never, { id: 7, series: 'meeting-3', texts: [...texts] });

beforeEach(async () => {
  database = await openEmptyStore(mkdtempSync(join(folder, 'db-')));
  file = notes;
  pulls = [notes];
});
afterEach(() => database.close());

it('finds nothing where what was said stands once on record, in the newest file and in the pull request', async () => {
  await held([...said, ...over]);
  expect(await check()).toEqual([]);
});

it('does not miss what never got on record: whoever said it was not told that it was kept', async () => {
  await held([said[0] as object, ...over]);
  file = pulls[0] = texts[0];
  expect(await check()).toEqual([]);
});

it('finds a meeting without an end, and one whose notes were filed twice', async () => {
  await held([...said, { kind: 'document-filed' }, { kind: 'document-filed' }]);
  expect(await check()).toEqual([
    'lost: meeting 7 ended 0 times',
    'doubled: meeting 7 document-filed 2 times',
  ]);
});

it('finds what is on record twice', async () => {
  await held([...said, said[1] as object, ...over]);
  expect(await check()).toEqual(['doubled: "Said in round 0" is on record more than once in meeting 7']);
});

it('finds what is missing in the newest file, and in the pull request', async () => {
  await held([...said, ...over]);
  file = notes.replace(texts[1], '');
  pulls = [notes.replace(texts[2], '')];
  expect(await check()).toEqual([
    'lost: "Said in round 0" is not in the file of meeting 7',
    'lost: "To be done after round 0" is not in the pull request of meeting 7',
  ]);
});

it('finds a second pull request', async () => {
  await held([...said, ...over]);
  pulls = [notes, notes];
  expect(await check()).toEqual(['doubled: 2 pull requests of the notes of meeting-3']);
});
