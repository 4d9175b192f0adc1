/** What people type after `/incident` about a post-mortem, and what is made of it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../../src/domain/fault.js';
import { type IncidentCommand, parseIncident } from '../../../src/slack/commands/parse-incident.js';
import { hostileText } from '../../builders/arbitraries.js';

describe('/incident', () => {
  it.each<[string, IncidentCommand]>([
    ['postmortem', { do: 'postmortem', id: null }],
    ['post-mortem 12', { do: 'postmortem', id: 12 }],
    ['PostMortem #12', { do: 'postmortem', id: 12 }],
    ['action', { do: 'action', id: null, text: '' }],
    ['action 12 Add presubmit tests', { do: 'action', id: 12, text: 'Add presubmit tests' }],
    ['action Add presubmit tests', { do: 'action', id: null, text: 'Add presubmit tests' }],
    ['action list', { do: 'actions', id: null }],
    ['action 12 list', { do: 'actions', id: 12 }],
    ['action list 12', { do: 'actions', id: 12 }],
    ['actions 12', { do: 'actions', id: 12 }],
    ['action 12 list all flags', { do: 'action', id: 12, text: 'list all flags' }],
    ['lesson', { do: 'lesson', id: null, list: null, text: '' }],
    ['lesson 12 well found quickly', { do: 'lesson', id: 12, list: 'well', text: 'found quickly' }],
    ['lesson wrong: nobody was told', { do: 'lesson', id: null, list: 'wrong', text: 'nobody was told' }],
    ['lesson 12 Lucky', { do: 'lesson', id: 12, list: 'lucky', text: '' }],
    ['lesson nobody was told', { do: 'lesson', id: null, list: null, text: 'nobody was told' }],
  ])('understands "%s"', (text, expected) => expect(parseIncident(text)).toEqual(expected));

  it.each([
    ['postmortm', 'Did you mean `postmortem`?'],
    ['lessn', 'Did you mean `lesson`?'],
    ['postmortem 12 now', 'Nothing was expected after `postmortem`'],
    ['actions 12 now', 'Nothing was expected after `actions`'],
  ])('says what is wrong with "%s"', (text, part) => {
    expect(() => parseIncident(text)).toThrow(UserFault);
    expect(() => parseIncident(text)).toThrow(part);
  });

  it('understands anything, or says what is wrong', () => {
    const word = fc.constantFrom('postmortem', 'action', 'actions', 'lesson');
    fc.assert(
      fc.property(word, hostileText(80), (first, text) => {
        try {
          const { do: what } = parseIncident(`${first} ${text}`);
          expect(['postmortem', 'action', 'actions', 'lesson']).toContain(what);
        } catch (error) {
          expect(error).toBeInstanceOf(UserFault);
        }
      }),
    );
  });
});
