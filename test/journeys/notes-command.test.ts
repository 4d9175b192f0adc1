/** `signalman notes`: the draft of 1.7 from the local GitHub, by the command line as people run it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { notesSchema } from '../../src/report/release-notes-json.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { notesOf17 } from '../../src/sandbox/seed/release-1.7/configuration.js';
import { seedRelease17Alone } from '../../src/sandbox/seed/release-1.7/world.js';
import { featuresOf17 } from '../../src/sandbox/seed/release-1.7-features.js';
import { signalman } from '../builders/cli.js';

const token = 'ghp_secret_of_the_test';

describe('npx signalman notes', () => {
  let folder: string;
  let github: LocalGitHub;
  let env: Record<string, string>;
  const file = (name: string) => join(folder, name);
  const notes = (...more: string[]) => signalman(['notes', '--release', '1.7', ...more], env);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-notes-'));
    github = await startLocalGitHub({ tokens: [{ token, login: 'lead' }] });
    seedRelease17Alone(github, { at: Date.now(), mergedDocs: [4003] });
    writeFileSync(
      file('signalman.yml'),
      `preset: kubernetes-1.6\nreleases:\n  v1.7: { branch: master }\nroles: { release-lead: [U01LEAD] }\nchannels: { release: [C01RELEASE] }\n${notesOf17}`,
    );
    env = {
      ...{ GITHUB_TOKEN: token, GITHUB_API_URL: github.url, CONFIG_FILE: file('signalman.yml') },
      DATA_DIR: file('data'),
    };
  });

  afterAll(async () => {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints the draft, with the features of the published one', async () => {
    const { code, out, err } = await notes();
    expect([code, err]).toEqual([0, '']);
    const listed = [...out.matchAll(/^ {2}- \[(\w+)\] .*\[([\w/-]+)#(\d+)\]\([^)]*\)\)$/gm)].map(
      ([, stage, repository, number]) => [stage, repository, Number(number)],
    );
    const tracked = featuresOf17.filter(({ repository }) => repository === 'kubernetes/features');
    expect(listed.filter(([, repository]) => repository === 'kubernetes/features')).toEqual(
      tracked.map(({ stage, repository, number }) => [stage, repository, number]),
    );
    expect(out).toMatch(
      /^## External Dependency Version Information\n\nTODO: not confirmed yet for v1\.7: /m,
    );
  });

  it('asks nobody with --stored, and prints the same', async () => {
    github.resetRequests();
    const { code, out } = await signalman(['notes', '--release', '1.7', '--stored', '--form', 'kinds'], {
      ...env,
      GITHUB_TOKEN: '',
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^## Urgent Upgrade Notes\n/);
    expect(github.requests).toEqual([]);
  });

  it('is written around what people changed in a file', async () => {
    const first = (await notes('--stored', '--around', file('none.md'))).err;
    expect(first).toContain('There is no file');
    writeFileSync(file('draft.md'), (await notes('--stored')).out);
    const before = (await notes('--stored', '--around', file('draft.md'))).out;
    const todo = 'TODO: say in a few sentences what this release is about.';
    writeFileSync(file('draft.md'), before.replace(todo, 'It is about extending.'));
    const { out } = await notes('--stored', '--around', file('draft.md'));
    expect(out).toContain('## Major Themes\n\nIt is about extending.\n\n## Features');
    expect(out).not.toContain(todo);
  });

  it('names what a draft kept by hand lacks', async () => {
    writeFileSync(file('hand.md'), '## Notable Changes\n\n- Nobody merged this\n');
    const { code, out } = await notes('--stored', '--against', file('hand.md'));
    expect(code).toBe(0);
    expect(out).toMatch(
      /^- \[kubernetes\/kubernetes#\d+\]\(.*: It is merged, and its note is not in the draft\./m,
    );
    expect(out).toMatch(/^- Nobody merged this: This entry of the draft names no pull request\./m);
  });

  it('says all of it as JSON, in the shape that schema prints', async () => {
    const { out } = await notes('--stored', '--format', 'json');
    const json = notesSchema.parse(JSON.parse(out));
    expect(json.pulls.length).toBeGreaterThan(20);
    expect(new Set(json.pulls.map((pull) => pull.class))).toEqual(new Set(['note', 'none', 'missing']));
    expect(json.gaps.filter(({ code }) => code === 'feature-docs').map(({ number }) => number)).toEqual([
      266, 267, 287,
    ]);
    expect((await signalman(['schema', 'notes'])).out).toContain('"Signalman notes"');
  });

  it.each([
    [['--range', 'v1.6'], 'is not a range of commits'],
    [['--release', '9.9'], 'There is no release "9.9" here'],
    [['--form', 'long'], 'features, kinds'],
  ])('tells what is wrong with %j', async (more, words) => {
    const { code, err } = await signalman(['notes', ...more], env);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  it('reads a range of commits that is asked for', async () => {
    const { code, out } = await notes('--range', 'v1.7.0-alpha.0..master', '--format', 'json');
    expect(code).toBe(0);
    const json = notesSchema.parse(JSON.parse(out));
    expect(json.range).toEqual({ from: 'v1.7.0-alpha.0', to: 'master' });
    expect(json.pulls.length).toBeGreaterThan(20);
    expect(json.problems).toEqual([]);
  });

  it('prints no draft of commits that are not there', async () => {
    const { code, out, err } = await notes('--range', 'v9.9..v9.8');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('v9.9');
  });
});
