/** Digests that fall due all the time, of a milestone whose issues come and go while GitHub is read. */
import { setTimeout as sleep } from 'node:timers/promises';
import { minute } from '../../../../domain/time.js';
import { clocksOf } from '../hours.js';
import { repository } from '../places.js';
import { counting, type Scene, type Story } from './story.js';

/** Every so many minutes, on the clock of the bot: as the configuration says. */
const every = 30 * minute;
/** A slot that came so lately may still be worked on. */
const fresh = 30 * minute;
/** Between two changes at GitHub. ms */
const changesEvery = 400;

export function digestStory({ github, database, hours, chance, slack }: Scene): Story {
  const { clock } = clocksOf(hours, () => 0);
  const done: Record<string, number> = {};
  const count = counting(done);
  const open: number[] = [];
  let issues = 0;

  function change(): void {
    const oldest = chance.next() < 0.4 ? open.shift() : undefined;
    if (oldest !== undefined) {
      github.closeIssue(repository, oldest);
      count('issues closed');
      return;
    }
    const title = `Bug ${++issues}`;
    open.push(github.addIssue(repository, { title, labels: ['kind/bug'], milestone: 'v1.0' }));
    count('issues opened');
  }

  async function ofSchedule({ id, since }: { id: number; since: number }): Promise<string[]> {
    const found: string[] = [];
    const slots = await database.read
      .selectFrom('slot')
      .select(['slot', 'state', 'note'])
      .where('schedule_id', '=', id)
      .orderBy('slot')
      .execute();
    const reports = await database.read
      .selectFrom('report')
      .select(['slot', 'revision', 'snapshot_id', 'baseline_id'])
      .where('schedule_id', '=', id)
      .orderBy('slot')
      .execute();
    done[`slots of digest ${id}`] = slots.length;
    const told = new Map(slots.map(({ slot, ...one }) => [slot, one]));
    for (let slot = Math.ceil((since + 1) / every) * every; slot < clock() - fresh; slot += every)
      if (!told.has(slot)) found.push(`lost: slot ${iso(slot)} of digest ${id} was not worked off`);
    for (const { slot, state, note } of slots)
      if (state !== 'posted') found.push(`lost: slot ${iso(slot)} of digest ${id} is ${state} (${note})`);
    for (const [at, { slot, baseline_id: baseline }] of reports.entries()) {
      const before = reports[at - 1];
      if (before?.slot === slot) found.push(`doubled: slot ${iso(slot)} of digest ${id} has two reports`);
      if (before && baseline !== before.snapshot_id)
        found.push(`contradicting: the report of ${iso(slot)} has not the one before it as its baseline`);
    }
    if (reports.length !== slots.length)
      found.push(`lost: ${slots.length} slots of digest ${id} and ${reports.length} reports`);
    return found;
  }

  /** The heads of each schedule in the order of their slots. */
  async function inOrder(): Promise<string[]> {
    const heads = await database.read
      .selectFrom('message')
      .select(['subject', 'destination', 'ts'])
      .where('purpose', '=', 'digest')
      .where('ts', 'is not', null)
      .orderBy('id')
      .execute();
    const last = new Map<string, { ts: string; subject: string }>();
    return heads.flatMap(({ subject, destination, ts }) => {
      const of = `${subject.split(' at ')[0]} in ${destination}`;
      const before = last.get(of);
      if (ts === null || !slack.state.message(destination, ts)) return [];
      last.set(of, { ts, subject });
      const isLate = before && Number(ts) < Number(before.ts);
      return isLate ? [`out of order: ${subject} stands before ${before.subject} in ${destination}`] : [];
    });
  }

  return {
    name: 'digests',
    done,
    async live(_, goesOn) {
      while (goesOn()) {
        change();
        await sleep(changesEvery);
      }
    },
    async check() {
      const schedules = await database.read
        .selectFrom('schedule')
        .select(['id', 'since'])
        .where('ended_at', 'is', null)
        .execute();
      const each = await Promise.all(schedules.map(ofSchedule));
      return [...each.flat(), ...(await inOrder())];
    },
  };
}

const iso = (at: number) => new Date(at).toISOString();
