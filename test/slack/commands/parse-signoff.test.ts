/** What people type after `/release-signoff`, and what is made of it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../../src/domain/fault.js';
import { parseSignoff, type SignoffCommand } from '../../../src/slack/commands/parse-signoff.js';
import { hostileText } from '../../builders/arbitraries.js';
import { release } from '../../builders/release.js';

const releases = [release({ name: 'v1.6' }), release({ name: 'v1.7' })];
const parse = (text: string) => parseSignoff(text, releases);
const go = (conditions: string | null, name: string | null = null): SignoffCommand => ({
  do: 'go',
  conditions,
  release: name,
});

function faultOf(text: string): UserFault {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UserFault) return error;
    throw error;
  }
  throw new Error(`was understood: ${text}`);
}

describe('/release-signoff', () => {
  it.each<[string, SignoffCommand]>([
    ['', { do: 'help' }],
    ['help', { do: 'help' }],
    ['v1.6', { do: 'help' }],
    ['ask', { do: 'ask', candidate: '', release: null }],
    ['v1.7 ask v1.7.0-rc.1', { do: 'ask', candidate: 'v1.7.0-rc.1', release: 'v1.7' }],
    ['ask b202120', { do: 'ask', candidate: 'b202120', release: null }],
    ['go', go(null)],
    ['GO', go(null)],
    ['v1.7 go', go(null, 'v1.7')],
    ['go v1.7', go(null, 'v1.7')],
    ['go if #123 is merged', go('#123')],
    ['go if #123 and acme/rocket#4 are merged', go('#123 acme/rocket#4')],
    ['go if https://github.com/acme/rocket/pull/5 lands', go('https://github.com/acme/rocket/pull/5')],
    ['go if', go('')],
    ['no-go kubelet leaks', { do: 'no-go', reason: 'kubelet leaks', release: null }],
    ['no go kubelet leaks', { do: 'no-go', reason: 'kubelet leaks', release: null }],
    ['v1.6 no-go', { do: 'no-go', reason: '', release: 'v1.6' }],
    ['no-go v1.6 kubelet leaks', { do: 'no-go', reason: 'kubelet leaks', release: 'v1.6' }],
    [
      'no-go if it leaks it must not ship',
      { do: 'no-go', reason: 'if it leaks it must not ship', release: null },
    ],
    ['withdraw', { do: 'withdraw', release: null }],
    ['delegate', { do: 'delegate', release: null }],
    ['delegate end 3', { do: 'end-delegation', id: 3, release: null }],
    ['status', { do: 'status', release: null }],
    ['history v1.7', { do: 'history', release: 'v1.7' }],
    ['exception v1.7', { do: 'exception', release: 'v1.7' }],
  ])('understands "%s"', (text, expected) => expect(parse(text)).toEqual(expected));

  it.each([
    ['askk', 'Did you mean `ask`?'],
    ['witdraw', 'Did you mean `withdraw`?'],
    ['ask v1 v2', 'A candidate is a tag or a commit'],
    ['go maybe', 'begins with `if`'],
    ['withdraw now', 'Nothing was expected after `withdraw`'],
    ['delegate @ravi', 'The form asks who it is'],
    ['delegate end', 'The form asks who it is'],
  ])('says of "%s" what is wrong: %s', (text, message) => expect(faultOf(text).message).toContain(message));

  it('never takes a GO from a text that begins with something else', () => {
    fc.assert(
      fc.property(hostileText(60), (text) => {
        try {
          const { do: what } = parse(`no-go ${text}`);
          expect(what).toBe('no-go');
        } catch (error) {
          if (!(error instanceof UserFault)) throw error;
        }
      }),
    );
  });

  it('understands or refuses whatever is typed, and says in few words why', () => {
    fc.assert(
      fc.property(hostileText(200), (text) => {
        try {
          parse(text);
        } catch (error) {
          if (!(error instanceof UserFault)) throw error;
          expect(error.message.length).toBeLessThan(300);
        }
      }),
    );
  });
});
