/** `signalman check-notes`: descriptions of pull requests, read by the command line as people run it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signalman } from '../builders/cli.js';

const bodies = [
  {
    pr: 1,
    body: '**Release note**:\r\n\r\n```release-note\r\nAction required: drain \u001b[31mfirst.\r\nThen go on.\r\n```\r\n',
  },
  { pr: 2, body: '```release-note\nNONE\n```' },
  { body: 'Mends it.' },
];
const good = bodies.map((one) => JSON.stringify(one)).join('\n');

describe('npx signalman check-notes', () => {
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-notes-'));
    file = join(folder, 'bodies.jsonl');
    writeFileSync(file, `${good}\n`);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('prints what each description says, and a count', async () => {
    const { code, out, err } = await signalman(['check-notes', file]);
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      '#1: note, action required',
      '  Action required: drain [31mfirst.',
      '  Then go on.',
      '#2: none',
      'line 3: missing: nothing in it is for the release notes',
      '3 bodies: 1 notes (1 with action required), 1 none, 1 missing',
      '',
    ]);
  });

  it('prints the same as JSON, one line each', async () => {
    const { code, out } = await signalman(['check-notes', file, '--format', 'json']);
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        pr: 1,
        class: 'note',
        reason: null,
        actionRequired: true,
        text: 'Action required: drain [31mfirst.\nThen go on.',
      },
      { pr: 2, class: 'none', reason: null, actionRequired: false, text: null },
      { pr: null, class: 'missing', reason: 'no-block', actionRequired: false, text: null },
    ]);
  });

  it('names a line that it cannot read, reads the others, and fails', async () => {
    const bad = join(folder, 'bad.jsonl');
    writeFileSync(
      bad,
      `${JSON.stringify(bodies[1])}\n\n{"pr": 3\n{"pr": 4}\n{"pr": "x", "body": ""}\n${good}`,
    );
    const { code, out, err } = await signalman(['check-notes', bad]);
    expect(code).toBe(1);
    expect(err.split('\n').map((line) => /^line \d+: (?:is not JSON|body|pr)/.exec(line)?.[0])).toEqual([
      'line 3: is not JSON',
      'line 4: body',
      'line 5: pr',
      undefined,
    ]);
    expect(out).toMatch(/\n4 bodies: 1 notes .* 3 lines not read\n$/);
  });

  it('reads what is piped in', async () => {
    const program = fileURLToPath(new URL('../../bin/signalman.js', import.meta.url));
    const child = spawn(process.execPath, [program, 'check-notes', '-'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stdin.end(good);
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, out.split('\n').at(-2)]).toEqual([
      0,
      '3 bodies: 1 notes (1 with action required), 1 none, 1 missing',
    ]);
  });

  it.each([
    [['check-notes'], 'missing required argument'],
    [['check-notes', '/there/is/none'], 'There is no file /there/is/none'],
    [['check-notes', '-', '--format', 'xml'], 'Allowed choices are text, json'],
  ])('%j is wrong use', async (args, message) => {
    const { code, err } = await signalman(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
