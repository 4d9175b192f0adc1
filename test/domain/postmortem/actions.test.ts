/** Action items: what is wrong with what is typed, whom they are reminded of, and what their issues say. */
import { describe, expect, it } from '@jest/globals';
import { followedIssue } from '../../../src/domain/action-item.js';
import type { IncidentEvent } from '../../../src/domain/incident/event.js';
import type { Incident } from '../../../src/domain/incident/incident.js';
import {
  addAction,
  changeAction,
  endAction,
  fileAction,
  removeAction,
} from '../../../src/domain/postmortem/actions.js';
import { nagsDue } from '../../../src/domain/postmortem/nag.js';
import { day } from '../../../src/domain/time.js';
import { ann, ben, bySignalman, declared, incident } from '../../builders/incident.js';
import { contextAt, fresh, having, refusal, soon, wrongFields } from '../incident/scene.js';

const typed = {
  ...{ text: 'Add a test', type: 'prevent' as const, owner: null, login: null, due: '', issue: '' },
};
const context = contextAt(soon);
const withItem = (given: Partial<typeof typed> & object = {}): Incident =>
  having(fresh(), addAction(fresh(), { ...typed, ...given }, 'a', context));
const item = (one: Incident) => {
  const [first] = one.postmortem.actions;
  if (!first) throw new Error('there is none');
  return first;
};
const filed = { given: null, usual: 'acme/todo', labels: [], owners: new Set(['acme']) };

describe('an action item', () => {
  it('says everything that is wrong with it at once', () => {
    const wrong = { text: ' ', login: 'not a login', due: 'soonish', issue: 'what' };
    expect(wrongFields(() => addAction(fresh(), { ...typed, ...wrong }, 'a', context))).toEqual({
      text: 'Say what is to be done.',
      login: 'That is not a login on GitHub.',
      due: 'Write it as 2017-04-28.',
      issue: 'Write it as owner/name#123, as #123, or paste its address.',
    });
  });

  it('is one line, and not too long', () => {
    expect(item(withItem({ text: 'Add\n a  test' })).text).toBe('Add a test');
    expect(Object.keys(wrongFields(() => withItem({ text: 'x'.repeat(601) })))).toEqual(['text']);
  });

  it('is recorded only as far as it is changed', () => {
    expect(changeAction(withItem(), 'a', { text: 'Add a test', type: 'detect' }, context)).toEqual([
      { kind: 'action-changed', action: 'a', change: { type: 'detect' } },
    ]);
    expect(changeAction(withItem(), 'a', { text: ' Add a test ' }, context)).toEqual([]);
  });

  it('is given up with a reason only, and not taken out while it is being opened', () => {
    expect(wrongFields(() => endAction(withItem(), 'a', 'dropped', '', soon))).toEqual({
      reason: 'Say why it will not be done.',
    });
    const filing = having(withItem(), fileAction(withItem(), 'a', filed, false));
    expect(refusal(() => removeAction(filing, 'a', 'A mistake.')).code).toBe('being-filed');
  });

  it('is opened nowhere without a repository, in one that is none, or under embargo', () => {
    const one = withItem();
    expect(refusal(() => fileAction(one, 'a', { ...filed, usual: null }, false)).code).toBe('no-repository');
    expect(wrongFields(() => fileAction(one, 'a', { ...filed, given: '../x' }, false))).toEqual({
      repository: 'Write it as owner/name.',
    });
    for (const given of ['evil/todo', 'acme2/todo', 'ac/todo'])
      expect(wrongFields(() => fileAction(one, 'a', { ...filed, given }, false))).toEqual({
        repository: expect.stringContaining('only in repositories of acme'),
      });
    expect(fileAction(one, 'a', { ...filed, given: 'ACME/other' }, false)).toMatchObject([
      { repository: 'ACME/other' },
    ]);
    expect(refusal(() => fileAction({ ...one, isEmbargoed: true }, 'a', filed, false)).code).toBe('embargo');
  });

  it('does not hang on its issue once somebody has ended it by hand', () => {
    const done = having(withItem(), endAction(withItem(), 'a', 'said', '', soon));
    expect(followedIssue(item(done), 'open', soon)).toBeNull();
    expect(followedIssue(item(done), 'done', soon)).toBeNull();
    expect(followedIssue(item(withItem()), 'gone', soon)).toMatchObject({ how: 'dropped' });
  });
});

describe('who is reminded', () => {
  const due = (one: Incident, given: { left?: string[]; now?: number } = {}) =>
    nagsDue(one, { left: new Set(given.left), every: day, now: given.now ?? soon + day });
  const second: IncidentEvent = {
    kind: 'action-added',
    action: { id: 'b', text: 'Tell', type: 'detect', owner: ben, login: null, due: soon, issue: null },
  };

  it('is told in one message of all that they answer for', () => {
    const one = having(withItem({ text: 'One' }), [
      ...addAction(withItem(), { ...typed, text: 'Two' }, 'c', context),
      second,
    ]);
    expect(due(one)).toEqual({
      events: [
        { kind: 'actions-nagged', actions: ['a', 'c'], to: [ann.id], count: 1 },
        { kind: 'actions-nagged', actions: ['b'], to: [ben.id], count: 1 },
      ],
      inThread: [true, false],
    });
  });

  it('is nobody before it is time, and nobody again until it is time again', () => {
    const one = withItem();
    expect(due(one, { now: soon + day - 1 }).events).toEqual([]);
    const nagged = having(one, due(one).events, { at: soon + day });
    expect(due(nagged, { now: soon + 2 * day - 1 }).events).toEqual([]);
    expect(due(nagged, { now: soon + 2 * day }).events).toMatchObject([{ count: 2 }]);
  });

  it('is the thread alone where everybody has left', () => {
    expect(due(withItem(), { left: [ann.id] })).toMatchObject({ events: [{ to: [] }], inThread: [true] });
  });

  it('is nobody of what never was an incident', () => {
    const retracted = incident([
      declared(),
      bySignalman({ ...second, action: { ...second.action, owner: null } }),
      { by: ann, event: { kind: 'retracted', reason: 'A proxy.' } },
    ]);
    expect(due(retracted).events).toEqual([]);
  });
});
