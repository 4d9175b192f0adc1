/** How signalman.yml says that fixes are watched. */
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import { minute, second } from '../../src/domain/time.js';

const settingsOf = (fix: string) =>
  loadSettings(
    `repository: acme/rocket\nroles: { release-lead: [U0LEAD] }\nreleases: { v1: {} }\nincidents:\n  channel: C0INC\n${fix}`,
    'signalman.yml',
  ).incidents?.fix;

describe('the watch over fixes', () => {
  it('is off unless the file names it, and then needs nothing else', () => {
    expect(settingsOf('')).toBeNull();
    expect(settingsOf('  fix: {}')).toEqual({ every: minute, duplicatesIn: [] });
  });

  it('is read as it is written', () => {
    expect(settingsOf('  fix: { every: 30s, duplicates-in: [a/b, c/d] }')).toEqual({
      every: 30 * second,
      duplicatesIn: ['a/b', 'c/d'],
    });
  });

  it.each([
    ['{ every: 1s }', 'incidents.fix.every: 1s is too short'],
    ['{ every: 2d }', 'incidents.fix.every: 2d is too long'],
    ['{ every: often }', 'expected a duration'],
    ['{ duplicates-in: [kubeadm] }', 'expected owner/name'],
    ['{ duplicates-in: [a/b, A/B] }', '"A/B" is listed twice'],
    ['{ duplicate-in: [a/b] }', 'duplicates-in'],
  ])('says what is wrong with %s', (fix, wrong) => {
    expect(() => settingsOf(`  fix: ${fix}`)).toThrow(wrong);
  });
});
