/** `signalman notes` with the least that can be configured, over more descriptions than are read at one go. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { notesSchema } from '../../src/report/release-notes-json.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { signalman } from '../builders/cli.js';

const token = 'ghp_secret_of_the_test';
const repo = 'acme/rocket';
const pulls = 230;

let folder: string;
let github: LocalGitHub;
let env: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalman-notes-'));
  github = await startLocalGitHub({ tokens: [{ token, login: 'lead' }], limits: 'none' });
  github.addRepo({ fullName: repo });
  github.addMilestone(repo, { title: 'v1.7' });
  for (let number = 1; number <= pulls; number++) {
    github.addIssue(repo, {
      ...{ number, title: `Change ${number}`, milestone: 'v1.7', author: { login: 'ana' } },
      body: `**Release note**:\r\n\`\`\`release-note\r\nUsers notice ${number}.\r\n\`\`\`\r\n`,
      pullRequest: { head: `change-${number}` },
    });
    github.mergePull(repo, number);
  }
  const file = join(folder, 'signalman.yml');
  writeFileSync(file, `repository: ${repo}\nreleases: { v1.7: {} }\nnotes: {}\n`);
  env = {
    ...{ GITHUB_TOKEN: token, GITHUB_API_URL: github.url },
    ...{ CONFIG_FILE: file, DATA_DIR: join(folder, 'data') },
  };
}, 60_000);

afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each([[['--format', 'markdown']], [['--stored', '--form', 'features']]])(
  'prints each note once, and ends well, with %j',
  async (more) => {
    const { code, out, err } = await signalman(['notes', '--release', 'v1.7', ...more], env);
    expect([code, err]).toEqual([0, '']);
    const listed = [...out.matchAll(/^- Users notice (\d+)\. \(\[#\1\]/gm)].map(([, number]) =>
      Number(number),
    );
    expect(listed).toEqual(Array.from({ length: pulls }, (_, at) => at + 1));
  },
);

it('says all of them as JSON', async () => {
  const { code, out } = await signalman(['notes', '--stored', '--format', 'json'], env);
  expect(code).toBe(0);
  expect(notesSchema.parse(JSON.parse(out)).pulls).toHaveLength(pulls);
});
