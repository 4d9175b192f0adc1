/** What people read: the verdict first, its reasons, the figures, the table and what to do. */
import { describe, expect, it } from '@jest/globals';
import { UserFault } from '../../../src/domain/fault.js';
import { day, hour } from '../../../src/domain/time.js';
import { reportMessage } from '../../../src/slack/blocks/digest/report.js';
import type { Block, Message } from '../../../src/slack/blocks/parts/block.js';
import { faultMessage, helpMessage } from '../../../src/slack/blocks/parts/help.js';
import { notesMessage } from '../../../src/slack/blocks/status/hand-written.js';
import { featuresMessage, issuesMessage, kindMessage } from '../../../src/slack/blocks/status/section.js';
import { statusMessage } from '../../../src/slack/blocks/status/status.js';
import { statusHelp } from '../../../src/slack/commands/help.js';
import { issue, noon } from '../../builders/issue.js';
import { countGate, kind, release } from '../../builders/release.js';
import { enhancementsCensus, milestone, neverRead, note, source, status } from '../../builders/status.js';
import { expectSlackTakesIt, markupOf, textsOf } from './checks.js';

const issues = [
  issue({ number: 1, title: 'Fails & <burns>', labels: ['kind/bug', 'sig/node'], createdAt: noon - 3 * day }),
  issue({ number: 2, labels: ['kind/flake', 'sig/node', 'sig/network'], assignees: ['ada'] }),
  issue({ number: 3, labels: ['kind/flake'], createdAt: noon - 5 * day }),
];
const markup = (message: Message) => markupOf(message.blocks).join('\n');
const table = ({ blocks }: Message) => {
  const found = blocks.find(({ type }) => type === 'table') as (Block & { rows: unknown[] }) | undefined;
  return found?.rows.map((row) => textsOf(row));
};
const buttonsOf = ({ blocks }: Message) =>
  blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => (elements as { action_id: string }[]).map((one) => one.action_id));

describe('the answer to /release-status', () => {
  const given = status({
    issues,
    notes: [note({ id: 2, text: 'Skew tests noisy', until: noon + day, state: 'unknown' })],
  });
  const message = statusMessage(given);

  it('says the verdict, then each reason with its figure and the search behind it', () => {
    expect(textsOf(message.blocks[0])).toEqual([':no_entry: v1.6 is NO GO']);
    expect(markupOf(message.blocks[1])[0]?.split('\n')).toEqual([
      '*Why*',
      ':red_circle:  *Bugs exist in 1.6 milestone* · <https://github.com/acme/rocket/issues?q=is:issue+is:open+milestone:v1.6+label:kind/bug|1 open>, 0 allowed',
      ':white_circle:  *Skew tests noisy* · by <@U012AB3CD> until 17 March 2017, 12:00 UTC',
    ]);
  });

  it('has a row for each group, the largest first, and one for issues of none', () => {
    expect(table(message)).toEqual([
      ['SIG', 'Open', 'Flakes', 'Bugs'],
      ['Node', '2', '1', '1'],
      ['Network', '1', '1', '–'],
      ['no SIG', '1', '1', '–'],
    ]);
  });

  it('makes sense as text alone', () => {
    expect(message.text).toMatch(/^v1\.6: NO GO \(2 reasons\)\. 3 open issues, 2 flakes, 1 bug/);
  });

  it('leads to the report, the sections, and to the channel', () => {
    expect(buttonsOf(message)).toEqual([
      'status_share',
      'status_section:report',
      'status_section:issues',
      'status_section:flake',
      'status_section:bug',
    ]);
  });

  it('that is shared has the name of who shared it, and no buttons', () => {
    const shared = statusMessage(given, 'U0SHARED1');
    expect(markup(shared)).toContain('Shared by <@U0SHARED1>');
    expect(buttonsOf(shared)).toEqual([]);
  });

  it('says what is to be done, what people wrote first, with its day', () => {
    const todo = note({ type: 'action', heading: 'Upgrade', text: 'fix & retry', until: noon + day });
    expect(markup(statusMessage(status({ issues, notes: [todo] })))).toContain(
      '*Next*\n1. Upgrade: fix &amp; retry by *17 March 2017*\n2. Move what does not block',
    );
  });

  it('that is GO says which gates hold', () => {
    const fine = statusMessage(status());
    expect(textsOf(fine.blocks[0])).toEqual([':large_green_circle: v1.6 is GO']);
    expect(markup(fine)).toContain(
      '*Every gate holds*\n:large_green_circle:  at most 0 open issues matching kind/bug in milestone v1.6 of acme/rocket: <',
    );
  });

  it('says when GitHub was read, when the milestone is due, and what is wrong', () => {
    const read = statusMessage(
      status({
        source: {
          milestone: milestone({ dueOn: Date.UTC(2017, 2, 22) }),
          problem: 'GitHub answers 500',
          observedAt: noon - hour,
        },
      }),
    );
    expect(markup(read)).toContain('Milestone v1.6 is due 22 March 2017');
    expect(markup(read)).toContain('<!date^1489662000^{date_short_pretty}, {time}|16 March 2017, 11:00 UTC>');
    expect(markup(read)).toContain(':warning: GitHub answers 500');
    expect(textsOf(read.blocks[0])).toEqual([':white_circle: v1.6 is UNKNOWN']);
    expect(markup(statusMessage(status({ source: neverRead })))).toContain('acme/rocket not read yet');
  });

  it('shows a pattern of jobs as it is, and nothing of it formats', () => {
    const detail = 'no job matches 1.7-*/**-upgrade-**';
    const reason = {
      ...(given.verdict.reasons[0] as (typeof given.verdict.reasons)[0]),
      detail,
      evidence: [],
    };
    const text = markup(statusMessage({ ...given, verdict: { ...given.verdict, reasons: [reason] } }));
    expect(text).toContain('no job matches 1.7-∗/∗∗-upgrade-∗∗');
  });

  it('with many reasons shows the first and counts the others', () => {
    const notes = Array.from({ length: 100 }, (_, at) => note({ id: at, text: `Reason ${at}` }));
    const text = markup(statusMessage(status({ notes })));
    expect(text).toContain('*Reason 14*');
    expect(text).not.toContain('*Reason 15*');
    expect(text).toContain('and 85 more, all in the full report');
  });
});

describe('a section', () => {
  it('of a kind lists its issues, the oldest first, as plain text', () => {
    const of = release();
    const message = kindMessage(status({ of, issues }), kind({ id: 'flake', title: 'Flakes' }));
    expectSlackTakesIt(message);
    expect(textsOf(message.blocks[0])).toEqual(['Flakes in v1.6']);
    expect(textsOf(message.blocks.find(({ type }) => type === 'rich_text'))).toEqual([
      'Oldest first',
      '#2',
      ' Issue 2 ',
      '(Node, Network · ada · since 2017-03-06)',
      '#3',
      ' Issue 3 ',
      '(no SIG · unassigned · since 2017-03-11)',
    ]);
    expect(table(message)).toEqual([
      ['SIG', 'Flakes'],
      ['Network', '1'],
      ['Node', '1'],
      ['no SIG', '1'],
    ]);
  });

  it('of issues has the figures of the milestone and the dimensions', () => {
    const of = release({
      dimensions: ['sig/'],
      gates: [countGate({ id: 'all', filter: { is: 'every' }, actions: ['Close & move'] })],
    });
    const text = markup(issuesMessage(status({ of, issues })));
    expect(text).toMatch(
      /\|3 open> · 0 closed · 0 pull requests open, 0 merged · <.*\|2 unassigned> · 0 of no counted kind/,
    );
    expect(text).toMatch(/\*By sig\* · <.*\|network 1> · <.*\|node 2> · <.*\|none>/);
    expect(text).toContain('1. Close &amp; move');
  });

  it('finds the group of a label whatever its case and that of the prefix', () => {
    const of = release({ groups: { noun: 'SIG', prefix: 'SIG/', rows: null, names: {}, owners: {} } });
    expect(textsOf(issuesMessage(status({ of, issues })).blocks)).toContain(
      '(Node · unassigned · since 2017-03-13)',
    );
  });

  it('says how many more there are than it shows', () => {
    const many = Array.from({ length: 70 }, (_, at) => issue({ number: at + 1 }));
    const message = issuesMessage(status({ issues: many }));
    expect(markup(message)).toContain('|and 50 more>');
  });

  it('of features shows those of their repository, or that none are tracked', () => {
    const of = release({ enhancements: { repository: 'acme/features', milestone: 'v1.6' } });
    const enhancements = source({
      repository: 'acme/features',
      census: enhancementsCensus([issue({ number: 31 })], of),
    });
    expect(markup(featuresMessage(status({ of, enhancements })))).toContain('|1 open in acme/features>');
    expect(featuresMessage(status()).text).toBe('v1.6 tracks no enhancements.');
  });

  it('that is not known says why', () => {
    const message = issuesMessage(status({ source: { ...neverRead, problem: 'the token was refused <x>' } }));
    expect(markup(message)).toBe(':white_circle: Not known: the token was refused &lt;x&gt;');
  });

  it('of features that cannot be read says what is wrong with their repository', () => {
    const enhancements = source({
      ...neverRead,
      repository: 'acme/features',
      problem: 'acme/features was not found',
    });
    expect(markup(featuresMessage(status({ enhancements })))).toContain('acme/features was not found');
  });

  it('of the report is its Markdown, and says how much is missing', () => {
    const short = reportMessage(status(), '## Status: *GO*\n\nfine\n');
    expect(short.blocks[0]).toEqual({ type: 'markdown', text: '## Status: *GO*\n\nfine' });
    expect(markup(short)).toBe('');
    const long = reportMessage(
      status(),
      Array.from({ length: 1000 }, (_, at) => `line ${at} ${'"'.repeat(20)}`).join('\n'),
    );
    expectSlackTakesIt(long);
    const shown = String((long.blocks[0] as { text?: string } | undefined)?.text).split('\n').length;
    expect(markup(long)).toContain(`and ${1000 - shown} more lines: \`npx signalman report --release v1.6\``);
  });
});

describe('what is written by hand', () => {
  it('is listed by type, each with its number, author and end', () => {
    const notes = [
      note({ id: 1, text: 'Skew <noisy>', until: noon + day, state: 'unknown' }),
      note({ id: 2, type: 'action', heading: 'Docs', text: 'write', until: noon + day }),
      note({ id: 3, type: 'taken', text: 'moved' }),
    ];
    const message = notesMessage({
      release: release(),
      done: { what: 'added', note: note({ id: 3 }) },
      notes,
    });
    expect(message.text).toBe('v1.6: written down as number 3.');
    expect(markupOf(message.blocks)).toEqual([
      '*Reasons*\n`1`  Skew &lt;noisy&gt; · <@U012AB3CD> on 16 March 2017 · until 17 March 2017, 12:00 UTC · makes it UNKNOWN',
      '*Actions required*\n`2`  Docs: write · <@U012AB3CD> on 16 March 2017 · by 17 March 2017',
      '*Actions taken*\n`3`  moved · <@U012AB3CD> on 16 March 2017',
    ]);
  });

  it('is nothing when nothing is', () => {
    expect(markup(notesMessage({ release: release(), done: null, notes: [] }))).toContain(
      'Nothing is written by hand',
    );
  });

  it('in great number shows the latest and counts the others', () => {
    const notes = Array.from({ length: 200 }, (_, at) =>
      note({ id: at + 1, text: `${'long '.repeat(90)}${at + 1}` }),
    );
    const message = notesMessage({ release: release(), done: null, notes });
    expectSlackTakesIt(message);
    expect(message.text).toBe('v1.6: 200 entries.');
    expect(markup(message)).toContain('`200`');
    expect(markup(message)).toMatch(/and 1\d\d older/);
  });
});

describe('help and faults', () => {
  it('say what can be typed', () => {
    const text = markup(helpMessage(statusHelp));
    for (const { usage, does } of statusHelp.lines) {
      expect(text).toContain(`/release-status ${usage}`.trim());
      expect(text).toContain(does);
    }
  });

  it('repeat what was typed without its power, but for the names that we give ourselves', () => {
    const wrong = faultMessage(
      new UserFault('unknown-word', '"<!channel>" is neither', 'See <x>'),
      statusHelp,
    );
    expect(wrong.text).toBe('"&lt;!channel&gt;" is neither');
    expect(markup(wrong)).toContain('See &lt;x&gt;');
    const denied = faultMessage(
      new UserFault(
        'not-allowed',
        'Only a release lead may do that.',
        'Ask <@U012AB3CD>, <!subteam^S012AB3CD>.',
      ),
      statusHelp,
    );
    expect(markup(denied)).toContain('Ask <@U012AB3CD>, <!subteam^S012AB3CD>.');
  });
});
