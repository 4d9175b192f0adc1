/** Any incident with any text in it: Slack takes every message and every edit, and nobody is called by what was typed. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Saying } from '../../../../src/domain/delivery.js';
import { missingForAllClear } from '../../../../src/domain/incident/end.js';
import type { Draft, IncidentEvent, Source } from '../../../../src/domain/incident/event.js';
import { longest } from '../../../../src/domain/incident/words.js';
import { timelineMarkdown } from '../../../../src/report/incident-timeline.js';
import { incidentList } from '../../../../src/slack/blocks/incident/list.js';
import { incidentRenderer } from '../../../../src/slack/blocks/incident/renderer.js';
import { incidentShow } from '../../../../src/slack/blocks/incident/show.js';
import { timelineMessage } from '../../../../src/slack/blocks/incident/timeline.js';
import { hostileTexts } from '../../../builders/arbitraries.js';
import { markupOf } from '../checks.js';
import {
  at,
  declared,
  expectTaken,
  type Happened,
  incident,
  jacob,
  nora,
  proposed,
  settings,
  shown,
  zone,
} from './shown.js';

const renderer = incidentRenderer;
const fillings = [
  ...hostileTexts,
  ...['&', '<', '>', '"', '\\', '\n', 'a\nb ', '👩‍🚀', '\u202e\u200f', '~', '*_`', '\u0001', '@here ', 'x'],
  'https://example.com/<!here>?a=1&b=2_ ',
];

/** As long as a form lets it be, by code points, and made of anything. */
const filled: fc.Arbitrary<(field: keyof typeof longest) => string> = fc
  .array(
    fc.oneof(fc.constantFrom(...fillings), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) => (field) => {
    const text = parts.join('');
    const points = [...text.repeat(Math.ceil(longest[field] / [...text].length))].slice(0, longest[field]);
    const whole = points.join('').replace(/\p{Surrogate}/gu, '');
    return (field === 'title' ? whole.replace(/\s+/g, ' ').trim() : whole.trim()) || 'x';
  });

const ends = [
  'none',
  'resolved',
  'retracted',
  'merged',
  'reopened',
  'corrected',
  'corrected-late',
  'handed-over',
] as const;
const source = (word: string): Source => ({
  ...{ channel: 'C02NODE', ts: '1.2', url: 'https://k8s.slack.com/archives/C02NODE/p12' },
  author: { id: 'x<!channel>', name: word },
});

/** Everything that is said of an incident in which every field is as long as it may be. */
function everything(
  word: (field: keyof typeof longest) => string,
  end: (typeof ends)[number],
  isLinked: boolean,
) {
  const by = { id: '<!channel>', name: word('owner') };
  const commander = { id: 'U01JACOB', name: word('owner') };
  const facts = {
    ...{
      title: word('title'),
      versions: word('versions'),
      impact: word('impact'),
      workaround: word('workaround'),
    },
    ...{ action: word('action'), owner: word('owner'), commander },
    issue: { name: word('title'), url: `https://github.com/${'a'.repeat(100)}/b/issues/1` },
  };
  const reason = word('reason');
  const text = word('text');
  // As long, and other words.
  const other = (field: keyof typeof longest) => `${word(field).slice(0, -2)}o`;
  const change = {
    ...{ title: other('title'), impact: other('impact'), workaround: other('workaround') },
    ...{ action: other('action'), owner: other('owner'), versions: other('versions') },
    ...{
      severity: 's3',
      fix: 'waiting' as const,
      issue: { name: other('title'), url: 'https://x.y/b/issues/1' },
    },
  };
  // An update that changes everything it may.
  const rephrased = {
    ...{ title: word('title'), impact: word('impact'), workaround: '', action: '' },
    ...{ owner: `${word('owner').slice(0, -3)}new`, versions: word('versions'), fix: 'merged' as const },
  };
  const draft = (why: Draft['why']): Draft => ({
    id: why,
    by,
    text,
    facts: { ...facts, ...change },
    base: 1,
    why,
  });
  const last: Record<(typeof ends)[number], IncidentEvent[]> = {
    none: [],
    resolved: [{ kind: 'resolved', text, lingering: word('lingering') }],
    retracted: [{ kind: 'retracted', reason }],
    merged: [{ kind: 'merged', into: 9, title: word('title'), url: null, reason }],
    reopened: [
      { kind: 'resolved', text, lingering: word('lingering') },
      { kind: 'reopened', reason, nextUpdateBy: at(4, 4, '12:00') },
    ],
    corrected: [
      {
        kind: 'corrected',
        of: 1,
        reason,
        text: other('text'),
        facts: { title: other('reason').slice(0, 140) },
      },
      { kind: 'corrected', of: 2, reason, text: other('text'), facts: change },
    ],
    'corrected-late': [
      { kind: 'resolved', text, lingering: word('lingering') },
      { kind: 'corrected', of: 1, reason, text: other('text'), facts: { ...change, issue: null } },
    ],
    'handed-over': [{ kind: 'handed-over', to: commander, reason }],
  };
  const noted = (index: number): IncidentEvent => ({
    kind: 'noted',
    entry: {
      id: `e${index}`,
      at: index % 3 === 0 ? null : at(3, 29, '12:00') + index,
      approximate: index % 2 === 0,
      text: word('entry'),
      by,
      source: source(word('owner')),
    },
  });
  const later: IncidentEvent[] = [
    ...Array.from({ length: 12 }, (_, index) => noted(index)),
    { kind: 'joined', from: 14, title: word('title'), places: ['C1'] },
    { kind: 'drafted', draft: draft('approval') },
    { kind: 'drafted', draft: draft('proposal') },
    { kind: 'mended', place: 'head', destination: 'C01INCIDENTS', what: 'gone' },
    ...last[end],
  ];
  const happened: Happened[] = [
    { ...declared(facts), by },
    { ...proposed, by, event: { kind: 'updated', text, facts: rephrased, draftedBy: by } },
    ...later.map((event) => ({ at: at(3, 29, '19:30'), by, event })),
  ];
  const of = incident(happened);
  const links = { head: 'https://k8s.slack.com/p1', discussion: 'https://k8s.slack.com/p2', survivor: null };
  const given = shown(of, {
    settings: settings({ exitCriteria: [word('reason'), `2 ${word('entry')}`] }),
    ...(isLinked
      ? { links }
      : { links: { head: null, discussion: null, survivor: 'https://k8s.slack.com/p9' } }),
  });
  const receipt = {
    ...{ delivered: 1, all: 41, open: 0 },
    failed: Array.from({ length: 40 }, (_, index) => ({ destination: `C${index}`, reason: word('reason') })),
  };
  const reminded = { kind: 'reminded', due: at(3, 29, '21:00'), count: 3, escalated: true } as const;
  const closed = { kind: 'draft-closed', draft: 'approval', outcome: 'refused', reason } as const;
  const lines = [
    noted(1),
    { kind: 'ticked', criterion: word('entry'), on: true },
    { kind: 'joined', from: 14, title: word('title'), places: [] },
    { kind: 'entry-removed', entry: 'e1', reason },
  ] satisfies IncidentEvent[];
  const said: (Saying | null)[] = [
    renderer.head(given, receipt),
    ...[renderer.copy(given), renderer.left(given), renderer.outside(given), renderer.discussion(given)],
    ...of.revisions.flatMap((one) => [renderer.update(given, one), renderer.ping(given, one)]),
    ...(['approval', 'proposal'] as const).map((why) => renderer.draft(given, draft(why), null, null)),
    renderer.draft(given, draft('approval'), closed, by),
    ...[renderer.reminder(given, reminded, [word('owner')]), renderer.escalation(given, reminded)],
    renderer.brought(given, { text: word('text').repeat(10), source: source(word('owner')) }),
    ...lines.map((event) => renderer.line(given, event, by)),
    incidentList(
      Array.from({ length: 40 }, (_, id) => ({ ...of, id: id + 1 })),
      given.settings,
      new Map([[1, links.head]]),
      0,
    ),
    incidentShow(given, receipt, missingForAllClear(of, given.settings), at(4, 4, '12:00')),
    timelineMessage(of, zone),
  ];
  return { said: said.filter((one) => one !== null), of };
}

const filledWith = (text: string, length: number): string =>
  [...text.repeat(length)]
    .slice(0, length)
    .join('')
    .replace(/\p{Surrogate}/gu, '') || 'x';

const anything = fc.tuple(filled, fc.constantFrom(...ends), fc.boolean());

describe('any incident', () => {
  it('is made of messages that Slack takes and lets be edited', () => {
    fc.assert(
      fc.property(anything, ([word, end, isLinked]) => {
        for (const one of everything(word, end, isLinked).said) expectTaken(one);
      }),
      { numRuns: 25 },
    );
  });

  it.each(fillings)('is so too where all of it is %j', (text) => {
    const word = (field: keyof typeof longest) => filledWith(text, longest[field]);
    for (const end of ['none', 'retracted', 'corrected', 'corrected-late'] as const)
      for (const one of everything(word, end, true).said) expectTaken(one);
  });

  it('calls nobody but the commander', () => {
    fc.assert(
      fc.property(anything, ([word, end, isLinked]) => {
        for (const { text, blocks } of everything(word, end, isLinked).said) {
          const calls = [text, ...markupOf(blocks)].flatMap(
            (markup) => markup.match(/<[@!](?!date)[^>]*>/g) ?? [],
          );
          for (const call of calls) expect(call).toBe('<@U01JACOB>');
          expect(JSON.stringify(blocks)).not.toMatch(/"type":"(user|usergroup|broadcast|channel)"/);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('strikes every line of what was retracted, and leaves no mark open', () => {
    fc.assert(
      fc.property(filled, (word) => {
        const { said } = everything(word, 'retracted', true);
        const [first] = markupOf(said[0]?.blocks).slice(0, 1);
        for (const line of first?.split('\n').slice(1) ?? []) expect(line).toMatch(/^(~[^~]+~?|)$|^[^~]*$/);
        for (const markup of said.slice(0, 2).flatMap((one) => markupOf(one.blocks)))
          for (const line of markup.split('\n')) expect((line.match(/~/g) ?? []).length % 2).toBe(0);
      }),
      { numRuns: 15 },
    );
  });

  it('leaves no mark open where it was corrected, in any place', () => {
    fc.assert(
      fc.property(filled, fc.constantFrom('corrected' as const, 'corrected-late' as const), (word, end) => {
        const { said, of } = everything(word, end, true);
        // The head, the copies, and both messages of each revision.
        const shown = said.slice(0, 5 + 2 * of.revisions.length);
        const marked = shown.flatMap(({ blocks }) => markupOf(blocks));
        expect(marked.join('')).toContain('*Correction*');
        for (const line of marked.flatMap((markup) => markup.split('\n')))
          expect((line.match(/~/g) ?? []).length % 2).toBe(0);
      }),
      { numRuns: 15 },
    );
  });

  /** The first two that are said are the head and a copy. */
  const expectOneRevision = ({ said, of }: ReturnType<typeof everything>) => {
    const found = said
      .slice(0, 2)
      .map((one) => /\*rev \d+, as of [^*]+\*/.exec(JSON.stringify(one.blocks))?.[0]);
    expect(found[0]).toBeDefined();
    expect(found[0]).toContain(`rev ${of.revisions.length},`);
    expect(found[1]).toBe(found[0]);
  };

  it('has a head and copies with the same revision and the same moment', () => {
    fc.assert(
      fc.property(anything, ([word, end, isLinked]) => expectOneRevision(everything(word, end, isLinked))),
      { numRuns: 20 },
    );
  });

  it.each(fillings)('has so too where all of it is %j', (text) => {
    const word = (field: keyof typeof longest) => filledWith(text, longest[field]);
    for (const end of ['none', 'corrected', 'corrected-late'] as const)
      for (const isLinked of [true, false]) expectOneRevision(everything(word, end, isLinked));
  });

  it('has a timeline of which every line of the file is a quote', () => {
    fc.assert(
      fc.property(filled, (word) => {
        const file = timelineMarkdown(everything(word, 'none', true).of, zone);
        const lines = file
          .split('\n')
          .slice(4)
          .filter((line) => line !== '');
        for (const line of lines)
          expect(line).toMatch(/^(>( .*)?|\*\*(\d{4}\/\d\d\/\d\d|No time yet)\*\*)$/u);
        expect(file).not.toMatch(/@(?!\u200b)/);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a person', () => {
  it('whose id is none is named, and not called', () => {
    const by = { id: 'U1> <!channel', name: '<!here>' };
    const of = shown(incident([{ ...declared(), by }]));
    expect(JSON.stringify(renderer.head(of, null).blocks)).toContain('Declared by &lt;!here&gt;');
    const owners = [jacob.id, ` ${nora.id} `, 'U01 and me', 'S01TEAM'].map(
      (owner) =>
        /\*Being done\*.*?(?=\\n|")/.exec(
          JSON.stringify(renderer.head(shown(incident([declared({ owner })])), null)),
        )?.[0],
    );
    expect(owners).toEqual([
      '*Being done*  in the hands of <@U01JACOB>',
      '*Being done*  in the hands of <@U01NORA>',
      '*Being done*  in the hands of U01 and me',
      '*Being done*  in the hands of S01TEAM',
    ]);
  });
});
