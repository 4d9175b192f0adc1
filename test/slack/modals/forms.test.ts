/** What the forms of an incident show, and in which words. */
import { describe, expect, it } from '@jest/globals';
import type { Source } from '../../../src/domain/incident/event.js';
import { section } from '../../../src/slack/blocks/parts/block.js';
import { correctView } from '../../../src/slack/modals/incident/correct.js';
import { type DeclareForm, declareView, newerView } from '../../../src/slack/modals/incident/declare.js';
import { previewView } from '../../../src/slack/modals/incident/preview.js';
import { resolveView } from '../../../src/slack/modals/incident/resolve.js';
import type { Modal } from '../../../src/slack/modals/modal.js';
import { noon } from '../../builders/issue.js';
import { markupOf } from '../blocks/checks.js';
import { incident, mei, nora, settings, updated } from './incident.js';

const linesOf = (view: Modal): string[] => markupOf(view).flatMap((text) => text.split('\n'));
interface Shown {
  optional: boolean;
  hint?: { text: string };
  element: Record<string, unknown>;
}
const fieldOf = (view: Modal, id: string) =>
  view.blocks.find((block) => block.block_id === id) as unknown as Shown;

const source: Source = {
  channel: 'C1',
  ts: '1489683600.000100',
  author: nora,
  url: 'https://x.slack.com/p1',
};

describe('the form of a declaration', () => {
  const form = (given: Partial<DeclareForm> = {}): DeclareForm => ({
    settings: settings(),
    releases: ['v1.6', 'v1.5'],
    open: [],
    by: 'U1',
    known: 0,
    message: null,
    typed: null,
    ...given,
  });

  it('shows first what is open, five at most, each with a button to join it', () => {
    const view = declareView(form({ open: [9, 8, 7, 6, 5, 4, 3].map((id) => incident(id)), known: 9 }));
    expect(linesOf(view)[0]).toBe('*Already open: is it one of these?*');
    expect(linesOf(view)[1]).toBe('*Incident 9* · S1 · rev 1');
    const joins = view.blocks.flatMap(({ accessory }) => (accessory ? [accessory as { value: string }] : []));
    expect(joins.map(({ value }) => value)).toEqual(['9', '8', '7', '6', '5']);
    expect(linesOf(view)).toContain('and 2 more that are open');
  });

  it('takes its first words from a message, and names it', () => {
    const text = `The cache is gone\nIt was deleted by the installer.`;
    const view = declareView(form({ message: { source, text } }));
    expect(fieldOf(view, 'title').element.initial_value).toBe('The cache is gone');
    expect(fieldOf(view, 'impact').element.initial_value).toBe(text);
    expect(linesOf(view)).toContain('From <https://x.slack.com/p1|this message> of <@U2> in <#C1>');
  });

  it('begins with the first release, whoever declares in command, and no severity', () => {
    const view = declareView(form());
    expect(fieldOf(view, 'release').element.initial_option).toMatchObject({ value: 'v1.6' });
    expect(fieldOf(view, 'commander').element.initial_user).toBe('U1');
    expect(fieldOf(view, 'severity').element).not.toHaveProperty('initial_option');
  });

  it('says at its top that it is under embargo, where that was asked for', () => {
    const nothing = { title: '', severity: null, release: 'v1.6', versions: '', impact: '', workaround: '' };
    const typed = {
      ...nothing,
      noWorkaround: false,
      issue: '',
      commander: 'U1',
      nextUpdateBy: null,
      source: null,
    };
    const embargo = { channel: 'C9', lift: [] };
    const first = (on: boolean) =>
      linesOf(
        declareView(form({ settings: settings({ embargo }), typed: { ...typed, embargo: on } as never })),
      )[0];
    expect(first(true)).toContain('Under embargo.');
    expect(first(false) ?? '').not.toContain('Under embargo.');
  });

  it('begins in its first field, unless what is open has to be looked at first', () => {
    const begun = (view: Modal) => fieldOf(view, 'title').element.focus_on_load;
    expect(begun(declareView(form()))).toBe(true);
    expect(begun(declareView(form({ message: { source, text: 'x' } })))).toBe(true);
    expect(begun(declareView(form({ open: [incident(9)] })))).toBeUndefined();
  });

  it('offers a hundred releases, with the one that was chosen among them', () => {
    const releases = Array.from({ length: 150 }, (_, at) => `v1.${at}`);
    const typed = { ...declaration, release: 'v1.140' };
    const { options, initial_option: chosen } = fieldOf(
      declareView(form({ releases, typed })),
      'release',
    ).element;
    expect(options).toHaveLength(100);
    expect(chosen).toMatchObject({ value: 'v1.140' });
  });

  it('says who was quicker, and asks again', () => {
    const view = newerView(form({ known: 11 }), [incident(12)]);
    expect(linesOf(view)[0]).toBe(
      ':warning: *mei has just declared incident 12:* The installer deletes the cache',
    );
    expect(view.submit?.text).toBe('Another one: declare');
    expect(JSON.parse(view.private_metadata)).toEqual({ known: 12 });
  });
});

const declaration = {
  ...{
    title: 't',
    severity: 's1',
    release: 'v1.6',
    versions: 'v',
    impact: 'i',
    workaround: '',
    noWorkaround: true,
  },
  ...{ issue: '', commander: 'U1', nextUpdateBy: null, source: null },
};

describe('the preview', () => {
  const it3 = incident(3);
  const line = (copies: number, pinged: string[], waits = false) =>
    linesOf(
      previewView(
        { incident: it3, head: { text: 'x', blocks: [] }, copies, pinged, waits },
        { input: { text: 'x', base: 1, nextUpdateBy: null }, of: null },
      ),
    )[0];

  it('says who gets it', () => {
    expect(line(0, [])).toBe('*It edits the head.* It will say:');
    expect(line(1, ['C1'])).toBe('*It edits the head and 1 copy; <#C1> gets a reply.* It will say:');
    expect(line(33, ['C1', 'C2'])).toBe(
      '*It edits the head and 33 copies; <#C1> and <#C2> get a reply.* It will say:',
    );
    expect(line(33, ['C1'], true)).toBe('*It goes to <@U1> for approval first.* It would say:');
  });

  it('shows the head without anything that can be pressed', () => {
    const blocks = [
      { ...section('facts'), accessory: { type: 'overflow', action_id: 'more', options: [] } },
      { type: 'actions', elements: [] },
    ];
    const packed = { input: { text: 'x', base: 1, nextUpdateBy: null }, of: null };
    const view = previewView(
      { incident: it3, head: { text: 'x', blocks }, copies: 0, pinged: [], waits: true },
      packed,
    );
    expect(view.blocks[2]).toEqual(section('facts'));
    expect(JSON.stringify(view.blocks)).not.toContain('action_id');
    expect([view.submit?.text, view.close.text]).toEqual(['Ask for approval', 'Back']);
  });
});

describe('the form of the all-clear', () => {
  it('saves while something is missing, and then wants to know how', () => {
    const saving = resolveView({
      incident: incident(3),
      settings: settings(),
      missing: { criteria: ['a'], confirmations: ['commander'] },
    });
    expect([saving.submit?.text, fieldOf(saving, 'text').optional]).toEqual(['Save', true]);
    expect(linesOf(saving)[0]).toBe('Still missing: 1 tick and 1 confirmation. "Save" keeps what is ticked.');
    const clear = resolveView({
      incident: incident(3),
      settings: settings(),
      missing: { criteria: [], confirmations: [] },
    });
    expect([clear.submit?.text, fieldOf(clear, 'text').optional]).toEqual(['All clear', false]);
  });

  it('shows who has confirmed, who has not, and what is ticked', () => {
    const it3 = incident(3, {}, [
      { by: mei, event: { kind: 'confirmed', role: 'commander' } },
      { by: mei, event: { kind: 'ticked', criterion: 'It was seen to work', on: true } },
    ]);
    const view = resolveView({
      incident: it3,
      settings: settings(),
      missing: { criteria: ['x'], confirmations: ['release-lead'] },
    });
    expect(linesOf(view)).toEqual(
      expect.arrayContaining([
        ':white_check_mark: The commander: mei',
        ':hourglass: The release lead: not yet',
      ]),
    );
    expect(fieldOf(view, 'criteria').element.initial_options).toMatchObject([
      { value: 'It was seen to work' },
    ]);
  });
});

describe('the form of a correction', () => {
  it('offers what was said and still holds, the newest first', () => {
    const it3 = incident(3, {}, [
      updated('wrong'),
      { by: mei, event: { kind: 'handed-over', to: nora, reason: '' } },
      { by: mei, event: { kind: 'corrected', of: 2, reason: 'no', text: 'right', facts: {} } },
    ]);
    const view = correctView({
      incident: it3,
      settings: settings(),
      due: noon,
      typed: null,
      meanwhile: null,
      of: null,
    });
    const { options } = fieldOf(view, 'of').element;
    expect(options).toMatchObject([{ value: '4' }, { value: '1' }]);
    expect(JSON.stringify(options)).toContain('rev 4 · correction by mei: right');
  });

  it('promises no further update of what is over', () => {
    const over = incident(3, {}, [{ by: mei, event: { kind: 'resolved', text: 'done', lingering: 'none' } }]);
    const view = correctView({
      incident: over,
      settings: settings(),
      due: noon,
      typed: null,
      meanwhile: null,
      of: null,
    });
    expect(fieldOf(view, 'nextUpdateBy')).toBeUndefined();
  });
});
