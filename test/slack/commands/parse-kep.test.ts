/** `/release-status kep 1234`, however people write it, and `features` of one group. */
import { describe, expect, it } from '@jest/globals';
import { UserFault } from '../../../src/domain/fault.js';
import { parseStatus } from '../../../src/slack/commands/parse-status.js';
import { release } from '../../builders/release.js';

const enhancements = { repository: 'acme/features', milestone: 'v1.6' };
const releases = [
  release({ name: 'v1.6', enhancements, readsDocuments: true }),
  release({ name: 'v1.5', enhancements }),
];
const parse = (text: string) => parseStatus(text, releases);
const codeOf = (text: string): string => {
  try {
    return `understood: ${JSON.stringify(parse(text))}`;
  } catch (error) {
    if (error instanceof UserFault) return error.code;
    throw error;
  }
};

describe('one enhancement', () => {
  it.each([
    ['kep 1234', null],
    ['KEP 1234', null],
    ['kep #1234', null],
    ['kep-1234', null],
    ['KEP-1234', null],
    ['kep#1234', null],
    ['kep KEP-1234', null],
    ['kep 01234', null],
    ['v1.6 kep 1234', 'v1.6'],
    ['1.5 KEP-1234', '1.5'],
    ['kep 1234 v1.6', 'v1.6'],
    ['KEP-1234 v1.6', 'v1.6'],
  ])('is asked for by "%s"', (text, name) => {
    expect(parse(text)).toEqual({ do: 'kep', release: name, number: 1234 });
  });

  it.each([
    ['kep', 'bad-number'],
    ['kep node', 'bad-number'],
    ['kep 0', 'bad-number'],
    ['kep -', 'bad-number'],
    ['kep-', 'bad-number'],
    ['kep 12345678', 'bad-number'],
    ['kep 1.5', 'bad-number'],
    ['kep 12 13', 'unknown-word'],
    ['v1.6 kep 12 v1.6', 'unknown-word'],
  ])('is not asked for by "%s": %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('is among the words that may be meant, where documents are read', () => {
    expect(() => parse('kepp')).toThrow('Did you mean `kep`?');
    expect(() => parseStatus('kepp', releases.slice(1))).not.toThrow('Did you mean `kep`?');
  });
});

describe('features', () => {
  it('of one group are asked for where documents are read', () => {
    expect(parse('features sig-node')).toEqual({
      ...{ do: 'show', release: null, section: 'features', about: 'sig-node' },
    });
    expect(parse('features v1.5')).toEqual({ do: 'show', release: 'v1.5', section: 'features' });
    expect(codeOf('v1.5 features node')).toBe('unknown-word');
  });
});
