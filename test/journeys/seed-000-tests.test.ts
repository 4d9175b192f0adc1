/** The report of 16 March 2017 as the sandbox gives it: its failing tests and suites line by line, its reasons in their order. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/world.js';
import { answerOf } from '../builders/bot.js';
import { seed000 } from '../builders/seed-000.js';

const nora = { user: 'U01NORA', channel: 'C01RELEASE' };
let sandbox: Sandbox;
let answer = '';
let file = '';

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  await sandbox.slack.slashCommand({ ...nora, command: '/release-status', text: 'report' });
  const found = await sandbox.slack.waitFor(() => sandbox.slack.state.ephemerals(nora.user).at(-1));
  const [body] = answerOf(found).blocks;
  answer = String(body?.text ?? '');
  file = sandbox.slack.state.files().at(-1)?.content?.toString() ?? '';
}, 120_000);
afterAll(() => sandbox?.close());

/** The lines below a heading, as they read once the Markdown is shown. */
function below(markdown: string, heading: string): string[] {
  const lines = markdown.split('\n');
  const from = lines.indexOf(heading) + 1;
  if (from === 0) throw new Error(`${heading} is missing in: ${markdown.slice(0, 2000)}`);
  const rest = lines.slice(from);
  const to = rest.findIndex((line) => line.startsWith('#'));
  return rest
    .slice(0, to === -1 ? undefined : to)
    .filter((line) => line.trim() !== '')
    .map((line) => line.replace(/\\([!-/:-@[-`{-~])/g, '$1'));
}

describe.each([
  ['the private answer', () => answer],
  ["the digest's file", () => file],
])('%s', (_name, markdown) => {
  it('has the six reasons in their order', () => {
    const reasons = below(markdown(), '### Reasons').map((line) => line.replace(/^- /, ''));
    expect(markdown()).toMatch(/^## Status: \*NO GO\*$/m);
    expect(reasons.slice(0, 6)).toEqual(seed000.reasons);
    // What nobody asked that day, and what was written by hand.
    expect(reasons[6]).toMatch(/^Not every SIG has signed off v1\.6 \(not known: nobody was asked yet\)/);
    expect(reasons[7]).toMatch(/^Release Machinery: Timeouts during upgrade tests/);
    expect(reasons).toHaveLength(8);
  });

  it('lists the twenty test failures, each with since when, and in the file with where', () => {
    const lines = below(markdown(), '## Test Failures');
    expect(lines).toHaveLength(20);
    for (const [at, test] of seed000.tests.entries()) {
      const line = lines[at] ?? '';
      expect(line.slice(0, test.length + 4)).toBe(`- ${test}: `);
      expect(line.slice(test.length + 4)).toMatch(/^failing since .* \(\d+ runs?\)/);
    }
    expect(below(file, '## Test Failures')[19]).toContain(
      '; in [release-1.6-all#gke-serial-1.6](https://k8s-testgrid',
    );
  });

  it('lists the suite failures by their addresses, those of the skew board below its own', () => {
    const listed = below(markdown(), '## Suite Failures').map((line) =>
      line.replace(/^( *- )\[[^\]]*\]\(([^)]*)\).*$/, '$1$2'),
    );
    expect(listed).toEqual(seed000.suiteLines);
    for (const line of below(markdown(), '## Suite Failures').filter((one) => !one.includes('#Summary')))
      expect(line).toMatch(/red since .* \(\d+ runs?\)/);
  });
});
