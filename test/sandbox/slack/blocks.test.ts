import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { type Answer, call, start } from './fixture.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ text: plain(`o${n}`), value: `v${n}` }));
const cell = (text: string) => ({ type: 'raw_text', text });
const table = (rows: number, cells: number, text = 'x') => ({
  type: 'table',
  rows: Array.from({ length: rows }, () => Array.from({ length: cells }, () => cell(text))),
});
const dataTable = (rows: number) => ({ ...table(rows, 2), type: 'data_table', caption: 'Counts' });
const labels = (count: number) => Array.from({ length: count }, (_, n) => `day ${n}`);
const line = (series: number, categories: string[], more: object = {}) => ({
  type: 'data_visualization',
  title: 'Burndown',
  chart: {
    type: 'line',
    series: Array.from({ length: series }, (_, n) => ({
      name: `series ${n}`,
      data: categories.map((label, value) => ({ label, value })),
    })),
    axis_config: { categories },
    ...more,
  },
});

describe('Block Kit', () => {
  let slack: LocalSlack;
  beforeAll(async () => {
    slack = await start();
  });
  afterAll(() => slack.close());
  const post = (...blocks: object[]) =>
    call(slack, 'chat.postMessage', { channel: 'C1', text: 'Text', blocks });

  it.each<[string, object[]]>([
    ['every ordinary block', [section('a'), { type: 'divider' }, { type: 'header', text: plain('H') }]],
    ['fifty blocks', Array.from({ length: 50 }, () => ({ type: 'divider' }))],
    ['a section at its limit', [section('x'.repeat(3000))]],
    ['fields', [{ type: 'section', fields: [mrkdwn('a'), plain('b')] }]],
    ['a context of ten', [{ type: 'context', elements: Array.from({ length: 10 }, () => mrkdwn('x')) }]],
    ['twenty-five buttons', [actions(...Array.from({ length: 25 }, () => button()))]],
    [
      'a select and pickers',
      [actions({ type: 'static_select', options: options(100) }, { type: 'datepicker' })],
    ],
    ['markdown', [{ type: 'markdown', text: '**bold**' }]],
    ['rich text', [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] }]],
    ['a table of 100 rows with 20 cells', [table(100, 20)]],
    ['a data table of 100 rows under a heading', [dataTable(101)]],
    ['two charts beside a table', [line(12, labels(20)), line(1, ['now']), table(1, 1)]],
    [
      'a pie',
      [
        {
          type: 'data_visualization',
          title: 'P',
          chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] },
        },
      ],
    ],
  ])('takes %s', async (_, blocks) => {
    expect(await post(...blocks)).toMatchObject({ ok: true });
  });

  it.each<[string, object, string]>([
    [
      'a section text over 3,000',
      section('x'.repeat(3001)),
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty text', section(''), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'a header over 150',
      { type: 'header', text: plain('x'.repeat(151)) },
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'mrkdwn in a header',
      { type: 'header', text: mrkdwn('x') },
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      '26 buttons',
      actions(...Array.from({ length: 26 }, () => button())),
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a context of eleven',
      { type: 'context', elements: Array.from({ length: 11 }, () => mrkdwn('x')) },
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a button text over 75',
      actions(button({ text: plain('x'.repeat(76)) })),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'a button value over 2,000',
      actions(button({ value: 'x'.repeat(2001) })),
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    ['an unknown block', { type: 'banner' }, 'unsupported type: banner [json-pointer:/blocks/0/type]'],
    [
      'a text input outside an input block',
      actions({ type: 'plain_text_input' }),
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      '101 options',
      actions({ type: 'static_select', options: options(101) }),
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'an overflow menu of six',
      actions({ type: 'overflow', options: options(6) }),
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'an option text over 75',
      actions({ type: 'static_select', options: [{ text: plain('x'.repeat(76)), value: 'v' }] }),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      'an option value over 150',
      actions({ type: 'static_select', options: [{ text: plain('x'), value: 'v'.repeat(151) }] }),
      'must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
    ],
    ['a table of 101 rows', table(101, 1), 'no more than 100 items allowed [json-pointer:/blocks/0/rows]'],
    ['a row of 21 cells', table(1, 21), 'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]'],
    [
      'an empty cell',
      table(1, 1, ''),
      'must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]',
    ],
    [
      'a table with too much text',
      table(10, 10, 'x'.repeat(101)),
      'table cells hold too much text [json-pointer:/blocks]',
    ],
    ['13 series', line(13, labels(2)), 'no more than 12 items allowed [json-pointer:/blocks/0/chart/series]'],
    ['no series', line(0, labels(2)), 'no fewer than 1 items allowed [json-pointer:/blocks/0/chart/series]'],
    [
      '21 categories',
      line(1, labels(21)),
      'no more than 20 items allowed [json-pointer:/blocks/0/chart/axis_config/categories]',
    ],
    [
      'a long category',
      line(1, ['x'.repeat(21)]),
      'must be less than 21 characters [json-pointer:/blocks/0/chart/axis_config/categories/0]',
    ],
    [
      'a long chart title',
      { ...line(1, ['a']), title: 'x'.repeat(51) },
      'must be less than 51 characters [json-pointer:/blocks/0/title]',
    ],
    [
      'a missing value',
      line(1, [], { series: [{ name: 's', data: [] }], axis_config: { categories: ['a'] } }),
      'must have one value for every category [json-pointer:/blocks/0/chart/series/0/data]',
    ],
    [
      'a value that is none',
      line(1, [], {
        series: [{ name: 's', data: [{ label: 'a', value: null }] }],
        axis_config: { categories: ['a'] },
      }),
      'must be a finite number [json-pointer:/blocks/0/chart/series/0/data/0/value]',
    ],
    [
      'an empty pie slice',
      {
        type: 'data_visualization',
        title: 'P',
        chart: { type: 'pie', segments: [{ label: 'a', value: 0 }] },
      },
      'must be greater than 0 [json-pointer:/blocks/0/chart/segments/0/value]',
    ],
  ])('refuses %s and names the place', async (_, block, problem) => {
    const answer = await post(block);
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(answer.errors).toContain(problem);
    expect(answer.response_metadata.messages).toContain(`[ERROR] ${problem}`);
  });

  it('refuses more than fifty blocks', async () => {
    const answer = await post(...Array.from({ length: 51 }, () => ({ type: 'divider' })));
    expect(answer.errors).toEqual(['no more than 50 items allowed [json-pointer:/blocks]']);
  });

  it('refuses a block_id that stands twice', async () => {
    const answer = await post({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' });
    expect(answer.errors).toEqual(['block_id already exists [json-pointer:/blocks/1/block_id]']);
  });

  it('refuses a third chart', async () => {
    expect(await post(line(1, ['a']), line(1, ['a']), line(1, ['a']))).toMatchObject({
      error: 'invalid_blocks',
    });
  });

  it('refuses a second table of either kind, in the words of attachments', async () => {
    const answer = await post(table(1, 1), dataTable(2));
    expect(answer).toMatchObject({ ok: false, error: 'invalid_attachments' });
    expect(answer.errors[0]).toContain('only_one_table_allowed');
  });

  it('refuses blocks that are too long together', async () => {
    const answer = await post(...Array.from({ length: 5 }, () => section('x'.repeat(2900))));
    expect(answer).toEqual({ ok: false, error: 'msg_blocks_too_long' });
  });

  it('refuses what is no list of blocks', async () => {
    for (const blocks of ['{', '{}', 7, ['a']]) {
      const answer: Answer = await call(slack, 'chat.postMessage', { channel: 'C1', text: 'x', blocks });
      expect(answer.error).toBe('invalid_blocks_format');
    }
  });

  it('refuses native charts and tables where the roll-out has not arrived, and posts nothing', async () => {
    const before = slack.state.messages('C1').length;
    slack.refuse.charts = true;
    expect((await post(line(1, ['a']))).errors).toEqual([
      'unsupported type: data_visualization [json-pointer:/blocks/0/type]',
    ]);
    expect(await post(table(1, 1))).toMatchObject({ ok: true });
    slack.refuse.tables = true;
    expect((await post(section('a'), table(1, 1))).errors).toEqual([
      'unsupported type: table [json-pointer:/blocks/1/type]',
    ]);
    Object.assign(slack.refuse, { charts: false, tables: false });
    expect(slack.state.messages('C1')).toHaveLength(before + 1);
  });

  it('holds an edit to the same limits', async () => {
    const { ts } = await post(section('a'));
    const answer = await call(slack, 'chat.update', {
      channel: 'C1',
      ts,
      text: 'x',
      blocks: [section('x'.repeat(3001))],
    });
    expect(answer.error).toBe('invalid_blocks');
  });

  it('gives every block and button a name', async () => {
    const { message } = await post(section('a'), actions(button(), button()));
    expect(message.blocks.map((block: Answer) => block.block_id)).toEqual(['b0', 'b1']);
    expect(message.blocks[1].elements.map((element: Answer) => element.action_id)).toEqual(['a0', 'a1']);
  });
});
