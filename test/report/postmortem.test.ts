/** The post-mortem of kubeadm 1.6.0 as it was published, and that ours has its headings in its order and its entries. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IncidentEvent, Recorded } from '../../src/domain/incident/event.js';
import { fold } from '../../src/domain/incident/fold.js';
import type { LinkedItem, Sight } from '../../src/domain/incident/github-events.js';
import type { Person } from '../../src/domain/person.js';
import { documentOf } from '../../src/domain/postmortem/document.js';
import type { ActionType } from '../../src/domain/postmortem/event.js';
import { postMortemMarkdown } from '../../src/report/postmortem.js';
import { hostileText } from '../builders/arbitraries.js';
import { incidentFacts } from '../builders/incident.js';
import { days, published } from '../builders/seed-001.js';
import { entries, wall, zone } from '../domain/incident/kubeadm.js';

const pipejakob: Person = { id: 'U0JACOB', name: 'pipejakob' };
const roberthbailey: Person = { id: 'U0BOB', name: 'roberthbailey' };
const at = (text: string) => wall(`2017-${text}`);
const repository = 'kubernetes/kubernetes';
const pull = (number: number, title: string) => ({
  ...{ name: `${repository}#${number}`, title },
  url: `https://github.com/${repository}/pull/${number}`,
});

function sight(what: Sight['what'], when: string, by: string | null, more: Partial<Sight> = {}): Sight {
  return { what, at: at(when), by, branch: null, tag: null, url: null, ...more };
}

const linked = (
  item: ReturnType<typeof pull>,
  as: LinkedItem['as'],
  of: string | null = null,
): IncidentEvent => ({
  kind: 'linked',
  item,
  as,
  of,
});
const seen = (number: number, one: Sight): IncidentEvent => ({
  kind: 'seen',
  item: `${repository}#${number}`,
  sight: one,
});
const action = (id: number, text: string, type: ActionType, issue: string | null): IncidentEvent => ({
  kind: 'action-added',
  action: {
    ...{ id: `a${id}`, text, type, owner: id === 1 ? pipejakob : null, login: null, due: null },
    issue:
      issue === null ? null : { name: issue, url: `https://github.com/${issue.replace('#', '/issues/')}` },
  },
});

/** As it was told in the thread; what no pull request or tag shows was entered by hand. */
const story: [when: string, by: Person | null, event: IncidentEvent][] = [
  [
    '03-28 22:40',
    pipejakob,
    {
      kind: 'declared',
      source: null,
      facts: incidentFacts({
        ...{ title: 'kubeadm 1.6.0 release', versions: '1.6.0', commander: pipejakob, nextUpdateBy: null },
        impact: 'Initialization of a new 1.6.0 master using kubeadm.',
        issue: { name: 'kubernetes/kubeadm#212', url: 'https://github.com/kubernetes/kubeadm/issues/212' },
      }),
    },
  ],
  ['03-28 22:40', null, { kind: 'announced', places: ['C0RELEASE'] }],
  [
    '03-29 09:00',
    pipejakob,
    { kind: 'updated', text: 'Still looking.', facts: { nextUpdateBy: at('03-29 12:00') }, draftedBy: null },
  ],
  ['03-29 10:00', null, { kind: 'reminded', due: at('03-29 12:00'), count: 1, escalated: false }],
  ['03-29 10:30', null, { kind: 'pinned' }],
  [
    '03-29 11:00',
    pipejakob,
    { kind: 'updated', text: 'The kubelet says NotReady.', facts: { fix: 'cause-known' }, draftedBy: null },
  ],
  [
    '03-29 20:00',
    null,
    {
      kind: 'seen',
      item: 'kubernetes/kubeadm#212',
      sight: sight('opened', '03-28 22:40', 'jimmycuadra'),
    },
  ],
  ['03-29 20:00', pipejakob, linked(pull(43824, 'Tolerate node network not being ready'), 'fix')],
  ['03-29 20:01', pipejakob, linked(pull(43835, "don't wait for first kubelet to be ready"), 'fix')],
  ['03-29 20:02', pipejakob, linked(pull(43837, 'Cherry-pick'), 'cherry-pick', `${repository}#43835`)],
  ['03-29 20:03', null, seen(43824, sight('opened', '03-29 13:04', 'kensimon'))],
  ['03-29 20:03', null, seen(43835, sight('opened', '03-29 18:29', 'mikedanese'))],
  ['03-29 20:03', null, seen(43837, sight('opened', '03-29 18:51', 'mikedanese'))],
  ['03-30 16:57', null, seen(43835, sight('merged', '03-30 16:57', 'mikedanese', { branch: 'master' }))],
  ['03-31 00:26', null, seen(43837, sight('merged', '03-31 00:26', 'mikedanese', { branch: 'release-1.6' }))],
  ['04-03 13:32', null, seen(43837, sight('released', '04-03 13:32', 'enisoc', { tag: 'v1.6.1' }))],
  [
    '04-03 13:32',
    pipejakob,
    { kind: 'resolved', text: 'kubeadm waits for the node to register only.', lingering: 'none' },
  ],
  ...entries
    .filter(
      (one) => one.at >= at('03-28 22:40') && !/ opens | reports | merged to | releases /.test(one.text),
    )
    .map(({ at: when, text }, index): [string, Person, IncidentEvent] => [
      '04-04 10:00',
      roberthbailey,
      {
        kind: 'noted',
        entry: {
          ...{ id: `e${index}`, at: when, approximate: false, text },
          by: roberthbailey,
          source: null,
        },
      },
    ]),
  [
    '04-05 10:00',
    pipejakob,
    {
      kind: 'section-written',
      section: 'root-causes',
      text: `Changed in kubernetes/kubernetes#43474.\n\n- one\n- two`,
    },
  ],
  [
    '04-05 10:00',
    pipejakob,
    {
      kind: 'lesson-added',
      lesson: {
        id: 'l1',
        list: 'wrong',
        text: 'It never passed.\n- On master only\n- Without CNI',
        by: pipejakob,
        source: null,
      },
    },
  ],
  ...[
    action(1, 'Add end-to-end postsubmit tests', 'detect', null),
    action(2, 'Add end-to-end presubmit tests', 'prevent', 'kubernetes/kubeadm#250'),
    action(3, 'Add variants with bridge', 'prevent', 'kubernetes/kubeadm#218'),
    action(4, 'Notify the SIG', 'detect', 'kubernetes/test-infra#2555'),
    action(5, 'Define who triages', 'prevent', 'kubernetes/kubeadm#251'),
    action(6, 'Do not remove old versions', 'mitigate', 'kubernetes/kubeadm#252'),
    action(7, 'Define a release process', 'prevent', 'kubernetes/kubeadm#252'),
    action(8, 'Document incident response', 'mitigate', 'kubernetes/community#564'),
  ].map((event): [string, Person, IncidentEvent] => ['04-05 11:00', pipejakob, event]),
  [
    '04-06 11:00',
    pipejakob,
    { kind: 'action-done', action: 'a1', at: at('04-06 11:00'), how: 'said', reason: '' },
  ],
];
const record: Recorded[] = story.map(([when, by, event], index) => ({
  seq: index + 1,
  at: at(when),
  by,
  event,
}));

const markdownOf = (recorded: readonly Recorded[]) =>
  postMortemMarkdown(documentOf(fold(1, recorded), recorded, { zone, web: 'https://github.com' }));
const headings = (text: string) => [...text.matchAll(/^\*\*([^*]+)\*\*/gm)].map(([, one]) => one ?? '');

describe('the post-mortem of kubeadm 1.6.0', () => {
  const text = markdownOf(record);

  it('has the published headings in their order, and its days', () => {
    if (process.env.SHOW) process.stderr.write(text);
    expect(text).toMatch(/^Postmortem: kubeadm 1\.6\.0 release\n=+\n/);
    expect(headings(text)).toEqual([...published, ...days]);
    expect(text).toContain('All times are in 24-hour PST8PDT.');
    expect(text).toContain('**Status:** \\[**draft** | pending feedback | final\\]');
  });

  it('tells how long it took, with days', () => {
    expect(text).toContain(
      'From the declaration on: announced at once, cause known after 12 h 20 min, fix merged after 1 d 18 h 17 min, fix released after 5 d 14 h 52 min, resolved after 5 d 14 h 52 min.',
    );
  });

  it('does not count what was corrected to say something else', () => {
    const said: [string, Person | null, IncidentEvent][] = [
      ...story.slice(0, 2),
      [
        '03-29 09:00',
        pipejakob,
        { kind: 'updated', text: 'Merged.', facts: { fix: 'merged' }, draftedBy: null },
      ],
      [
        '03-29 09:30',
        pipejakob,
        { kind: 'corrected', of: 2, reason: 'too early', text: 'Not yet.', facts: { fix: 'cause-known' } },
      ],
      [
        '03-29 12:00',
        pipejakob,
        { kind: 'updated', text: 'Now.', facts: { fix: 'merged' }, draftedBy: null },
      ],
    ];
    const told = markdownOf(
      said.map(([when, by, event], index) => ({ seq: index + 1, at: at(when), by, event })),
    );
    expect(told).toContain('cause known after 10 h 20 min, fix merged after 13 h 20 min.');
  });

  it('has the ten entries from the report to the release at their times, whoever told them', () => {
    const told = [...text.matchAll(/^(?:\*\*2017\/(\d\d\/\d\d)\*\*|> (\d\d:\d\d) (.*))$/gm)];
    let day = '';
    const lines = told.flatMap(([, date, clock, words]) => {
      day = date ?? day;
      return clock ? [`${day} ${clock} ${words}`] : [];
    });
    const own = /declares the incident|The kubelet says|gives the all-clear/;
    expect(lines.filter((one) => !own.test(one)).map((one) => one.slice(0, 11))).toEqual([
      ...['03/28 22:40', '03/29 13:04', '03/29 18:29', '03/29 18:51', '03/30 16:57', '03/30 21:57'],
      ...['03/31 00:26', '03/31 11:34', '03/31 16:30', '04/03 13:32'],
    ]);
    expect(lines.at(-1)).toContain('gives the all-clear');
    expect(lines.at(-2)).toContain('v1.6.1');
  });

  it('leaves out what only kept people waiting, and what Signalman did', () => {
    expect(text).not.toContain('Still looking');
    expect(text).not.toMatch(/remind|pinned|rev \d/i);
    expect(text).toContain('> 11:00 The kubelet says NotReady. (cause known)');
  });

  it('has once what Signalman proposed to say and what it was seen by; what the commander worded stays', () => {
    const draft = (id: string, text: string): IncidentEvent => ({
      kind: 'drafted',
      draft: { id, by: null, text, facts: { fix: 'merged' }, base: 1, why: 'seen' },
    });
    const update = (text: string): IncidentEvent => ({
      ...{ kind: 'updated', text, facts: { fix: 'merged' }, draftedBy: null },
    });
    const told = (drafted: string, said: string, more: [string, Person | null, IncidentEvent][] = []) => {
      const all = [
        ...story.slice(0, 14),
        ['03-30 17:20', null, draft(`seen-merged-43835-${at('03-30 16:57')}`, drafted)] as const,
        ['03-30 17:22', pipejakob, update(said)] as const,
        ...more,
      ];
      return markdownOf(all.map(([when, by, event], index) => ({ seq: index + 1, at: at(when), by, event })));
    };
    const words = 'Fix merged to master: kubernetes#43835.';
    expect(told(words, words)).toContain('merged to master by mikedanese');
    expect(told(words, words)).not.toContain('17:22');
    expect(told(words, 'Merged, at last.')).toContain('17:22 Merged, at last. (fix merged)');
    // Where its line went with the link, somebody has to tell it.
    const item = `${repository}#43835`;
    const unlinked: IncidentEvent = { kind: 'unlinked', item, reason: 'by mistake' };
    expect(told(words, words, [['03-30 18:00', pipejakob, unlinked]])).toContain(
      '17:22 Fix merged to master',
    );
  });

  it('has who took part, in Slack and on GitHub, and nobody twice', () => {
    expect(text).toContain('**Owners:** pipejakob\n');
    expect(text).toContain('**Collaborators:** roberthbailey, kensimon, mikedanese\n');
  });

  it('has the eight action items with their types and issues', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.includes('**'));
    expect(rows).toHaveLength(8);
    expect(rows[0]).toBe('| Add end-to-end postsubmit tests | detect | pipejakob | DONE |');
    expect(rows[1]).toBe(
      '| Add end-to-end presubmit tests | prevent |  | [kubernetes/kubeadm\\#250](https://github.com/kubernetes/kubeadm/issues/250) |',
    );
  });

  it('says who reported it where', () => {
    expect(text).toContain(
      '**Detection:** jimmycuadra reported it as [kubernetes/kubeadm\\#212](https://github.com/kubernetes/kubeadm/issues/212).',
    );
  });

  it('links what is named, and sets lists as they were typed', () => {
    expect(text).toContain(
      '**Root Causes:** Changed in [kubernetes/kubernetes\\#43474](https://github.com/kubernetes/kubernetes/issues/43474).\n\n- one\n- two\n',
    );
    expect(text).toContain('- It never passed.\n\n  - On master only\n  - Without CNI\n');
    expect(text).toContain(
      '([kubernetes/kubernetes\\#43835](https://github.com/kubernetes/kubernetes/pull/43835))',
    );
  });
});

describe('whatever people type', () => {
  it('changes no heading, mentions nobody and breaks out of no cell', () => {
    fc.assert(
      fc.property(hostileText(), (typed) => {
        const text = typed.trim() === '' ? 'x' : typed;
        const hostile: Recorded[] = record.map((one) =>
          one.event.kind === 'lesson-added'
            ? { ...one, event: { ...one.event, lesson: { ...one.event.lesson, text } } }
            : one.event.kind === 'section-written'
              ? { ...one, event: { ...one.event, text } }
              : one.event.kind === 'action-added'
                ? { ...one, event: { ...one.event, action: { ...one.event.action, text } } }
                : one.event.kind === 'noted'
                  ? { ...one, event: { ...one.event, entry: { ...one.event.entry, text } } }
                  : one,
        );
        const written = markdownOf(hostile);
        expect(headings(written)).toEqual([...published, ...days]);
        expect(written).not.toMatch(/(?<!\\)<|@(?!\u200b)/);
        const table = written.split('\n').filter((line) => line.startsWith('|'));
        for (const row of table) expect(row.split(/(?<!\\)\|/)).toHaveLength(6);
      }),
      { numRuns: 300 },
    );
  });
});
