/** What stands in the thread of a digest: everything by name, however much it is, and honest about the rest. */
import { describe, expect, it } from '@jest/globals';
import type { Issue } from '../../../src/domain/issue.js';
import type { Report } from '../../../src/domain/report.js';
import { day, hour } from '../../../src/domain/time.js';
import { digestMessages } from '../../../src/slack/blocks/digest/digest.js';
import { issue, noon } from '../../builders/issue.js';
import { countGate, hygieneGate, label, release } from '../../builders/release.js';
import { report as reportOn } from '../../builders/report.js';
import { note } from '../../builders/status.js';
import { asMessage, expectSlackTakesIt, textsOf } from './checks.js';

const gates = [
  countGate(),
  countGate({ id: 'open', filter: { is: 'every' }, reason: 'Open issues in {version} milestone' }),
];
const detailsOf = (report: Report) =>
  digestMessages(report, { kind: 'full', owners: {} }).details.map(({ rich, plain }) => {
    expect(plain).toEqual(rich);
    const message = asMessage(rich);
    expectSlackTakesIt(message);
    return message;
  });
const shown = (message: { blocks: object[] }) => textsOf(message.blocks).join('');
const numbers = (message: { blocks: object[] }) =>
  textsOf(message.blocks).flatMap((text) => (/^#\d+$/.test(text) ? [Number(text.slice(1))] : []));

const bug = issue({
  number: 7,
  title: '<!channel> `breaks` & <@U1> burns',
  labels: ['kind/bug', 'sig/node'],
  assignees: ['ada', '<@U2>'],
  createdAt: noon - 3 * day,
});

describe('the thread of a digest', () => {
  it('names each failing item once, with its groups, who has it and since when', () => {
    const of = release({ gates });
    const [bugs, open, ...more] = detailsOf(reportOn({ of, issues: [bug, issue({ number: 8 })] }));
    expect(more).toEqual([]);
    expect(bugs?.text).toBe('v1.6: Bugs exist in 1.6 milestone: 1 open');
    expect(textsOf(bugs?.blocks.slice(1))).toEqual([
      ...['#7', ' <!channel> `breaks` & <@U1> burns ', '(Node · ada, <@U2> · since 2017-03-13)'],
    ]);
    expect(shown({ blocks: open?.blocks ?? [] })).toContain('1 of them is named above');
    expect(numbers({ blocks: open?.blocks ?? [] })).toEqual([8]);
  });

  it('names what came and what went, and is silent where nothing did', () => {
    const of = release({ gates: [] });
    const now = [bug, issue({ number: 9, createdAt: noon - hour }), issue({ number: 10 })];
    const past = { issues: [bug, issue({ number: 11 }), issue({ number: 12 })], now: noon - day };
    const left: Issue[] = [
      issue({ number: 11, state: 'closed', closedAt: noon - hour }),
      issue({ number: 12, milestone: 18 }),
    ];
    const [moves, ...more] = detailsOf(reportOn({ of, issues: now, before: past, left }));
    expect(more).toEqual([]);
    expect(textsOf(moves?.blocks).filter((text) => /^(#|\w[\w ]+: \d)/.test(text))).toEqual([
      ...['Opened: 1', '#9', 'Closed: 1', '#11', 'Moved in: 1', '#10', 'Moved out: 1', '#12'],
    ]);
    expect(moves?.text).toBe('v1.6: what came and went since Wednesday 15 March');
    expect(detailsOf(reportOn({ of, issues: now }))).toEqual([]);
  });

  it('links an issue of which only the number is known', () => {
    const given = reportOn({ issues: [], before: { issues: [bug], now: noon - day } });
    const [moves] = detailsOf({ ...given, names: new Map() });
    expect(JSON.stringify(moves?.blocks)).toContain('https://github.com/acme/rocket/issues/7');
  });

  it('leaves out what has no items, such as a reason that was written by hand', () => {
    expect(detailsOf(reportOn({ notes: [note()] }))).toEqual([]);
  });

  it('says for each check which issues lack it, also where 600 do', () => {
    const checks = [
      { id: 'sig', title: 'a SIG', lacking: { is: 'not' as const, of: label('sig/*') } },
      { id: 'kind', title: 'a kind', lacking: { is: 'not' as const, of: label('kind/*') } },
    ];
    const of = release({ gates: [hygieneGate({ checks })] });
    const issues = Array.from({ length: 600 }, (_, at) =>
      issue({ number: at + 1, labels: at < 3 ? ['sig/node'] : ['kind/bug'] }),
    );
    const report = reportOn({ of, issues });
    const [first] = detailsOf(report);
    expect(shown({ blocks: first?.blocks ?? [] })).toContain('Without a SIG: 597');
    expect(shown({ blocks: detailsOf(report).at(-1)?.blocks ?? [] })).toContain(
      '43 of 600 are named here, and 557 more in the attached report',
    );
  });

  it('splits a long list over at most six messages, and shows something of each part', () => {
    const issues = Array.from({ length: 600 }, (_, at) =>
      issue({
        number: at + 1,
        title: `Issue ${at} ${'that goes on '.repeat(9)}`,
        createdAt: noon - (at < 590 ? hour : 2 * day),
      }),
    );
    const messages = detailsOf(
      reportOn({ of: release({ gates: [] }), issues, before: { issues: [], now: noon - day } }),
    );
    expect(messages.length).toBe(6);
    expect(messages[0]?.text).toMatch(/ \(1 of 6\)$/);
    const named = messages.flatMap(numbers);
    expect(new Set(named).size).toBe(named.length);
    expect(named.filter((number) => number > 590).length).toBe(10);
    const last = messages.at(-1);
    expect(shown({ blocks: last?.blocks ?? [] })).toContain(
      `${named.length} of 600 are named here, and ${600 - named.length} more in the attached report`,
    );
  });
});
