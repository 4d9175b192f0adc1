/** What is shown of release notes: the overview, the gaps in pages, and the section beside the verdict. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Gap } from '../../../../src/domain/release-notes/gap.js';
import { type GapFilter, gapCodes } from '../../../../src/domain/release-notes/gap-list.js';
import type { Message } from '../../../../src/slack/blocks/parts/block.js';
import { gapsMessage } from '../../../../src/slack/blocks/release-notes/gaps.js';
import { type NotesShown, notesOverview } from '../../../../src/slack/blocks/release-notes/overview.js';
import { notesStatusMessage } from '../../../../src/slack/blocks/release-notes/section.js';
import { hostileText } from '../../../builders/arbitraries.js';
import { release } from '../../../builders/release.js';
import { gap, notesEvidence } from '../../../builders/remembering-notes.js';
import { evidence, status } from '../../../builders/status.js';
import { expectSlackTakesIt, markupOf, textsOf } from '../checks.js';

const shown = (gaps: Gap[], given: Partial<NotesShown> = {}): NotesShown => ({
  release: release(),
  evidence: notesEvidence({ gaps }),
  proposed: null,
  hasRepository: true,
  mayWriteOut: true,
  ...given,
});
const all: GapFilter = { by: 'all' };
const look = (gaps: Gap[], filter: GapFilter = all, page = 0, logins: string[] = []) =>
  gapsMessage(shown(gaps), { filter, page, logins });
const words = (message: Message) => textsOf(message.blocks).join('\n');

const three = [
  gap({ number: 1, groups: ['node'], owners: ['zoe'], blocks: false }),
  gap({ number: 2, groups: ['network'], owners: ['max'] }),
  gap({ number: 3, groups: ['network'], owners: ['ada'], code: 'none-on-deprecation' }),
  gap({ number: 4, groups: [], owners: [] }),
];

describe('the overview', () => {
  it('says how many notes, NONE and missing there are, and how far the docs are', () => {
    const text = words(notesOverview(shown(three)));
    expect(text).toContain('*310 merged pull requests:* 212 notes · 81 NONE · *17 missing*');
    expect(text).toContain('6 of the notes ask users to act · 3 more were taken back');
    expect(text).toContain(
      '*Docs:* 27 of 33 enhancements have a pull request · 14 ready for review or merged · 9 merged',
    );
  });

  it('names the first gaps by group, the group with most that blocks first, and those of no group last', () => {
    const text = words(notesOverview(shown(three)));
    const places = [
      '*SIG Network* · 2 gaps, all of them serious',
      '*SIG Node* · 1 gap',
      '*No SIG* · 1 gap, serious',
    ];
    const found = places.map((one) => text.indexOf(one));
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(text).toContain(':red_circle:  <https://github.com/acme/rocket/pull/3|#3> Cool the engine');
    expect(text).toContain('Neither a note nor NONE · no owner');
  });

  it('says when it was read, what is not known, and where the draft is proposed', () => {
    const proposed = {
      name: 'acme/sig-release#7',
      url: 'https://github.com/acme/sig-release/pull/7',
      edition: 4,
    };
    const problem = 'GitHub does not answer';
    const text = words(
      notesOverview(shown([], { proposed, evidence: notesEvidence({ gaps: [], problem }) })),
    );
    expect(text).toContain('no gaps');
    expect(text).toContain(
      'draft proposed in <https://github.com/acme/sig-release/pull/7|acme/sig-release#7>, edition 4',
    );
    expect(text).toContain(':warning: GitHub does not answer');
    expect(words(notesOverview(shown([], { evidence: notesEvidence({ readAt: null }) })))).toContain(
      'Not read yet',
    );
  });

  it('offers to publish only where there is a place for it and to whom may, and no buttons at all to the channel', () => {
    expect(JSON.stringify(notesOverview(shown(three)))).toContain('notes_publish');
    expect(JSON.stringify(notesOverview(shown(three, { hasRepository: false })))).not.toContain(
      'notes_publish',
    );
    const reader = JSON.stringify(notesOverview(shown(three, { mayWriteOut: false })));
    for (const refused of ['notes_publish', 'notes_draft']) expect(reader).not.toContain(refused);
    expect(reader).toContain('notes_gaps');
    const shared = notesOverview(shown(three), 'U0MAX');
    expect(words(shared)).toContain('Shared by <@U0MAX>');
    expect(JSON.stringify(shared)).not.toContain('"actions"');
  });
});

describe('the section of the verdict', () => {
  it('has the figures and says that no gate looks at them', () => {
    const text = words(
      notesStatusMessage({ ...status({}), evidence: evidence({ releaseNotes: notesEvidence() }) }),
    );
    expect(text).toContain('*17 missing*');
    expect(text).toContain('No gate of this release looks at its notes');
  });

  it('says where they are not set up', () => {
    expect(words(notesStatusMessage(status({})))).toContain('Release notes are not set up for v1.6.');
  });
});

describe('the gaps', () => {
  it('stand by group and then by owner, each note with a button that writes it', () => {
    const { blocks } = look(three);
    const texts = blocks.flatMap((block) => (block.type === 'section' ? textsOf(block)[0] : [])).join('\n');
    const order = ['*SIG Network*', '|#3>', '|#2>', '*SIG Node*', '|#1>', '*No SIG*', '|#4>'].map((one) =>
      texts.indexOf(one),
    );
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const values = blocks.flatMap(
      ({ accessory }) => (accessory as { value?: string } | undefined)?.value ?? [],
    );
    expect(values).toEqual(['v1.6#3', 'v1.6#2', 'v1.6#1', 'v1.6#4']);
  });

  it('of enhancements lead to their issue and say what to do', () => {
    const one = gap({
      ...{ code: 'feature-docs', number: 9, repository: 'acme/features', title: 'Better fins' },
      ...{ url: 'https://github.com/acme/features/issues/9', text: 'No pull request for its documentation' },
      todo: 'Open one against the docs, and link it in the issue',
    });
    const text = words(look([one]));
    expect(text).toContain('<https://github.com/acme/features/issues/9|acme/features#9> Better fins');
    expect(text).toContain('Open one against the docs, and link it in the issue');
    expect(text).not.toContain('Write the note');
  });

  it.each<[GapFilter, string[]]>([
    [{ by: 'blocking' }, ['#3', '#2', '#4']],
    [{ by: 'mine' }, ['#2']],
    [{ by: 'code', code: 'none-on-deprecation' }, ['#3']],
    [{ by: 'group', group: 'node' }, ['#1']],
    [{ by: 'group', group: null }, ['#4']],
  ])('can be looked through: %j', (filter, expected) => {
    const text = words(look(three, filter, 0, ['MAX']));
    expect([...text.matchAll(/\|(#\d)>/g)].map(([, name]) => name)).toEqual(expected);
  });

  it('say that nothing is missing', () => {
    expect(words(look([]))).toContain('Nothing is missing.');
    expect(words(look(three, { by: 'mine' }))).toContain('Nothing is missing of yours. Thank you.');
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      gap({ number: at + 1, groups: [`group-${at % 40}`], owners: [`owner-${at % 300}`] }),
    );

  it('are all named on some page, each once', () => {
    const gaps = many(400);
    const seen: string[] = [];
    for (let page = 0; ; page++) {
      const message = look(gaps, all, page);
      seen.push(...[...words(message).matchAll(/\|(#\d+)>/g)].map(([, name]) => name ?? ''));
      if (!JSON.stringify(message).includes('notes_page:next')) break;
    }
    expect(seen.length).toBe(400);
    expect(new Set(seen).size).toBe(400);
  });

  it('fit on every page, though there are 5,000 of them', () => {
    const gaps = many(5000);
    for (const page of [0, 7, 9999]) expectSlackTakesIt(look(gaps, all, page));
    // Whoever turns further than there are pages sees the last one.
    expect(look(gaps, all, 9999).text).toMatch(/\((\d+) of \1\)/);
  });
});

const hostileGap = fc.record({
  code: fc.constantFrom(...gapCodes),
  repository: fc.constantFrom('acme/rocket', 'acme/features', null),
  number: fc.option(fc.integer({ min: 1, max: 999_999 })),
  title: hostileText(400),
  url: fc.option(fc.oneof(fc.webUrl(), hostileText(80))),
  owners: fc.array(hostileText(60), { maxLength: 5 }),
  groups: fc.array(hostileText(60), { maxLength: 3 }),
  text: hostileText(400),
  todo: hostileText(400),
  blocks: fc.boolean(),
});

describe('whatever pull requests say', () => {
  it('Slack takes every message, and nothing in it acts or pings', () => {
    fc.assert(
      fc.property(
        fc.array(hostileGap, { maxLength: 40 }),
        hostileText(200),
        hostileText(90),
        (gaps, text, name) => {
          const named = { release: release({ name: name.trim() || 'v1.6' }) };
          const about = shown(gaps, {
            ...named,
            evidence: notesEvidence({ gaps, problem: text }),
            proposed: { name: text, url: text, edition: 1 },
          });
          for (const message of [
            notesOverview(about),
            notesOverview(about, 'U0MAX'),
            gapsMessage(about, { filter: all, page: 0, logins: [] }),
            gapsMessage(about, { filter: { by: 'group', group: text }, page: 3, logins: [] }),
          ]) {
            expectSlackTakesIt(message);
            const markup = markupOf(message.blocks).join('\n').replace('<@U0MAX>', '');
            expect(markup).not.toMatch(/<[@!](?!date)/);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
