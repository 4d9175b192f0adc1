/** Waivers and checklists as reports show them: beside the reasons, as boxes, and in the JSON. */
import { describe, expect, it } from '@jest/globals';
import type { ChecklistSetting } from '../../src/domain/checklist/checklist.js';
import { boxesOf, checklistOf } from '../../src/domain/checklist/standing.js';
import { day, minute } from '../../src/domain/time.js';
import type { Waiver } from '../../src/domain/waiver/waiver.js';
import { reportJson, reportSchema } from '../../src/report/json.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { statusMessage } from '../../src/slack/blocks/status/status.js';
import { checklistsMessage } from '../../src/slack/blocks/waivers/checklists.js';
import { issue, noon } from '../builders/issue.js';
import { countGate, release } from '../builders/release.js';
import { status } from '../builders/status.js';

const nasty = '*<!channel>* [x](http://evil) @all `~`\n# Top\n- [x] done';
const lea = { id: 'U0LEAD', name: nasty };
const waiver = (given: Partial<Waiver> = {}): Waiver => ({
  ...{ id: 1, release: 'v1.6', gate: 'bugs', covers: { parts: ['issue:acme/rocket#1'] } },
  ...{ about: nasty, reason: nasty, by: lea, at: noon - minute, until: noon + day },
  ...{ second: null, needsSecond: false, raisedBy: [], ended: null },
  ...given,
});
const setting: ChecklistSetting = {
  ...{ name: 'before', title: nasty, phase: null, by: [], role: 'release lead' },
  from: { items: [`Tag it ${nasty}`, 'Tell people'] },
};
const [first] = boxesOf(['Tag it', 'Tell people']);
const list = checklistOf(
  setting,
  null,
  [
    {
      checklist: 'before',
      item: boxesOf([`Tag it ${nasty}`])[0]?.key ?? first?.key ?? '',
      isTicked: true,
      by: lea,
      at: noon,
      note: nasty,
    },
  ],
  'https://github.com',
);
const seen = (waivers: Waiver[]) =>
  status({
    of: release({ gates: [countGate()] }),
    issues: [issue({ number: 1, labels: ['kind/bug'] })],
    more: { waivers, checklists: [list] },
  });
const none = { issues: [], withoutMilestone: [], enhancements: [] };
/** What would be a link, a mention, or a line of its own. */
const marks = [/(?<!\\)\]\(http:\/\/evil\)/, /(?<!\\)<!channel>/, /^# Top/m, /@all/];

describe('a report', () => {
  it('lists waivers below the reasons, and checklists with their boxes', () => {
    const text = reportMarkdown(seen([waiver()]));
    expect(text).toContain(
      '## Status: *GO*\n### Reasons\n- none: every gate holds, with what is waived\n### Waivers\n- ',
    );
    expect(text).toContain('until 17 March 2017, 12:00 UTC');
    expect(text).toContain('## Checklists');
    expect(text).toContain('  - [x] Tag it');
    expect(text).toContain('  - [ ] Tell people');
    for (const mark of marks) expect(text).not.toMatch(mark);
  });

  it('says which waivers wait, and nothing of those that are over', () => {
    const text = reportMarkdown(
      seen([waiver({ needsSecond: true, about: 'Waits' }), waiver({ id: 2, until: noon, about: 'Is over' })]),
    );
    expect(text).toContain('## Status: *NO GO*');
    expect(text).toContain('- Waits: waived by');
    expect(text).toContain('(waits for a second person, and does not count yet)');
    expect(text).not.toContain('Is over');
  });

  it('has both in its JSON, and is the same as ever without them', () => {
    const json = reportSchema.parse(JSON.parse(JSON.stringify(reportJson(seen([waiver()]), none))));
    expect(json.gates[0]?.waivers).toEqual([
      expect.objectContaining({ id: 1, state: 'in-force', parts: ['issue:acme/rocket#1'], second: null }),
    ]);
    expect(json.gates[0]).not.toHaveProperty('parts');
    expect(json.gates[0]).not.toHaveProperty('waived');
    expect(json.checklists?.[0]).toMatchObject({ name: 'before', done: 1, of: 2, unknown: null });
    const plain = reportJson(status(), none);
    expect(plain).not.toHaveProperty('checklists');
    expect(plain.gates[0]).not.toHaveProperty('waivers');
  });
});

describe('a message', () => {
  it('has nothing in it that people wrote as a command', () => {
    for (const message of [statusMessage(seen([waiver()])), checklistsMessage(seen([]))]) {
      const text = JSON.stringify(message);
      expect(text).not.toContain('<!channel>');
      expect(text).not.toContain('*&lt;');
    }
  });

  it('fits, however many waivers and boxes there are', () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      waiver({ id: at + 1, about: 'a&'.repeat(300), reason: '<'.repeat(500) }),
    );
    const long = checklistOf(
      { ...setting, from: { items: Array.from({ length: 100 }, (_, at) => `${at} ${'&'.repeat(290)}`) } },
      null,
      [],
      'https://github.com',
    );
    const full = { ...seen(many), evidence: { ...seen(many).evidence, checklists: [long, list] } };
    for (const { blocks } of [statusMessage(full), checklistsMessage(full)]) {
      expect(blocks.length).toBeLessThanOrEqual(50);
      expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(12_000);
    }
    expect(JSON.stringify(statusMessage(full))).toContain('*Waivers*');
  });
});
