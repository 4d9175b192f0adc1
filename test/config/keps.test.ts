/** `keps` of signalman.yml: what it means, and what is said of mistakes in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { day, hour, minute } from '../../src/domain/time.js';

const load = (text: string) => loadSettings(text, 'signalman.yml');
const file = (more: string) => `repository: acme/rocket
enhancements: { repository: acme/features }
releases:
  v1.6: {}
  v1.5: { enhancements: false }
${more}`;

function problemOf(text: string): string {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ConfigFault) return error.message;
    throw error;
  }
  return '';
}

describe('keps', () => {
  it('are not read unless the file says so, nor is the preset’s gate over them there', () => {
    const { keps, releases } = load('preset: kubernetes\nreleases: { v1.36: {} }');
    expect(keps).toBeNull();
    expect(releases[0]).toMatchObject({ readsDocuments: false });
    expect(releases[0]?.gates.map(({ type }) => type)).not.toContain('enhancement-sign-off');
  });

  it('need no more than their name', () => {
    const { keps, releases } = load('preset: kubernetes\nreleases: { v1.36: {} }\nkeps: {}');
    expect(keps).toEqual({ every: 15 * minute, branch: null, tell: 7 * day });
    expect(releases[0]).toMatchObject({ readsDocuments: true, documentsWithin: 45 * minute });
    expect(releases[0]?.gates.map(({ id }) => id)).toContain('enhancement-sign-off');
  });

  it('are read for releases that track enhancements, and of those only the ones that are named', () => {
    const reading = (more: string) => load(file(more)).releases.map(({ readsDocuments }) => readsDocuments);
    expect(reading('keps: {}')).toEqual([true, false]);
    expect(reading('keps: { releases: ["1.6"] }')).toEqual([true, false]);
    expect(load(file('keps: { every: 2h, tell: false, branch: main }')).keps).toEqual({
      ...{ every: 2 * hour, branch: 'main', tell: null },
    });
    expect(load(file('keps: { every: 2h }')).releases[0]?.documentsWithin).toBe(6 * hour);
  });

  it.each([
    ['keps: { every: 1s }', 'keps.every: 1s is too short'],
    ['keps: { every: often }', 'keps.every: expected a duration'],
    ['keps: { tell: true }', 'keps.tell: expected a duration such as 7d, or false'],
    ['keps: { tell: 1m }', 'keps.tell: 1m is too short'],
    ['keps: { branches: main }', 'did you mean branch?'],
    ['keps: { releases: [v1.7] }', 'keps.releases.0: there is no release "v1.7"'],
    ['keps: { releases: [v1.5] }', 'none of its releases tracks enhancements'],
    [
      'gates: { docs: { type: enhancement-sign-off } }',
      'there are no documents to decide it by (add keps: {})',
    ],
    ['kinds: { kep: { filter: kep } }', '"kep" names another section'],
  ])('"%s" is told: %s', (more, words) => {
    expect(problemOf(file(more))).toContain(words);
  });

  it('are in the example', () => {
    const { keps } = load(readFileSync('signalman.example.yml', 'utf8'));
    expect(keps).toEqual({ every: 15 * minute, branch: 'master', tell: 7 * day });
  });
});
