/** Digests as people manage them: who may, what is stored, what is said in the channel, and what is refused. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { manageSchedules, type ScheduleAct, type SchedulesDependencies } from '../../src/app/schedules.js';
import { UserFault } from '../../src/domain/fault.js';
import { digestSubject } from '../../src/domain/schedule.js';
import { hour } from '../../src/domain/time.js';
import { parseSubscribe } from '../../src/slack/commands/parse-schedule.js';
import { digestWorld, hourly } from '../builders/digests.js';
import { noon } from '../builders/issue.js';
import { release } from '../builders/release.js';

const channel = 'C0RELEASE';
let world: ReturnType<typeof digestWorld>['world'];
let deps: SchedulesDependencies;
let requests = 0;

beforeEach(() => {
  const made = digestWorld(() => noon, release());
  world = made.world;
  deps = {
    ...made.deps,
    releases: [release(), release({ name: 'v1.7' })],
    people: { isAmong: async (id, ids) => ids.includes(id) },
    leads: ['U0LEAD'],
    reach: async () => null,
    confirm: {
      subscribed: (of, { id }, next) => ({ text: `${id} of ${of.name} begins ${next}`, blocks: [] }),
      unsubscribed: (of, { id }) => ({ text: `${id} of ${of.name} ends`, blocks: [] }),
    },
  };
});

interface Asked {
  name?: string;
  user?: string;
  request?: string;
  channel?: string;
}
const ask = (
  act: ScheduleAct,
  { name, user = 'U0LEAD', request = `request ${requests++}`, ...rest }: Asked = {},
) =>
  manageSchedules(deps, {
    name: name ?? null,
    act,
    actor: { id: user, name: 'x' },
    channel,
    request,
    ...rest,
  });
const subscribe = (text = '', asked: Asked = {}) => ask(parseSubscribe(text, 'UTC'), asked);
async function codeOf(work: Promise<unknown>): Promise<string> {
  const fault = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(fault instanceof UserFault)) throw fault ?? new Error('was allowed');
  return fault.code;
}
const texts = () =>
  world.owed.map(({ content }) =>
    content.kind === 'message' ? content.rich.text : content.kind === 'file' ? content.name : content.kind,
  );

describe('a release lead', () => {
  it('subscribes a channel, which is told when the first one comes', async () => {
    const { said, schedules } = await subscribe('daily at 13:00 short');
    expect(said).toBe('subscribed as number 1');
    expect(schedules).toMatchObject([
      { schedule: { kind: 'short', since: noon }, next: noon + hour, last: null },
    ]);
    expect(world.owed).toMatchObject([
      { purpose: 'schedule-notice', destination: channel, subject: 'schedule 1 begins' },
    ]);
  });

  it('may have several in a channel, with times, kinds and releases of their own', async () => {
    await subscribe('daily');
    await subscribe('daily short');
    await subscribe('daily Europe/Berlin');
    await subscribe('daily', { name: 'v1.7' });
    await subscribe('daily', { channel: 'C0OTHER' });
    expect((await ask({ do: 'list' })).schedules).toHaveLength(5);
    expect(await codeOf(subscribe('daily'))).toBe('same-schedule');
  });

  it('is counted once, however often a request arrives', async () => {
    await subscribe('daily', { request: 'one' });
    expect((await subscribe('daily', { request: 'one' })).said).toBe('subscribed as number 1');
    expect(world.list).toHaveLength(1);
    expect(world.owed).toHaveLength(1);
  });

  it('is stopped after twenty digests in a channel, but not when the request for the last of them arrives again', async () => {
    for (let at = 0; at < 20; at++) await subscribe(`daily at ${at}:00`, { request: `hour ${at}` });
    expect(await codeOf(subscribe('daily at 23:00'))).toBe('too-many-schedules');
    expect((await subscribe('daily at 19:00', { request: 'hour 19' })).said).toBe('subscribed as number 20');
    expect(await codeOf(subscribe('daily at 23:00', { channel: 'C0OTHER' })).catch(() => 'allowed')).toBe(
      'allowed',
    );
  });

  it('cannot subscribe where nothing can be posted', async () => {
    deps.reach = async () => ({ why: 'Signalman cannot see this channel.', hint: 'Invite it.' });
    expect(await codeOf(subscribe())).toBe('no-channel');
    expect(world.list).toEqual([]);
  });

  it('ends the only digest of a channel without naming it, and must name one of several', async () => {
    expect(await codeOf(ask({ do: 'unsubscribe', id: null }))).toBe('which-schedule');
    await subscribe('daily');
    await subscribe('short');
    expect(await codeOf(ask({ do: 'unsubscribe', id: null }))).toBe('which-schedule');
    expect((await ask({ do: 'unsubscribe', id: 1 })).said).toBe('digest 1 ended');
    expect((await ask({ do: 'unsubscribe', id: null })).said).toBe('digest 2 ended');
    expect(texts().slice(-2)).toEqual(['1 of v1.6 ends', '2 of v1.6 ends']);
  });

  it('cannot end what is not there, or is written in signalman.yml', async () => {
    world.list = [hourly({ id: 4, origin: 'config', name: 'daily' })];
    expect(await codeOf(ask({ do: 'unsubscribe', id: 4 }))).toBe('configured-schedule');
    expect(await codeOf(ask({ do: 'unsubscribe', id: 5 }))).toBe('unknown-schedule');
  });

  it('can end a digest of a release that is not configured any more', async () => {
    world.list = [hourly({ id: 4, release: 'v1.5' })];
    expect((await ask({ do: 'unsubscribe', id: 4 })).said).toBe('digest 4 ended');
  });

  it('must name a release that there is', async () => {
    expect(await codeOf(subscribe('', { name: 'v1.66' }))).toBe('unknown-release');
  });
});

describe('a report that is issued again', () => {
  const again = (id = 1) => ask({ do: 'again', id });
  beforeEach(() => {
    world.list = [hourly()];
  });

  it('is the last one, as a further edition of the same messages', async () => {
    world.slots.push({ schedule: 1, slot: noon - hour, state: 'posted', note: null });
    for (const revision of [1, 2, 3]) {
      expect((await again()).said).toBe('the last report of digest 1 was issued again');
      expect(world.saved.at(-1)).toMatchObject({ slot: noon - hour, revision, again: true });
    }
    const heads = world.owed.filter((one) => one.purpose === 'digest');
    expect(heads.map(({ subject, revision }) => [subject, revision])).toEqual(
      [1, 2, 3].map((revision) => [digestSubject(1, noon - hour), revision]),
    );
    expect(texts().filter((text) => text.startsWith('Issued again'))).toHaveLength(2);
  });

  it('is posted also when nothing has changed, or its moment was missed', async () => {
    world.list = [hourly({ kind: 'on-change' })];
    world.slots.push({ schedule: 1, slot: noon - hour, state: 'missed', note: null });
    await again();
    expect(world.saved).toHaveLength(1);
  });

  it('needs a digest that there is and a moment that has come', async () => {
    expect(await codeOf(again())).toBe('no-report');
    expect(await codeOf(again(9))).toBe('unknown-schedule');
  });

  it('is refused when it contradicts itself, each time with a word to the release leads', async () => {
    world.slots.push({ schedule: 1, slot: noon - hour, state: 'posted', note: null });
    world.contradicts = true;
    expect(await codeOf(again())).toBe('refused-report');
    expect(world.saved).toEqual([]);
    expect(world.owed.map(({ purpose }) => purpose)).toEqual(['report-refused', 'report-refused']);
    expect(world.slots).toHaveLength(1);
  });

  it('says so when somebody else did it at the same moment', async () => {
    world.slots.push({ schedule: 1, slot: noon - hour, state: 'posted', note: null });
    deps.reports = { ...deps.reports, save: async () => null };
    expect((await again()).said).toContain('somebody else');
  });
});

describe('anybody else', () => {
  it('may look, and nothing more', async () => {
    world.list = [hourly()];
    const user = 'U0MEMBER';
    expect((await ask({ do: 'list' }, { user })).schedules).toHaveLength(1);
    for (const act of [
      parseSubscribe('', 'UTC'),
      { do: 'unsubscribe', id: 1 } as const,
      { do: 'again', id: 1 } as const,
    ])
      expect(await codeOf(ask(act, { user }))).toBe('not-allowed');
    expect([world.list.length, world.owed.length, world.saved.length]).toEqual([1, 0, 0]);
  });
});
