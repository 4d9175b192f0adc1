/** Which keys a place of the configuration knows. */
import { describe, expect, it } from '@jest/globals';
import { knownKeys } from '../../src/config/known-keys.js';

describe('the known keys', () => {
  it.each([
    [[], 'releases'],
    [['releases', 'v1'], 'next-milestones'],
    [['releases', 'v1', 'enhancements'], 'repository'],
    [['gates', 'bugs'], 'at-most'],
    [['kinds', 'flake'], 'by-group'],
    [['phrases', 0], 'where'],
    [['sync'], 'stale-after'],
    [['incidents', 'severities', 's1'], 'slower-after'],
    [['incidents', 'announce', 0], 'ping'],
    [['incidents', 'fix'], 'duplicates-in'],
    [['ci', 'jobs', 'blocking'], 'stale-after'],
    [['ci', 'alerts', 'groups', 'node'], 'in-quiet'],
    [['gates', 'jobs'], 'fewer-tests'],
    [['keps'], 'tell'],
  ])('at %j include %s', (path, key) => {
    expect(knownKeys(path)).toContain(key);
  });

  it.each([[['timezone']], [['nothing', 'here']], [['groups', 'names']], [['releases', 'v1', 'aliases', 0]]])(
    'at %j are none',
    (path) => {
      expect(knownKeys(path)).toEqual([]);
    },
  );
});
