/** The digests and quiet times of signalman.yml: what they mean, and what is said of those that cannot be. */
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { describeTimes } from '../../src/domain/slots.js';

const base = (digest: string, more = '') => `
preset: kubernetes
timezone: Europe/Berlin
channels: { release: [C0RELEASE] }
releases:
  v1.36: { milestone: v1.36 }
  v1.35: { milestone: v1.35, aliases: [last] }
digests:
  daily: ${digest}
${more}`;
const digestsOf = (digest: string, more?: string) =>
  loadSettings(base(digest, more), 'signalman.yml').digests;
const digestOf = (digest: string) => digestsOf(digest)[0];
const quietOf = (quiet: string) => loadSettings(base('{}', `quiet: ${quiet}`), 'signalman.yml').quiet;

function problemsOf(digest: string, more?: string): string {
  try {
    digestsOf(digest, more);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    return error.message.split('\n').slice(1).join('\n');
  }
  return '';
}

describe('a digest of signalman.yml', () => {
  it('needs nothing to be said: the first release in its channels on weekdays at 16:00', () => {
    const found = digestOf('{}');
    expect(found).toMatchObject({ name: 'daily', release: 'v1.36', channels: ['C0RELEASE'], kind: 'full' });
    expect(found && describeTimes(found.times)).toBe('weekdays at 16:00 Europe/Berlin');
  });

  it.each([
    ['{ at: "09:05" }', 'weekdays at 09:05 Europe/Berlin'],
    ['{ at: "00:00", days: daily, timezone: UTC }', 'daily at 00:00 UTC'],
    ['{ days: [thu, mon, thu] }', 'Mondays and Thursdays at 16:00 Europe/Berlin'],
    ['{ days: weekdays, timezone: Asia/Kolkata }', 'weekdays at 16:00 Asia/Kolkata'],
    ['{ cron: "0 */4 * * *" }', 'cron 0 */4 * * * Europe/Berlin'],
    ['{ cron: "0 */4 * * *", days: weekdays }', 'cron 0 */4 * * * Europe/Berlin, weekdays only'],
    ['{ cron: "30 9 * * tue,thu" }', 'Tuesdays and Thursdays at 09:30 Europe/Berlin'],
    ['{ cron: " 0  16 * * 1-5 " }', 'weekdays at 16:00 Europe/Berlin'],
  ])('%s comes %s', (given, times) => {
    const found = digestOf(given);
    expect(found && describeTimes(found.times)).toBe(times);
  });

  it('is of the release it names, by any of its names, in the channels it names, each once', () => {
    for (const name of ['v1.35', 'V1.35', '"1.35"', 'last'])
      expect(digestOf(`{ release: ${name} }`)?.release).toBe('v1.35');
    expect(digestOf('{ kind: on-change, channels: [C0OTHER, C0MORE, C0OTHER] }')).toMatchObject({
      kind: 'on-change',
      channels: ['C0OTHER', 'C0MORE'],
    });
  });

  it('is none when it is false', () => {
    expect(digestsOf('false')).toEqual([]);
    expect(digestsOf('false', '  weekly: { days: [mon] }').map(({ name }) => name)).toEqual(['weekly']);
  });

  it.each([
    ['{ timezone: Europe/Berln }', 'digests.daily.timezone', '"Europe/Berln" is not a time zone'],
    ['{ cron: "0 16 30 2 *" }', 'digests.daily.cron', 'never comes'],
    ['{ cron: "0 16 31 4,6,9,11 *" }', 'digests.daily.cron', 'never comes'],
    ['{ cron: "* * * * * *" }', 'digests.daily.cron', 'seconds are not possible'],
    ['{ cron: "0 16 * *" }', 'digests.daily.cron', 'five fields'],
    ['{ cron: "61 * * * *" }', 'digests.daily.cron', 'out of range'],
    ['{ cron: "0 16 * * */0" }', 'digests.daily.cron', 'step'],
    ['{ cron: "@daily" }', 'digests.daily.cron', 'five fields'],
    ['{ cron: "0 16 * * mon", days: [tue] }', 'digests.daily.days', 'never comes'],
    ['{ cron: "0 16 * * sat,sun", days: weekdays }', 'digests.daily.days', 'never comes'],
    ['{ at: "16:00", cron: "0 16 * * *" }', 'digests.daily.cron', 'both `at` and `cron` are given'],
    ['{ at: "24:00" }', 'digests.daily.at', 'expected a time such as 16:00'],
    ['{ at: 960 }', 'digests.daily.at', ''],
    ['{ days: [funday] }', 'digests.daily.days', ''],
    ['{ days: [] }', 'digests.daily.days', ''],
    ['{ kind: long }', 'digests.daily.kind', ''],
    ['{ channels: [] }', 'digests.daily.channels', ''],
    ['{ channels: ["#release"] }', 'digests.daily.channels', 'C012AB3CD'],
    ['{ release: v1.37 }', 'digests.daily.release', 'there is no release "v1.37"'],
    ['{ release: v1.366 }', 'digests.daily.release', 'did you mean v1.36?'],
    ['true', 'digests.daily', ''],
  ])('%s is refused where it stands', (given, path, said) => {
    const problems = problemsOf(given);
    expect(problems).toContain(`${path}`);
    expect(problems).toContain(said);
    expect(problems).toMatch(/line 9/);
  });

  it('needs a channel from somewhere', () => {
    const text = base('{}').replace('channels: { release: [C0RELEASE] }', '');
    expect(() => loadSettings(text, 'signalman.yml')).toThrow('no channel is given');
  });

  it('is told of all that is wrong with it at once', () => {
    const problems = problemsOf(
      '{ release: v9, timezone: Nowhere, kind: full }',
      'quiet: { timezone: Nowhere }',
    );
    for (const said of ['there is no release "v9"', 'digests.daily.timezone', 'quiet.timezone'])
      expect(problems).toContain(said);
  });
});

describe('the quiet times of signalman.yml', () => {
  it('are none unless given, in the time zone of the file', () => {
    expect(loadSettings(base('{}'), 'signalman.yml').quiet).toEqual({
      zone: 'Europe/Berlin',
      hours: null,
      holidays: [],
      weekdays: [],
    });
  });

  it('are hours over midnight, days of the week and holidays, in a zone of their own', () => {
    expect(
      quietOf('{ timezone: UTC, hours: "22:30-07:00", days: [sun, sat, sat], holidays: [2026-12-25] }'),
    ).toEqual({
      zone: 'UTC',
      hours: { from: 22 * 60 + 30, to: 7 * 60 },
      holidays: ['2026-12-25'],
      weekdays: [0, 6],
    });
    expect(quietOf('{ days: [] }').weekdays).toEqual([]);
  });

  it.each([
    ['{ timezone: Mars/Base }', 'quiet.timezone', '"Mars/Base" is not a time zone'],
    ['{ hours: "22-7" }', 'quiet.hours', 'expected hours such as 22:00-07:00'],
    ['{ hours: "22:00-24:00" }', 'quiet.hours', 'expected hours such as 22:00-07:00'],
    ['{ holidays: [2026-13-01] }', 'quiet.holidays', 'expected a day such as 2026-12-25'],
    ['{ holidays: [2026-12-25, 2026-02-30] }', 'quiet.holidays', 'there is no 2026-02-30'],
  ])('%s are refused', (given, path, said) => {
    const problems = problemsOf('{}', `quiet: ${given}`);
    expect(problems).toContain(path);
    expect(problems).toContain(said);
  });
});
