/** The alert's message, its news and its escalation: what they say, what can be pressed, and that nothing in them acts. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CiRenderer } from '../../../../src/app/ports/ci.js';
import type { Alert } from '../../../../src/domain/ci/alert.js';
import type { ShownAlert } from '../../../../src/domain/ci/shown-alert.js';
import type { Saying } from '../../../../src/domain/delivery.js';
import { day, hour } from '../../../../src/domain/time.js';
import { alertIn } from '../../../../src/slack/blocks/ci/deeds.js';
import { ciRenderer } from '../../../../src/slack/blocks/ci/renderer.js';
import { job, sha } from '../../../builders/ci.js';
import { noon } from '../../../builders/issue.js';
import { asMessage, expectSlackTakesIt, markupOf, textsOf } from '../checks.js';
import { anyNews, anyShown, shownAlert } from './shown.js';

const renderer: CiRenderer = ciRenderer;
const everything = ({ text, blocks }: Saying): string => [text, ...textsOf(blocks)].join('\n');
const said = (given: Partial<Alert> = {}, more: Partial<ShownAlert> = {}) =>
  everything(renderer.alert(shownAlert(given, more)));
const ids = ({ blocks }: Saying): string[] =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"(\w+)"/g)].map(([, id]) => id ?? '');
const pressable = (given: Partial<Alert> = {}, more: Partial<ShownAlert> = {}) =>
  ids(renderer.alert(shownAlert(given, more)));
const ada = { id: 'U0ADA', name: 'Ada', at: noon };

describe('the message of an alert', () => {
  it('makes sense in one line of a notification', () => {
    expect(renderer.alert(shownAlert()).text).toBe(
      'kind-master (blocking) is red since 16 March 2017, 04:00 PDT, between aaaaaaaaa and bbbbbbbbb. It holds back v1.6.',
    );
  });

  it('says what turned red, since when, what brought it, whom it concerns and what fails', () => {
    const all = said({ runs: 3 }, { job: job('rg', { url: 'https://testgrid.example/t' }) });
    expect(all).toContain('*<https://testgrid.example/t|kind-master>* of blocking');
    expect(all).toMatch(/red since <!date\^1489662000\^[^|]*\|16 March 2017, 04:00 PDT> \(3 runs\)/);
    expect(all).toContain(
      '<https://github.com/acme/rocket/compare/aaaaaaaaa...bbbbbbbbb|between aaaaaaaaa and bbbbbbbbb>',
    );
    expect(all).toContain('*Holds back* v1.6');
    expect(all).toContain('*Owner* node');
    expect(all).toContain('1 test fails\nTestA');
    expect(all).toContain('In the team’s zone: since 16 March 2017, 04:00 PDT');
  });

  it('has no link to commits where the repository is not known', () => {
    expect(said({}, { repository: null })).toContain('(1 run), between aaaaaaaaa and bbbbbbbbb');
  });

  it.each([
    [0, [], []],
    [1, ['1 test fails', 'T0'], ['more at the job']],
    [2, ['2 tests fail', 'T0', 'T1'], ['more at the job']],
    [200, ['200 tests fail', 'T9', 'and 190 more at the job'], ['T10']],
  ])('with %d failing tests names the first ten, and how many more', (count, there, notThere) => {
    const lines = said({ tests: Array.from({ length: count }, (_, at) => `T${at}`) }).split('\n');
    for (const one of there) expect(lines).toContain(one);
    for (const one of notThere) expect(lines.join('\n')).not.toContain(one);
    if (count === 0) expect(lines.join('\n')).not.toMatch(/tests? fail/);
  });

  it('names the linked issue; otherwise the one that seems to be about it, as a guess; otherwise that there is none', () => {
    const suggested = {
      number: 9,
      title: 'TestA is *flaky*',
      url: 'https://github.com/acme/rocket/issues/9',
    };
    const issues = ['https://github.com/acme/rocket/issues/7'];
    expect(said({ issues }, { suggested })).toContain('*Issue* <https://github.com/acme/rocket/issues/7|#7>');
    expect(said({ issues }, { suggested })).not.toContain('Perhaps');
    expect(said({}, { suggested })).toContain(
      '*Perhaps* <https://github.com/acme/rocket/issues/9|#9> TestA is ∗flaky∗',
    );
    expect(said()).toContain('*Issue* none is known');
  });

  it.each<[string, Partial<Alert>, string[]]>([
    ['acknowledged', { acknowledged: ada }, ['Ada looks after it since']],
    [
      'silenced',
      { silenced: { ...ada, until: noon + day } },
      ['Silenced until', '17 March 2017, 05:00 PDT', 'Ada'],
    ],
    [
      'recovering',
      { stage: 'recovering', greens: 1 },
      ['kind-master recovers', '1 of 3 green runs in a row', '1 test failed'],
    ],
    [
      'recovered',
      { stage: 'recovered', endedAt: noon },
      ['kind-master is green again', '16 March 2017, 05:00 PDT'],
    ],
    ['a flake', { stage: 'flake', endedAt: noon }, ['was red once: a flake', 'It passed on the same commit']],
    ['red once more', { reopened: 2 }, ['Red again for the 2nd time']],
    ['escalated', { escalatedAt: noon }, ['The release lead was told']],
  ])('says that it is %s', (_, given, there) => {
    for (const one of there) expect(said(given)).toContain(one);
  });

  it('calls nobody, whoever did something with it', () => {
    expect(said({ acknowledged: ada, silenced: { ...ada, until: noon + day } })).not.toContain('U0ADA');
  });

  it('offers what can be done, and nothing once it is over', () => {
    expect(pressable()).toEqual(['ci_acknowledge', 'ci_silence', 'ci_file', 'ci_word']);
    expect(pressable({ acknowledged: ada })).not.toContain('ci_acknowledge');
    expect(pressable({ issues: ['https://github.com/acme/rocket/issues/7'] })).not.toContain('ci_file');
    expect(pressable({}, { repository: null })).not.toContain('ci_file');
    expect(pressable({ stage: 'recovering' })).toContain('ci_silence');
    expect(pressable({ stage: 'recovered', endedAt: noon })).toEqual([]);
  });

  it('says at its menu which alert is meant, in another block with each edition', () => {
    const blockOf = (edition: number) => {
      const actions = renderer.alert(shownAlert({ edition })).blocks.at(-1) as { block_id: string };
      return actions.block_id;
    };
    expect(alertIn(blockOf(1))).toBe(shownAlert().alert.id);
    expect(blockOf(2)).not.toBe(blockOf(1));
    expect(alertIn('else')).toBeNull();
  });

  it('has a button with a form for a silence where the name is too long for a menu', () => {
    expect(pressable({ id: 'x'.repeat(300) })).toContain('ci_silence_form');
    expect(pressable({ id: 'x'.repeat(2001) })).toEqual([]);
  });
});

describe('news of an alert', () => {
  const shown = shownAlert();
  it('has each piece in its line', () => {
    const saying = renderer.news(shown, [
      { kind: 'reopened', times: 1 },
      { kind: 'tests', names: ['TestB', 'TestC'] },
      { kind: 'range', range: { good: sha('c'), bad: sha('d') } },
      { kind: 'issues', urls: ['https://github.com/acme/rocket/issues/7'] },
      { kind: 'day', days: 2 },
    ]);
    expect(saying.text).toBe(
      'kind-master: red again; 2 more failing tests; what is known of the cause: between ccccccccc and ddddddddd; 1 issue is linked; red for 2 days.',
    );
    const all = everything(saying);
    expect(all).toContain('2 more tests fail: TestB, TestC');
    expect(all).toContain('/compare/ccccccccc...ddddddddd|between ccccccccc and ddddddddd>');
    expect(all).toContain('Linked: <https://github.com/acme/rocket/issues/7|#7>');
    expect(all).toContain('Red for 2 days, and nobody said that they look after it');
  });
});

describe('the word to the release lead', () => {
  it('says what holds the release back, whose it is, and whether somebody looks after it', () => {
    const late = { since: noon - 3 * day };
    const all = everything(renderer.escalation(shownAlert(late)));
    expect(all).toContain('kind-master has been red for too long');
    expect(all).toContain('It holds back v1.6.');
    expect(all).toContain('Its owner is node.');
    expect(all).toContain('Nobody said that they look after it.');
    const taken = everything(
      renderer.escalation(shownAlert({ ...late, acknowledged: { ...ada, at: noon - hour } })),
    );
    expect(taken).toContain('Ada looks after it since');
  });
});

describe('any alert', () => {
  const harmless = (saying: Saying) => {
    const message = asMessage(saying);
    expectSlackTakesIt(message);
    expect(message.text.length).toBeLessThanOrEqual(3900);
    for (const markup of [message.text, ...markupOf(message.blocks)])
      expect(markup).not.toMatch(/<[@!#](?!date\^)/);
    expect(JSON.stringify(message.blocks)).not.toMatch(
      /"(user|usergroup|broadcast|channel)_id"|javascript:[^"]*"[,}].*"url"/,
    );
    for (const [, url] of JSON.stringify(message.blocks).matchAll(/"url":"([^"]*)"/g))
      expect(url).toMatch(/^https?:/);
  };

  it('is taken by Slack, and nobody is called by it', () => {
    fc.assert(
      fc.property(anyShown, (shown) => harmless(renderer.alert(shown))),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('has news and an escalation of which the same is true', () => {
    fc.assert(
      fc.property(anyShown, anyNews, (shown, news) => {
        harmless(renderer.news(shown, news));
        harmless(renderer.escalation(shown));
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});
