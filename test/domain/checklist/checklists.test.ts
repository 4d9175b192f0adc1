/** Checklists as they stand: what counts, who ticked it, and what nobody can say. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChecklistSetting } from '../../../src/domain/checklist/checklist.js';
import {
  boxesOf,
  type ChecklistFile,
  changesIn,
  checklistOf,
  progressOf,
  type Tick,
  unknownBecause,
} from '../../../src/domain/checklist/standing.js';
import { decideChecklist } from '../../../src/domain/gates/checklist.js';
import type { ChecklistGate } from '../../../src/domain/gates/gate.js';
import { day } from '../../../src/domain/time.js';
import { noon } from '../../builders/issue.js';
import { release } from '../../builders/release.js';
import { evidence } from '../../builders/status.js';

const lea = { id: 'U0LEAD', name: 'lea' };
const web = 'https://github.com';
const setting = (items: string[]): ChecklistSetting => ({
  ...{
    name: 'before',
    title: 'Before the release',
    phase: null,
    by: [],
    role: 'release lead',
    from: { items },
  },
});
const inFile: ChecklistSetting = {
  ...setting([]),
  from: { repository: 'acme/rocket', path: 'docs/a b.md', ref: null },
};
const file = (given: Partial<ChecklistFile> = {}): ChecklistFile => ({
  ...{ boxes: boxesOf(['Tag it', 'Tell people']), readAt: noon, problem: null },
  ...given,
});
const keysOf = (items: string[]) => boxesOf(items).map(({ key }) => key);
const tick = (item: string, isTicked = true, checklist = 'before'): Tick => ({
  ...{ checklist, item, isTicked, by: lea, at: noon, note: '' },
});
const items = ['Tag it', 'Keep the packages of the release before', 'Tell people'];
const [tag = '', packages = '', people = ''] = keysOf(items);
const gate: ChecklistGate = {
  ...{
    id: 'lists',
    type: 'checklist',
    checklists: ['before'],
    reason: 'Not all is done',
    actions: [],
    blocks: true,
  },
};
const decided = (list: ReturnType<typeof checklistOf> | null, now = noon) =>
  decideChecklist(gate, release(), evidence({ checklists: list ? [list] : [] }), now);

describe('a checklist', () => {
  it('stands as it was ticked last', () => {
    const list = checklistOf(setting(items), null, [tick(tag), tick(people), tick(people, false)], web);
    expect(list.items.map(({ ticked }) => ticked?.by.name ?? null)).toEqual(['lea', null, null]);
    expect(progressOf(list)).toEqual({ done: 1, of: 3 });
  });

  it('takes an item with another text for another one, and a list of another name for another list', () => {
    const changed = checklistOf(setting(['Tag it twice']), null, [tick(tag)], web);
    expect(progressOf(changed)).toEqual({ done: 0, of: 1 });
    expect(progressOf(checklistOf(setting(items), null, [tick(tag, true, 'after')], web)).done).toBe(0);
  });

  it('asks only for what is marked, where something is', () => {
    const marked = ['(R) Tag it', '(r)  Keep the packages', 'Tell people'];
    const list = checklistOf(setting(marked), null, [tick(keysOf(marked)[2] ?? '')], web);
    expect(list.items.map(({ text, isRequired }) => [text, isRequired])).toEqual([
      ['Tag it', true],
      ['Keep the packages', true],
      ['Tell people', false],
    ]);
    expect(progressOf(list)).toEqual({ done: 0, of: 2 });
  });

  it('is not known without its file, without a box in it, or when nobody could read it for a day', () => {
    const why = (given: ChecklistFile | null, now = noon) =>
      unknownBecause(checklistOf(inFile, given, [], web), now);
    expect(why(file())).toBeNull();
    expect(why(null)).toContain('not been read yet');
    expect(why(file({ readAt: null }))).toContain('not been read yet');
    expect(why(file({ boxes: [] }))).toBe('there is no box in it');
    expect(why(file({ problem: 'there is no file' }))).toBe('there is no file');
    expect(why(file({ boxes: boxesOf(Array.from({ length: 101 }, (_, at) => `${at}`)) }))).toContain(
      '101 boxes',
    );
    expect(why(file(), noon + day)).toBeNull();
    expect(why(file(), noon + day + 1)).toContain('more than a day');
    expect(why(file({ readAt: noon + day }))).toContain('a clock is wrong');
  });

  it('leads to its file', () => {
    expect(checklistOf(inFile, file(), [], web).source?.url).toBe(
      'https://github.com/acme/rocket/blob/HEAD/docs/a%20b.md',
    );
  });
});

describe('its gate', () => {
  it('is GO only when all of it is ticked, and names what is not', () => {
    const some = decided(checklistOf(setting(items), null, [tick(tag)], web));
    expect(some).toMatchObject({ state: 'no-go', value: 2, detail: 'Before the release: 1 of 3' });
    expect(some.parts?.map(({ key }) => key)).toEqual([`item:before/${packages}`, `item:before/${people}`]);
    expect(
      decided(
        checklistOf(
          setting(items),
          null,
          [tag, packages, people].map((key) => tick(key)),
          web,
        ),
      ).state,
    ).toBe('go');
  });

  it('is never GO without knowing', () => {
    const all = boxesOf(['Tag it', 'Tell people']).map(({ key }) => tick(key));
    expect(decided(checklistOf(inFile, file(), all, web)).state).toBe('go');
    expect(decided(checklistOf(inFile, null, all, web)).state).toBe('unknown');
    expect(decided(checklistOf(inFile, file({ boxes: [] }), all, web)).state).toBe('unknown');
    expect(decided(checklistOf(inFile, file(), all, web), noon + day + 1).state).toBe('unknown');
    expect(decided(null).state).toBe('unknown');
  });

  it('stays not known beside what could be waived', () => {
    const two = { ...gate, checklists: ['before', 'gone'] };
    const list = checklistOf(setting(items), null, [], web);
    expect(decideChecklist(two, release(), evidence({ checklists: [list] }), noon)).toMatchObject({
      ...{ state: 'no-go', besides: 'unknown' },
    });
  });
});

describe('what a form changes', () => {
  const keys = fc.subarray([tag, packages, people]).map((some) => new Set(some));
  it('is what the person changed, whatever others did meanwhile', () => {
    fc.assert(
      fc.property(keys, keys, keys, (shown, sent, now) => {
        const list = checklistOf(
          setting(items),
          null,
          [...now].map((key) => tick(key)),
          web,
        );
        const after = new Set(now);
        for (const { item, isTicked } of changesIn(list, shown, sent)) {
          expect(isTicked).toBe(sent.has(item) && !shown.has(item));
          if (isTicked) after.add(item);
          else after.delete(item);
        }
        for (const key of [tag, packages, people])
          expect(after.has(key)).toBe(shown.has(key) === sent.has(key) ? now.has(key) : sent.has(key));
      }),
    );
  });
});
