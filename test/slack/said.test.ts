/** What is read out of a message, whatever it is made of and however somebody built it. */
import { describe, expect, it } from '@jest/globals';
import { readable } from '../../src/slack/asking/readable.js';
import { appOf, saidIn } from '../../src/slack/asking/said.js';
import { overgrown } from '../builders/growth.js';

const inline = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const text = (words: string) => ({ type: 'text', text: words });

describe('a message', () => {
  it('with a text is that text, without the preview of a link', () => {
    const preview = { from_url: 'https://example.com', title: 'Example', text: 'A page' };
    expect(saidIn({ text: 'See <https://example.com|this> &lt;now&gt;', attachments: [preview] })).toBe(
      'See this <now>',
    );
  });

  it('that was passed on is what was passed on', () => {
    const shared = { from_url: 'https://x.slack.com/archives/C1/p1', is_share: true, text: 'It hangs' };
    expect(saidIn({ text: '', attachments: [shared] })).toBe('It hangs');
  });

  it.each(['', 'This content can’t be displayed.'])('of blocks only is their words (text: "%s")', (given) => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Build &amp; test' } },
      { type: 'divider' },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '<https://ci.example|e2e> failed' },
        fields: [{ type: 'mrkdwn', text: 'Job: 7' }],
      },
      {
        type: 'rich_text',
        elements: [
          inline(text('Seen by '), { type: 'user', user_id: 'U1' }, text(' in '), {
            type: 'link',
            url: 'https://a.example',
          }),
          { type: 'rich_text_list', elements: [inline(text('one')), inline(text('two'))] },
        ],
      },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_text', text: 'b' },
          ],
        ],
      },
      {
        type: 'context',
        elements: [
          { type: 'image', alt_text: 'red' },
          { type: 'mrkdwn', text: 'by CI' },
        ],
      },
      { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Retry' } }] },
      { type: 'markdown', text: 'from a later day' },
    ];
    expect(saidIn({ text: given, blocks })).toBe(
      [
        ...['Build & test', 'e2e failed', 'Job: 7', 'Seen by @U1 in https://a.example', '• one', '• two'],
        ...['a | b', 'red by CI', 'from a later day'],
      ].join('\n'),
    );
  });

  it.each([
    [{ pretext: 'Alert', title: 'e2e failed', text: 'Job 7', fallback: 'x' }, 'Alert\ne2e failed\nJob 7'],
    [{ fields: [{ title: 'Job', value: '7' }] }, 'Job: 7'],
    [{ fallback: 'e2e failed' }, 'e2e failed'],
    [{ fallback: '[no preview available]', blocks: [{ type: 'section', text: { text: 'e2e' } }] }, 'e2e'],
    [{ fallback: '[no preview available]' }, ''],
  ])('of an attachment only is its words: %j', (attachment, said) => {
    expect(saidIn({ text: '', attachments: [attachment] })).toBe(said);
  });

  it('of files only is their names', () => {
    expect(saidIn({ files: [{ name: 'graph.png' }, { name: 'log.txt' }] })).toBe(
      '2 files: graph.png, log.txt',
    );
    expect(saidIn({ files: [{ id: 'F1' }] })).toBe('1 file');
    expect(saidIn({ text: 'Look', files: [{ name: 'graph.png' }] })).toBe('Look');
    const many = Array.from({ length: 30 }, (_, at) => ({ name: `${at}` }));
    expect(saidIn({ files: many })).toBe('30 files: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …');
  });

  it('of an app has the name of the app', () => {
    expect(appOf({ bot_id: 'B1', username: 'ci' })).toEqual({ id: 'B1', name: 'ci' });
    expect(appOf({ bot_id: 'B1', bot_profile: { name: 'CI' } })).toEqual({ id: 'B1', name: 'CI' });
    expect(appOf({ bot_id: 'B1', user: 'U1' })).toBeNull();
  });

  it.each([
    ['null', null],
    ['a word', 'blocks'],
    ['numbers', [1, null, 'x', []]],
    ['a section without words', [{ type: 'section', text: 7, fields: 'x' }]],
    ['rich text without elements', [{ type: 'rich_text', elements: { length: 3 } }]],
    ['rows that are none', [{ type: 'table', rows: [1, [null], [{ type: 'raw_text' }]] }]],
  ])('built by somebody else is never a fault: %s', (_, given) => {
    expect(saidIn({ text: '', blocks: given, attachments: given, files: given }).length).toBeLessThan(20);
  });

  it('that is far too deep or too large is read in no time, and only in part', () => {
    let deep: object = text('bottom');
    for (let depth = 0; depth < 5000; depth++) deep = inline(deep);
    expect(saidIn({ blocks: [{ type: 'rich_text', elements: [deep] }] })).toBe('');
    const wide = Array.from({ length: 100_000 }, () => inline(text('x'.repeat(1000))));
    expect(saidIn({ blocks: [{ type: 'rich_text', elements: wide }] }).length).toBeLessThanOrEqual(12_000);
    for (const mark of ['<', '<!date^', '<a', '<@', '<#A', '<a|', '&lt;'])
      expect(overgrown(readable, mark.repeat(20_000))).toBe('');
  });
});
