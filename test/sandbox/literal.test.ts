/** What somebody typed as plain text stays plain text on the sandbox's page, as it does in Slack. */
import { describe, expect, it } from '@jest/globals';
import { literalBlocks } from '../../src/sandbox/page/literal.js';

const shown = (text: string) =>
  (literalBlocks(JSON.stringify([{ type: 'section', text: { type: 'mrkdwn', text } }])) as never)[0] as {
    text: { text: string };
  };

describe('What the page draws', () => {
  it.each([
    ['&lt;!channel&gt;', '&lt;\u2060!channel&gt;'],
    ['&lt;@U01NORA&gt; now', '&lt;\u2060@U01NORA&gt; now'],
    ['ask @here', 'ask @\u2060here'],
  ])('of %s calls nobody, as in Slack', (text, drawn) => {
    expect(shown(text).text.text).toBe(drawn);
  });

  it.each(['<@U01NORA>', '<!here>', 'a &lt; b', 'nora@hereford.example'])('of %s is as it was', (text) => {
    expect(shown(text).text.text).toBe(text);
  });
});

it('keeps the emoji of a line apart from an address with a port on the line before', () => {
  const said = 'see <http://127.0.0.1:4300/c|incident 1>\n:red_circle: Bugs';
  expect(shown(said).text.text).toBe('see <http://127.0.0.1:4300/c|incident 1> \n:red_circle: Bugs');
});

it('keeps what is indented so', () => {
  expect(shown('Boxes\n\u2003• one').text.text).toBe('Boxes\n\u2060\u2003• one');
});

it('leaves an asterisk in code as one', () => {
  const [block] = literalBlocks(JSON.stringify([{ text: 'also `cron 0 */4 * * *`, and *bold*' }])) as {
    text: string;
  }[];
  expect(block?.text).toBe('also `cron 0 ∗/4 ∗ ∗ ∗`, and *bold*');
});
