/** Owners hear at night of what lacks: one message each, once, and not the same again before a week is over. */
import { describe, expect, it } from '@jest/globals';
import { nagsOf } from '../../../src/domain/release-notes/nag.js';
import { isReleaseOver } from '../../../src/domain/release-notes/over.js';
import { day, hour, minute } from '../../../src/domain/time.js';
import { calendarOf } from '../../builders/calendar.js';
import { onEveryDatabase } from '../../builders/databases.js';
import { noon } from '../../builders/issue.js';
import { gap, notesDesk, owedIn } from '../../builders/notes-acting.js';

it('a release is over when it was released, as its calendar says, or its milestone is closed', () => {
  const calendar = calendarOf();
  const released = calendar.phases.find(({ kind }) => kind === 'release')?.begins.at;
  const at = (now: number) => isReleaseOver({ calendar }, {}, now);
  expect([at((released ?? 0) - 1), at(released ?? 0)]).toEqual([false, true]);
  expect(isReleaseOver({ calendar: null }, {}, noon)).toBe(false);
  expect(isReleaseOver({ calendar: null }, { isMilestoneClosed: true }, noon)).toBe(true);
});

describe('who is reminded', () => {
  const places = {
    people: { jane: 'U0JANE', joe: 'U0JOE' },
    groups: { node: ['C0NODE'], empty: [] },
    channels: ['C0RELEASE'],
  };
  const told = (gaps: ReturnType<typeof gap>[]) =>
    nagsOf(gaps, places).map(({ place, parts }) => [
      place,
      parts.map(({ owners, gaps: list }) => [owners.join(), list.map(({ number }) => number)]),
    ]);

  it('is each owner who is known, in one message', () => {
    expect(
      told([
        gap(1, { owners: ['Jane'] }),
        gap(2, { owners: ['joe', 'jane'] }),
        gap(3, { owners: ['jane', 'new'] }),
      ]),
    ).toEqual([
      ['U0JANE', [['', [1, 2, 3]]]],
      ['U0JOE', [['', [2]]]],
    ]);
  });

  it('is the channel of the group, or of the release, by owner, where nobody is known', () => {
    const unknown = (number: number, owners: string[], groups: string[]) => gap(number, { owners, groups });
    expect(
      told([
        unknown(1, ['new'], ['empty', 'node']),
        unknown(2, [], ['node']),
        unknown(3, ['New'], ['node']),
        unknown(4, ['new'], ['constructor']),
        unknown(5, ['constructor'], []),
      ]),
    ).toEqual([
      [
        'C0NODE',
        [
          ['new', [1, 3]],
          ['', [2]],
        ],
      ],
      [
        'C0RELEASE',
        [
          ['new', [4]],
          ['constructor', [5]],
        ],
      ],
    ]);
  });
});

onEveryDatabase('the reminder of release notes', ({ open }) => {
  const nag = { at: 9 * 60, zone: 'UTC', weekdays: null };
  /** 09:00 UTC, on the day after that noon. */
  const nine = noon - 3 * hour + day;
  const start = async (more: Parameters<typeof notesDesk>[2] = {}) => {
    const database = await open();
    const desk = notesDesk(database, { nag, people: { jane: 'U0JANE' } }, more);
    Object.assign(desk.world, { gaps: [gap(7), gap(8, { owners: ['unknown'] })], now: nine + minute });
    const places = async () => (await owedIn(database)).map(({ destination }) => destination);
    return { database, ...desk, places };
  };

  it('is sent once, whoever is at it', async () => {
    const { tend, another, places, database } = await start();
    await Promise.all([tend(), another().tend(), another().tend()]);
    await tend();
    expect(await places()).toEqual(['U0JANE', 'C0RELEASE']);
    expect((await owedIn(database))[0]).toMatchObject({ purpose: 'release-notes-nag', revision: 1 });
  });

  it('comes again only with news, or after a week', async () => {
    const { world, tend, places } = await start();
    await tend();
    world.now += day;
    await tend();
    expect(await places()).toHaveLength(2);
    world.gaps = [gap(7), gap(9), gap(8, { owners: ['unknown'] })];
    world.now += day;
    await tend();
    expect(await places()).toEqual(['U0JANE', 'C0RELEASE', 'U0JANE']);
    world.gaps = [gap(8, { owners: ['unknown'], title: 'worded better' })];
    for (let more = 0; more < 4; more++) {
      world.now += day;
      await tend();
    }
    expect(await places()).toHaveLength(3);
    world.now += day;
    await tend();
    expect(await places()).toEqual(['U0JANE', 'C0RELEASE', 'U0JANE', 'C0RELEASE']);
  });

  it('is silent when nothing lacks, and when nobody knows', async () => {
    const { world, tend, places } = await start();
    world.readAt = null;
    await tend();
    expect(await places()).toEqual([]);
    // Known a little later it is still said.
    Object.assign(world, { readAt: world.now, now: world.now + hour });
    await tend();
    expect(await places()).toHaveLength(2);
    Object.assign(world, { gaps: [], now: world.now + day });
    await tend();
    expect(await places()).toHaveLength(2);
  });

  it('is silent once the release is over', async () => {
    const { world, tend, places } = await start();
    world.isMilestoneClosed = true;
    await tend();
    expect(await places()).toEqual([]);
    Object.assign(world, { isMilestoneClosed: false, now: world.now + day });
    await tend();
    expect(await places()).toHaveLength(2);
  });

  it('keeps the quiet, and comes late only within the grace', async () => {
    const quiet = await start({ quiet: { hours: { from: 22 * 60, to: 10 * 60 } } });
    await quiet.tend();
    quiet.world.now += hour;
    await quiet.tend();
    expect(await quiet.places()).toEqual([]);
    const late = await start();
    late.world.now = nine + 2 * hour + minute;
    await late.tend();
    expect(await late.places()).toEqual([]);
    late.world.now = nine + day + 2 * hour;
    await late.tend();
    expect(await late.places()).toHaveLength(2);
  });
});
