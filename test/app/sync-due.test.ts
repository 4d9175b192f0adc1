/** Which repositories are read now. */
import { describe, expect, it } from '@jest/globals';
import type { RepositoryState } from '../../src/app/ports/sync.js';
import { syncDue } from '../../src/app/sync-due.js';
import { trackedBy } from '../../src/app/tracked.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { noon } from '../builders/issue.js';
import { release } from '../builders/release.js';

const tracked = trackedBy([release()])[0];
if (!tracked) throw new Error('nothing is tracked');
const times = { every: 5 * minute, fullAt: 3 * 60, zone: 'UTC' };
const never = Number.NEGATIVE_INFINITY;

/** Read in full at three this morning, and for changes five minutes ago. */
const state = (given: Partial<RepositoryState> = {}): RepositoryState => ({
  id: 1,
  fullName: 'acme/rocket',
  web: 'https://github.com',
  since: noon - hour,
  sinceEtag: null,
  milestonesEtag: null,
  tracked: tracked.key,
  fullAt: noon - 9 * hour,
  observedAt: noon - 5 * minute,
  drift: null,
  milestones: [],
  ...given,
});
const due = (given: Partial<RepositoryState> = {}, lastTry = never, now = noon) =>
  syncDue(tracked, state(given), times, lastTry, now);

describe('a repository', () => {
  it.each<[string, Partial<RepositoryState>, 'full' | 'refresh' | null]>([
    ['was read as long ago as it is read again', {}, 'refresh'],
    ['was just read', { observedAt: noon - 5 * minute + 1 }, null],
    ['was never read', { since: null, observedAt: null, fullAt: null, tracked: null }, 'full'],
    ['was read for something else', { tracked: 'other' }, 'full'],
    ['was read for something else just now', { tracked: 'other', observedAt: noon }, 'full'],
    ['was last read in full before three', { fullAt: noon - 9 * hour - 1, observedAt: noon }, 'full'],
    ['was last read in full at three', { observedAt: noon }, null],
    ['was read for changes but never in full', { fullAt: null, observedAt: noon }, 'full'],
  ])('that %s is due for: %3$s', (_, given, expected) => {
    expect(due(given)).toBe(expected);
  });

  it('that cannot be read is not asked without a pause', () => {
    expect(due({ since: null }, noon - 1)).toBeNull();
    expect(due({ since: null }, noon - 5 * minute + 1)).toBeNull();
    expect(due({ since: null }, noon - 5 * minute)).toBe('full');
  });

  it('is read in full at the hour of its zone', () => {
    const inZone = (now: number) =>
      syncDue(
        tracked,
        state({ fullAt: now - 6 * hour, observedAt: now }),
        { ...times, zone: 'America/Los_Angeles' },
        never,
        now,
      );
    // Three o'clock in California is ten o'clock UTC in March.
    expect(inZone(noon - 2 * hour - 1)).toBeNull();
    expect(inZone(noon - 2 * hour)).toBe('full');
  });

  it('is read in full once each day, all the year round', () => {
    let fullAt = Date.UTC(2017, 0, 1);
    const read: number[] = [];
    for (let now = fullAt; now < Date.UTC(2018, 0, 1); now += hour) {
      const asked = syncDue(
        tracked,
        state({ fullAt, observedAt: now }),
        { ...times, fullAt: 150, zone: 'Europe/Berlin' },
        never,
        now,
      );
      if (asked !== 'full') continue;
      read.push(now);
      fullAt = now;
    }
    expect(read).toHaveLength(365);
    for (const [at, one] of read.entries())
      expect(Math.abs(one - (read[at - 1] ?? one - day) - day)).toBeLessThanOrEqual(hour);
  });

  // The day on which the clock is put back has 25 hours: 24 hours before half past eleven is the same day.
  it('is not read in full again and again on the evening of the long day', () => {
    const evening = Date.parse('2017-10-29T23:00+01:00');
    const asked = syncDue(
      tracked,
      state({ fullAt: evening - minute, observedAt: evening }),
      { ...times, fullAt: 23 * 60 + 30, zone: 'Europe/Berlin' },
      never,
      evening,
    );
    expect(asked).toBeNull();
  });
});
