/** Meetings: one each half hour; people add topics, say in its thread what is to be kept, and its notes are published. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MeetingEvent } from '../../../../domain/meeting/event.js';
import { minute } from '../../../../domain/time.js';
import type { Database } from '../../../../storage/dialect.js';
import { createHands } from '../../hands.js';
import { library } from '../../incidents/places.js';
import { clocksOf } from '../hours.js';
import { bot, channels, groups, leadOf } from '../places.js';
import { counting, type Scene, type Story } from './story.js';

/** As the configuration says. */
const collectFor = 5 * minute;
const longestWait = 240_000;
const tries = 4;

export interface Held {
  id: number;
  series: string;
  texts: string[];
}

export function meetingStory({ slack, github, database, hours }: Scene): Story & { again(): number } {
  const hands = createHands(slack, '/release-meeting');
  const { clock } = clocksOf(hours, () => 0);
  const channel = channels.meeting;
  const done: Record<string, number> = {};
  const count = counting(done);
  const held: Held[] = [];

  const eventsOf = (id: number) => recordOf(database, id);

  async function until<T>(look: () => Promise<T | null>): Promise<T | null> {
    for (const end = Date.now() + longestWait; Date.now() < end; await sleep(100)) {
      const found = await look().catch(() => null);
      if (found !== null) return found;
    }
    return null;
  }

  /** The next one whose agenda stands, and that has not begun. */
  const next = () =>
    until(async () => {
      const row = await database.read
        .selectFrom('meeting')
        .select(['id', 'series', 'begins'])
        .where('begins', '>', clock())
        .where('has_agenda', '=', 1)
        .orderBy('begins')
        .executeTakeFirst();
      if (!row || held.some(({ id }) => id === row.id)) return null;
      const agenda = await database.read
        .selectFrom('message')
        .select('ts')
        .where('purpose', '=', 'meeting-agenda')
        .where('subject', '=', `meeting ${row.id}`)
        .executeTakeFirst();
      return agenda?.ts ? { ...row, ts: agenda.ts } : null;
    });

  const isKept = (id: number, text: string) => async () =>
    (await eventsOf(id)).some((one) => says(one, text));

  /** A process whose clock is ahead takes the meeting for over: it is then a topic of the next one of the series. */
  const isTopic = (series: string, text: string) => async () => {
    const rows = await database.read
      .selectFrom('meeting')
      .select('id')
      .where('series', '=', series)
      .execute();
    const found = await Promise.all(rows.map(({ id }) => isKept(id, text)()));
    return found.includes(true);
  };

  /** In the thread. Whoever sees no word that it was kept says it once more, in other words. */
  async function say(meeting: Held, ts: string, kind: string, text: string): Promise<void> {
    const user = leadOf(groups[0]);
    for (let at = 0; at < tries; at++) {
      const words = at === 0 ? text : `${text} (said ${at + 1} times)`;
      const about = kind === 'action' ? `action: ${words}` : `${kind}: ${words}`;
      await slack.say({ user, channel, threadTs: ts, text: about });
      meeting.texts.push(words);
      const end = Date.now() + 2500;
      while (Date.now() < end) {
        const isThere = await isKept(meeting.id, words)().catch(() => false);
        if (isThere) return count(`kept: ${kind}`);
        await sleep(50);
      }
      count('said again');
    }
    count('not kept, and not confirmed');
  }

  return {
    name: 'meetings',
    done,
    again: () => hands.unheard + hands.refused,
    async live(round) {
      const meeting = await next();
      if (!meeting) throw new Error('lost: no agenda of a meeting came within four minutes');
      const { id, series, begins, ts } = meeting;
      const one: Held = { id, series, texts: [] };
      held.push(one);
      const topic = `Topic of round ${round}`;
      const person = { user: leadOf(groups[1]), channel };
      await hands.type(person, `${series} add ${topic}`, isTopic(series, topic));
      const isHere = await isKept(id, topic)();
      if (isHere) one.texts.push(topic);
      count(isHere ? 'topics' : 'topics of the next one');
      while (clock() < begins) await sleep(100);
      await say(one, ts, 'note', `Said in round ${round}`);
      await say(one, ts, 'decision', `Decided in round ${round}`);
      await say(one, ts, 'action', `To be done after round ${round}`);
      // The others end by themselves.
      if (round % 2 === 0) {
        await hands.type(person, `${series} end`, async () =>
          (await eventsOf(id)).some(({ kind }) => kind === 'ended'),
        );
        count('meetings ended by hand');
      }
      const ends = await until(async () => {
        const events = await eventsOf(id);
        return events.some((event) => event.kind === 'ended') ? clock() : null;
      });
      if (ends === null) throw new Error(`lost: meeting ${id} has no end`);
      // Some of what was said may have to be written out once more.
      while (clock() < ends + collectFor + minute) await sleep(100);
      count('meetings held');
    },
    async check() {
      return (await Promise.all(held.map((one) => checkMeeting({ slack, github, database }, one)))).flat();
    },
  };
}

/** Whether it ended and its notes were written once, and all that is on record stands in both of their forms. */
export async function checkMeeting(
  { slack, github, database }: Pick<Scene, 'slack' | 'github' | 'database'>,
  { id, series, texts }: Held,
): Promise<string[]> {
  const channel = channels.meeting;
  const events = await recordOf(database, id);
  const found: string[] = [];
  const times = (kind: MeetingEvent['kind']) => events.filter((one) => one.kind === kind).length;
  for (const kind of ['ended', 'document-filed'] as const)
    if (times(kind) !== 1)
      found.push(`${times(kind) === 0 ? 'lost' : 'doubled'}: meeting ${id} ${kind} ${times(kind)} times`);
  const kept = texts.filter((text) => events.some((one) => says(one, text)));
  for (const text of kept)
    if (events.filter((one) => says(one, text)).length > 1)
      found.push(`doubled: "${text}" is on record more than once in meeting ${id}`);
  const agendas = await database.read
    .selectFrom('message')
    .select(['id', 'ts'])
    .where('purpose', '=', 'meeting-agenda')
    .where('subject', '=', `meeting ${id}`)
    .execute();
  const files = slack.state
    .messages(channel)
    .filter(({ user, ts }) => user === bot && agendas.some((one) => one.ts === ts))
    .flatMap(({ replies }) => replies.flatMap((reply) => reply.files ?? []));
  const newest = slack.state.files().find((one) => one.id === files.at(-1));
  const file = newest?.content?.toString('utf8') ?? '';
  const pulls = github
    .issues(library)
    .filter(({ number }) =>
      Object.keys(github.pullFiles(library, number)).some((path) => path.includes(`/${series}/`)),
    );
  if (pulls.length !== 1)
    found.push(
      `${pulls.length === 0 ? 'lost' : 'doubled'}: ${pulls.length} pull requests of the notes of ${series}`,
    );
  const [pull] = pulls;
  const proposed = pull ? Object.values(github.pullFiles(library, pull.number)).join('\n') : '';
  for (const text of kept)
    for (const [where, there] of [
      ['file', file],
      ['pull request', proposed],
    ] as const) {
      if (!there.includes(text)) found.push(`lost: "${text}" is not in the ${where} of meeting ${id}`);
    }
  return found;
}

async function recordOf(database: Database, id: number): Promise<MeetingEvent[]> {
  const rows = await database.read
    .selectFrom('meeting_event')
    .select('body')
    .where('meeting_id', '=', id)
    .orderBy('seq')
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as MeetingEvent);
}

const says = (event: MeetingEvent, text: string) =>
  (event.kind === 'topic-added' && event.topic.text === text) ||
  (event.kind === 'point-added' && event.point.text === text) ||
  (event.kind === 'action-added' && event.action.text === text);
