/** Moments that have come: each schedule in order, one process at a time, none twice and none lost. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type RunSchedulesDependencies, runSchedules } from '../../src/app/run-schedules.js';
import { parseCron } from '../../src/domain/cron.js';
import { digestSubject } from '../../src/domain/schedule.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { digestWorld, hourly } from '../builders/digests.js';
import { noon } from '../builders/issue.js';
import { release } from '../builders/release.js';
import { stored } from '../builders/report.js';

let now = noon;
let world: ReturnType<typeof digestWorld>['world'];
let deps: RunSchedulesDependencies;
const everyHour = { cron: parseCron('0 * * * *'), zone: 'UTC', weekdays: null };

beforeEach(() => {
  now = noon;
  const made = digestWorld(() => now, release());
  world = made.world;
  world.list = [hourly({ times: everyHour, since: noon })];
  deps = {
    ...made.deps,
    rules: { quiet: { zone: 'UTC', hours: null, holidays: [], weekdays: [] }, grace: 2 * hour },
    stopped: () => false,
  };
});
const run = () => runSchedules(deps);
const states = () => world.slots.map(({ slot, state }) => [(slot - noon) / hour, state]);
const forward = (hours: number) => {
  now = noon + hours * hour;
};

describe('a schedule', () => {
  it('posts nothing before its moment, and its moment once', async () => {
    await run();
    forward(0.99);
    await run();
    expect(states()).toEqual([]);
    forward(1);
    await run();
    await run();
    expect(states()).toEqual([[1, 'posted']]);
    expect(world.owed.map(({ purpose, subject, revision }) => [purpose, subject, revision])).toEqual([
      ['digest', digestSubject(1, noon + hour), 1],
      ['digest-details', `${digestSubject(1, noon + hour)}, edition 1, part 1`, 1],
      ['digest-details', `${digestSubject(1, noon + hour)}, edition 1, part 2`, 1],
    ]);
  });

  it('works off its moments in their order: the late ones are posted, those that are too late are noted', async () => {
    forward(5.5);
    await run();
    expect(states()).toEqual([
      [1, 'missed'],
      [2, 'missed'],
      [3, 'missed'],
      [4, 'posted'],
      [5, 'posted'],
    ]);
    expect(world.saved.map(({ slot }) => slot)).toEqual([noon + 4 * hour, noon + 5 * hour]);
    // Wherever both are on their way, the later one waits for the earlier one.
    const heads = world.owed.filter(({ purpose }) => purpose === 'digest');
    expect(heads.map(({ after }) => after?.subject)).toEqual([undefined, digestSubject(1, noon + 4 * hour)]);
  });

  it('is quiet in quiet hours, and posts again after them', async () => {
    deps = {
      ...deps,
      rules: { ...deps.rules, quiet: { ...deps.rules.quiet, hours: { from: 14 * 60, to: 16 * 60 } } },
    };
    for (const hours of [1, 2, 3, 4]) {
      forward(hours);
      await run();
    }
    expect(states()).toEqual([
      [1, 'posted'],
      [2, 'quiet'],
      [3, 'quiet'],
      [4, 'posted'],
    ]);
    expect(world.owed).toHaveLength(6);
  });

  it('after a long absence notes the last hundred moments at most', async () => {
    forward(24 * 30);
    await run();
    expect(world.slots).toHaveLength(100);
    expect(states().at(-1)).toEqual([720, 'posted']);
    await run();
    expect(world.slots).toHaveLength(100);
  });

  it('goes on after a clock that was ahead for a moment', async () => {
    world.slots.push({ schedule: 1, slot: noon + 365 * day, state: 'posted', note: null });
    forward(1);
    await run();
    expect(states().slice(1)).toEqual([[1, 'posted']]);
  });

  it('of a release that is not configured any more is noted as missed, with the reason', async () => {
    deps = { ...deps, releases: [] };
    forward(1);
    await run();
    // Another process may know it already, in the middle of an update.
    expect(world.slots).toEqual([]);
    forward(4);
    await run();
    expect(world.slots.slice(0, 1)).toMatchObject([
      { state: 'missed', note: 'the release v1.6 is not configured any more' },
    ]);
  });

  it('on change posts the first time, and then only when something has changed', async () => {
    world.list = [hourly({ times: everyHour, since: noon, kind: 'on-change' })];
    forward(1);
    await run();
    world.baseline = stored({ issues: world.issues, now, source: { observedAt: now } }, 1);
    forward(2);
    await run();
    world.issues = [];
    forward(3);
    await run();
    expect(states()).toEqual([
      [1, 'posted'],
      [2, 'unchanged'],
      [3, 'posted'],
    ]);
  });
});

describe('when something goes wrong', () => {
  it('a schedule whose report throws holds up no other, and is tried again', async () => {
    world.list = [1, 2, 3].map((id) => hourly({ id, times: everyHour, since: noon }));
    let times = 0;
    world.refresh = async () => {
      if (++times === 2) throw new Error('the disk is full');
    };
    forward(1);
    await run();
    expect(world.slots.map((one) => one.schedule).sort()).toEqual([1, 3]);
    expect(world.lines.filter((line) => line.level === 'error')).toMatchObject([
      { message: 'a schedule could not be worked off', fields: { schedule: 2 } },
    ]);
    await run();
    expect(world.slots.map((one) => one.schedule).sort()).toEqual([1, 2, 3]);
    expect([...world.leases]).toEqual([]);
  });

  it('a moment that failed does not let a later one pass by', async () => {
    world.refresh = async () => {
      throw new Error('the disk is full');
    };
    forward(2);
    await run();
    expect(states()).toEqual([]);
    world.refresh = async () => {};
    await run();
    expect(states()).toEqual([
      [1, 'posted'],
      [2, 'posted'],
    ]);
  });

  it('a report that contradicts itself is not posted: the release leads are told', async () => {
    world.contradicts = true;
    forward(1);
    await run();
    expect(states()).toEqual([[1, 'refused']]);
    expect(world.saved).toEqual([]);
    expect(world.owed.map(({ purpose, destination }) => [purpose, destination])).toEqual([
      ['report-refused', 'U0LEAD'],
      ['report-refused', 'U0DEPUTY'],
    ]);
    expect(world.slots[0]?.note).toContain('total');
    await run();
    expect(world.owed).toHaveLength(2);
  });
});

describe('of several processes', () => {
  it('one works off a schedule at a time, and each moment is posted once', async () => {
    forward(2);
    await Promise.all([run(), run(), run()]);
    expect(states()).toEqual([
      [1, 'posted'],
      [2, 'posted'],
    ]);
    expect(world.saved).toHaveLength(2);
    expect([...world.leases]).toEqual([]);
  });

  it('none works off what another holds', async () => {
    world.leases.set('digest 1', 'somebody else');
    forward(1);
    await run();
    expect(states()).toEqual([]);
    world.leases.clear();
    await run();
    expect(states()).toEqual([[1, 'posted']]);
  });

  it('one that lost its hold, or is about to end, begins no further moment', async () => {
    forward(3);
    let refreshed = 0;
    world.refresh = async () => {
      refreshed++;
      world.leases.set('digest 1', 'somebody else');
    };
    await run();
    expect([refreshed, states()]).toEqual([1, [[1, 'posted']]]);

    world.leases.clear();
    world.refresh = async () => {};
    await runSchedules({ ...deps, stopped: () => world.slots.length >= 2 });
    expect(states()).toEqual([
      [1, 'posted'],
      [2, 'posted'],
    ]);
  });

  it('schedules do not wait for each other', async () => {
    world.list = [1, 2].map((id) => hourly({ id, times: everyHour, since: noon }));
    let begun = 0;
    let go = () => {};
    const together = new Promise<void>((resolve) => {
      go = resolve;
    });
    world.refresh = async () => {
      if (++begun === 2) go();
      await together;
    };
    forward(1);
    await run();
    expect(world.slots).toHaveLength(2);
  });
});

describe('a late report', () => {
  it('says how late it is, and a punctual one that it is not', async () => {
    forward(1);
    now += 40 * minute;
    const lates: number[] = [];
    const { renderer } = deps;
    deps = {
      ...deps,
      renderer: {
        ...renderer,
        digest: (report, kind) => {
          lates.push(report.edition?.late ?? -1);
          return renderer.digest(report, kind);
        },
      },
    };
    await run();
    forward(2);
    await run();
    expect(lates).toEqual([40 * minute, 0]);
  });
});
