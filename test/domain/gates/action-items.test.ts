/** Open action items of past incidents hold the next release back, where that is configured. */
import { describe, expect, it } from '@jest/globals';
import type { KnownAction } from '../../../src/domain/gates/action-items.js';
import type { ActionItemsGate } from '../../../src/domain/gates/gate.js';
import { day } from '../../../src/domain/time.js';
import { decideVerdict } from '../../../src/domain/verdict.js';
import { noon } from '../../builders/issue.js';
import { release } from '../../builders/release.js';
import { evidence } from '../../builders/status.js';

const gate: ActionItemsGate = {
  ...{ id: 'lessons', type: 'action-items', types: ['prevent'], incidents: 'before' },
  ...{ reason: 'Action items of past incidents are open', actions: [], blocks: true },
};
const known = (given: Partial<KnownAction> = {}): KnownAction => ({
  ...{ incident: 3, title: 'kubeadm hangs', release: 'v1.5', url: 'https://acme.slack.com/archives/C1/p1' },
  ...{
    id: 'a1',
    text: 'Add a test',
    type: 'prevent',
    owner: null,
    due: null,
    issue: null,
    raisedBy: ['U0ANN'],
  },
  ...given,
});
const found = (actionItems: KnownAction[] | null, given: Partial<ActionItemsGate> = {}) => {
  const of = release({ name: 'v1.6', gates: [{ ...gate, ...given }] });
  const { findings } = decideVerdict(of, evidence({ actionItems }), noon);
  const one = findings.find(({ type }) => type === 'action-items');
  if (!one) throw new Error('there is no such finding');
  return one;
};

describe('the gate for action items', () => {
  it('holds when all of them are done, and is not known before they were read', () => {
    expect(found([])).toMatchObject({ state: 'go', value: 0 });
    expect(found(null)).toMatchObject({ state: 'unknown', value: null });
  });

  it('names each that is open, with what shows it and a key that waivers go by', () => {
    const issue = { name: 'acme/rocket#7', url: 'https://github.com/acme/rocket/issues/7' };
    const finding = found([known(), known({ id: 'a2', issue, owner: 'ben', due: noon - day })]);
    expect(finding).toMatchObject({
      state: 'no-go',
      detail: '2 open, 0 allowed; 1 without an owner; 1 overdue',
      evidence: [
        { title: 'incident 3', url: 'https://acme.slack.com/archives/C1/p1' },
        { title: 'acme/rocket#7', url: issue.url },
      ],
      parts: [
        { key: 'action:3/a1', title: 'Incident 3: Add a test (no owner)', raisedBy: ['U0ANN'] },
        { key: 'action:3/a2', url: issue.url },
      ],
    });
  });

  it('asks only for the kinds it is configured for', () => {
    expect(found([known({ type: 'detect' })])).toMatchObject({ state: 'go' });
    expect(found([known({ type: 'detect' })], { types: ['detect'] })).toMatchObject({ state: 'no-go' });
  });

  it.each([
    ['v1.5', 'no-go'],
    ['1.5.6', 'no-go'],
    ['v1.6', 'go'],
    ['v1.6.1', 'go'],
    ['v1.10', 'go'],
    ['winter', 'no-go'],
  ])('goes by what was learned before: of %s it is %s', (name, state) => {
    expect(found([known({ release: name })]).state).toBe(state);
    expect(found([known({ release: name })], { incidents: 'all' }).state).toBe('no-go');
  });
});
