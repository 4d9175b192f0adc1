import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromWallClock, toWallClock } from '../../src/sandbox/page/wall-clock.js';

const noon = Date.UTC(2017, 2, 16, 19) / 1000;

describe('The clock on the wall', () => {
  it.each([
    ['America/Los_Angeles', '2017-03-16T12:00'],
    ['Europe/Berlin', '2017-03-16T20:00'],
    ['Asia/Kolkata', '2017-03-17T00:30'],
    ['Etc/UTC', '2017-03-16T19:00'],
  ])('shows one moment in %s as %s', (zone, shown) => {
    expect(toWallClock(noon, zone)).toBe(shown);
    expect(fromWallClock(shown, zone)).toBe(noon);
  });

  it('gives back every minute of every zone, but for the hour that comes twice', () => {
    const zones = fc.constantFrom('America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Chatham');
    const minutes = fc.integer({ min: 21_000_000, max: 32_000_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const shown = toWallClock(minute * 60, zone);
        const again = fromWallClock(shown, zone);
        expect(again === null ? null : toWallClock(again, zone)).toBe(shown);
      }),
    );
  });

  it('moves on over an hour that it skips, and takes nothing for a moment that is none', () => {
    const skipped = fromWallClock('2017-03-12T02:30', 'America/Los_Angeles') ?? 0;
    expect(['2017-03-12T01:30', '2017-03-12T03:30']).toContain(toWallClock(skipped, 'America/Los_Angeles'));
    expect(fromWallClock('', 'Etc/UTC')).toBeNull();
    expect(fromWallClock('2017-03-1', 'Etc/UTC')).not.toBeNaN();
  });
});
