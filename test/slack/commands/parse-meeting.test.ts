/** What people type after `/release-meeting`, and what is made of it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../../src/domain/fault.js';
import { type MeetingCommand, parseMeeting } from '../../../src/slack/commands/parse-meeting.js';
import { hostileText } from '../../builders/arbitraries.js';

const series = ['release-team', 'bug-triage'];

describe('/release-meeting', () => {
  it.each<[string, MeetingCommand]>([
    ['', { do: 'agenda', series: null }],
    ['Release-Team', { do: 'agenda', series: 'release-team' }],
    ['bug-triage agenda', { do: 'agenda', series: 'bug-triage' }],
    ['add Code Freeze', { do: 'add', text: 'Code Freeze', series: null }],
    [
      'release-team add notes of the docs team',
      { do: 'add', text: 'notes of the docs team', series: 'release-team' },
    ],
    ['add', { do: 'add', text: '', series: null }],
    ['notes', { do: 'notes', to: null, series: null }],
    ['notes file', { do: 'notes', to: 'file', series: null }],
    ['notes pull request', { do: 'notes', to: 'pull-request', series: null }],
    ['actions', { do: 'actions', series: null }],
    ['end', { do: 'end', series: null }],
    ['cancel nobody is there', { do: 'cancel', reason: 'nobody is there', series: null }],
    ['move', { do: 'move', when: '', reason: '', series: null }],
    ['move Friday 14:00', { do: 'move', when: 'Friday 14:00', reason: '', series: null }],
    [
      'move to 2017-03-20 9:00z: away',
      { do: 'move', when: '2017-03-20 9:00z', reason: 'away', series: null },
    ],
    ['help', { do: 'help' }],
  ])('understands "%s"', (text, expected) => expect(parseMeeting(text, series)).toEqual(expected));

  it.each([
    ['agend', 'Did you mean `agenda`?'],
    ['release-tem', 'Did you mean `release-team`?'],
    ['end now', 'Nothing was expected after `end`'],
    ['notes everywhere', 'there is "everywhere"'],
    ['move tomorrow', 'a day and a time are needed'],
  ])('says what is wrong with "%s"', (text, part) => {
    expect(() => parseMeeting(text, series)).toThrow(UserFault);
    expect(() => parseMeeting(text, series)).toThrow(part);
  });

  it('understands anything, or says what is wrong', () => {
    const word = fc.constantFrom('', 'release-team ', 'move ', 'notes ', 'add ', 'constructor ');
    fc.assert(
      fc.property(word, hostileText(80), (first, rest) => {
        try {
          expect(parseMeeting(first + rest, series).do).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(UserFault);
        }
      }),
    );
  });
});
