/** What people type after `/release-notes`, and what is made of it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../../src/domain/fault.js';
import { type NotesCommand, parseReleaseNotes } from '../../../src/slack/commands/parse-release-notes.js';
import { hostileText } from '../../builders/arbitraries.js';
import { release } from '../../builders/release.js';

const releases = [release({ name: 'v1.6' }), release({ name: 'v1.7' }), release({ name: '12' })];
const parse = (text: string) => parseReleaseNotes(text, releases);

function faultOf(text: string): UserFault {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UserFault) return error;
    throw error;
  }
  throw new Error(`was understood: ${text}`);
}

describe('/release-notes', () => {
  it.each<[string, NotesCommand]>([
    ['', { do: 'overview', release: null }],
    ['  ', { do: 'overview', release: null }],
    ['v1.7', { do: 'overview', release: 'v1.7' }],
    ['help', { do: 'help' }],
    ['?', { do: 'help' }],
    ['v1.7 help', { do: 'help' }],
    ['gaps', { do: 'gaps', filter: '', release: null }],
    ['GAPS', { do: 'gaps', filter: '', release: null }],
    ['v1.7 gaps', { do: 'gaps', filter: '', release: 'v1.7' }],
    ['gaps v1.7', { do: 'gaps', filter: '', release: 'v1.7' }],
    ['gaps blocking', { do: 'gaps', filter: 'blocking', release: null }],
    ['gaps SIG API Machinery v1.7', { do: 'gaps', filter: 'SIG API Machinery', release: 'v1.7' }],
    ['gaps v1.7 mine', { do: 'gaps', filter: 'mine', release: 'v1.7' }],
    ['draft', { do: 'draft', release: null }],
    ['draft v1.6', { do: 'draft', release: 'v1.6' }],
    ['v1.6 publish', { do: 'publish', release: 'v1.6' }],
    ['write #123', { do: 'write', number: 123, release: null }],
    ['write 123', { do: 'write', number: 123, release: null }],
    ['write 12', { do: 'write', number: 12, release: null }],
    ['write #12', { do: 'write', number: 12, release: null }],
    ['v1.7 write #123', { do: 'write', number: 123, release: 'v1.7' }],
    ['write v1.7 #123', { do: 'write', number: 123, release: 'v1.7' }],
    ['write #123 v1.7', { do: 'write', number: 123, release: 'v1.7' }],
    ['write acme/rocket#123', { do: 'write', number: 123, release: null }],
    ['write https://github.com/acme/rocket/pull/5', { do: 'write', number: 5, release: null }],
  ])('understands "%s"', (text, expected) => expect(parse(text)).toEqual(expected));

  it.each([
    ['gasp', 'unknown-word', 'Did you mean `gaps`?'],
    ['publsh', 'unknown-word', 'Did you mean `publish`?'],
    ['v1.8', 'unknown-word', 'Did you mean `v1.6`?'],
    ['v1.7 v1.6', 'unknown-word', 'does not know "v1.6"'],
    ['draft now', 'unknown-word', 'Nothing was expected after `draft`, and there is "now".'],
    ['write', 'bad-number', 'For which pull request?'],
    ['write it', 'bad-number', '"it" is not the number of a pull request.'],
    ['write #0', 'bad-number', 'not the number'],
    ['write #12345678901', 'bad-number', 'not the number'],
  ])('answers "%s" with what would be right', (text, code, part) => {
    const fault = faultOf(text);
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(part);
    expect(fault.hint).not.toBe('');
  });

  it('understands or explains whatever is typed', () => {
    fc.assert(
      fc.property(hostileText(80), (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserFault);
        }
      }),
    );
  });
});
