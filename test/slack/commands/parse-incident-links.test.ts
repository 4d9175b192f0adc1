/** `/incident link` and its like: what is the incident, and what is named. */
import { describe, expect, it } from '@jest/globals';
import { UserFault } from '../../../src/domain/fault.js';
import { parseIncident } from '../../../src/slack/commands/parse-incident.js';

describe('what belongs to an incident', () => {
  it.each([
    ['link 12 #43835', { do: 'link', as: 'fix', id: 12, items: '#43835' }],
    ['link #43835', { do: 'link', as: 'fix', id: null, items: '#43835' }],
    ['link #43835 #43824', { do: 'link', as: 'fix', id: null, items: '#43835 #43824' }],
    ['fix 12 a/b#1, a/b#2', { do: 'link', as: 'fix', id: 12, items: 'a/b#1, a/b#2' }],
    [
      'duplicate 12 https://github.com/a/b/issues/3',
      { do: 'link', as: 'duplicate', id: 12, items: 'https://github.com/a/b/issues/3' },
    ],
    ['dup a/b#3', { do: 'link', as: 'duplicate', id: null, items: 'a/b#3' }],
    [
      'unlink 12 #43824 it was discarded',
      { do: 'unlink', id: 12, item: '#43824', reason: 'it was discarded' },
    ],
    ['unlink #43824', { do: 'unlink', id: null, item: '#43824', reason: '' }],
    ['links 12', { do: 'links', id: 12 }],
    ['links', { do: 'links', id: null }],
    ['link', { do: 'form', form: 'link', id: null, text: '' }],
    ['link 12', { do: 'form', form: 'link', id: 12, text: '' }],
    ['duplicate 12', { do: 'form', form: 'duplicate', id: 12, text: '' }],
    ['close-duplicate 12 #43815', { do: 'form', form: 'close-duplicate', id: 12, text: '#43815' }],
    ['close-duplicate #43815', { do: 'form', form: 'close-duplicate', id: null, text: '#43815' }],
  ])('%s', (text, meant) => {
    expect(parseIncident(text)).toEqual(meant);
  });

  it.each(['unlink', 'unlink 12', 'links 12 too', 'lnik #3'])(
    '%s is answered with what would be right',
    (text) => {
      expect(() => parseIncident(text)).toThrow(UserFault);
    },
  );
});
