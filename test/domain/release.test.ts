/** Finding a release by what people type, and filling texts with its names. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../src/domain/fault.js';
import { fill, findRelease, groupName, type Release, version } from '../../src/domain/release.js';
import { release } from '../builders/release.js';

const releases = [
  release({ name: 'v1.36', aliases: ['next', 'Main'] }),
  release({ name: 'v1.35.2', aliases: ['1.35-patch'] }),
  release({ name: 'rocket-2' }),
];
const faultOf = (name: string | null, among: Release[] = releases): UserFault => {
  try {
    findRelease(among, name);
  } catch (error) {
    if (error instanceof UserFault) return error;
    throw error;
  }
  throw new Error(`${name} was found`);
};

describe('a release', () => {
  it.each<[string | null, string]>([
    [null, 'v1.36'],
    ['v1.36', 'v1.36'],
    ['1.36', 'v1.36'],
    ['V1.36', 'v1.36'],
    [' v1.36 ', 'v1.36'],
    ['NEXT', 'v1.36'],
    ['main', 'v1.36'],
    ['v1.35-patch', 'v1.35.2'],
    ['1.35.2', 'v1.35.2'],
    ['Rocket-2', 'rocket-2'],
  ])('is found by %j: %s', (typed, name) => {
    expect(findRelease(releases, typed).name).toBe(name);
  });

  it.each([
    ['v1.63', 'Did you mean v1.36?'],
    ['rocket', 'Did you mean rocket-2?'],
    ['v', 'There is no release "v" here.'],
    ['vnext', 'There is no release "vnext" here.'],
    ['', 'There is no release "" here.'],
  ])('%j is not one, and the nearest is named', (typed, message) => {
    const fault = faultOf(typed);
    expect(fault.code).toBe('unknown-release');
    expect(fault.message).toContain(message);
    expect(fault.hint).toBe('Releases: v1.36, v1.35.2, rocket-2');
  });

  it('is missing where none is configured', () => {
    expect(faultOf(null, []).code).toBe('unknown-release');
  });

  it('is found or answered with a fault, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4000 }), (typed) => {
        try {
          expect(releases).toContain(findRelease(releases, typed));
        } catch (error) {
          expect(error).toBeInstanceOf(UserFault);
          expect((error as UserFault).message.length).toBeLessThan(200);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a text with names in braces', () => {
  it.each<[string, Partial<Release>, string]>([
    [
      '{milestone} {version} {release}',
      { name: 'r', issues: { repository: 'a/b', milestone: 'v1.6' } },
      'v1.6 1.6 r',
    ],
    [
      '{repository}/{enhancements}',
      { enhancements: { repository: 'c/d', milestone: 'x' } },
      'acme/rocket/c/d',
    ],
    ['into {next}', {}, 'into v1.6.1 or v1.7'],
    ['into {next}', { nextMilestones: [] }, 'into the next'],
    ['{unknown} {constructor} {} {mile stone}', {}, '{unknown} {constructor} {} {mile stone}'],
    ['{milestone}', { issues: { repository: 'a/b', milestone: '{release} $& $1' } }, '{release} $& $1'],
  ])('%j is filled', (text, given, filled) => {
    expect(fill(text, release(given))).toBe(filled);
  });

  it.each([
    ['v1.6', '1.6'],
    ['1.6', '1.6'],
    ['vNext', 'vNext'],
    ['2.0 v3', '2.0 v3'],
  ])('the version of milestone %s is %s', (milestone, number) => {
    expect(version(release({ issues: { repository: 'a/b', milestone } }))).toBe(number);
  });
});

describe('the name of a group', () => {
  it.each([
    ['ui', 'UI'],
    ['api-machinery', 'Api Machinery'],
    ['node', 'Node'],
    ['übung-x', 'Übung X'],
    ['a--b', 'A  B'],
    ['constructor', 'Constructor'],
    ['__proto__', '__proto__'],
  ])('for %s is %s', (slug, name) => {
    const groups = { noun: 'SIG', prefix: 'sig/', rows: null, names: { ui: 'UI' }, owners: {} };
    expect(groupName(groups, slug)).toBe(name);
  });
});
