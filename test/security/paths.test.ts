/** Paths, names of branches and repositories: whatever stands in them, nothing outside the repository or the folder is asked for. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { notesPath } from '../../src/domain/meeting/place.js';
import { slug } from '../../src/domain/postmortem/path.js';
import { filledNotesPath } from '../../src/domain/release-notes/path.js';
import { createBranchReader } from '../../src/github/branch.js';
import { filePath, isBranch, pathOf, refPath, spotOf } from '../../src/github/sending/place.js';
import { createTextFiles } from '../../src/github/text-file.js';
import { signalman } from '../builders/cli.js';
import { silentLog } from '../builders/log.js';
import { series, tuesday } from '../builders/meeting.js';

/** Where a value of signalman.yml leads somewhere: the file around it. */
const aroundPath: Record<string, (value: string) => object> = {
  'a checklist': (path) => ({ checklists: { a: { repository: 'acme/docs', path } } }),
  'release notes': (path) => ({ notes: { repository: 'acme/docs', path } }),
  'earlier release notes': (path) => ({
    notes: { releases: { 'v1.0': { range: 'v0.9..main', previous: { repository: 'acme/docs', path } } } },
  }),
  'notes of a meeting': (path) => ({ meetings: { a: { at: '17:00', repository: 'acme/docs', path } } }),
  'post-mortems': (path) => ({
    incidents: { channel: 'C0INC', 'post-mortem': { repository: 'acme/docs', path } },
  }),
};
const aroundRef: Record<string, (value: string) => object> = {
  'a release': (branch) => ({ releases: { 'v1.0': { branch } } }),
  enhancements: (branch) => ({ enhancements: { repository: 'acme/features' }, keps: { branch } }),
  'a checklist': (ref) => ({ checklists: { a: { repository: 'acme/docs', path: 'a.md', ref } } }),
  'release notes': (branch) => ({ notes: { repository: 'acme/docs', 'commit-to': branch } }),
  'earlier release notes': (ref) => ({
    notes: {
      releases: { 'v1.0': { range: 'v0.9..main', previous: { path: 'a.md', ref, repository: 'acme/docs' } } },
    },
  }),
};
const aroundRepository: Record<string, (value: string) => object> = {
  issues: (repository) => ({ repository }),
  'a release': (repository) => ({ releases: { 'v1.0': { repository } } }),
  enhancements: (repository) => ({ enhancements: { repository } }),
  'a checklist': (repository) => ({ checklists: { a: { repository, path: 'a.md' } } }),
  'release notes': (repository) => ({ notes: { repository } }),
  'notes of a meeting': (repository) => ({ meetings: { a: { at: '17:00', repository } } }),
  'post-mortems': (repository) => ({ incidents: { channel: 'C0INC', 'post-mortem': { repository } } }),
  'a workflow': (repository) => ({ ci: { jobs: { a: { repository, workflow: 'a.yml', branch: 'main' } } } }),
};

/** @returns the lines about what is wrong; empty: it is taken */
function problems(part: object): string {
  const file = {
    ...{
      repository: 'acme/rocket',
      releases: { 'v1.0': {} },
      roles: { 'release-lead': ['U0LEAD'] },
      channels: { release: ['C0REL'] },
    },
    ...{ enhancements: { repository: 'acme/features' }, ...part },
  };
  try {
    loadSettings(JSON.stringify(file), 'signalman.yml');
    return '';
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    return error.message;
  }
}

const badPaths = [
  '../a.md',
  'a/../../b.md',
  'a/../b.md',
  './a.md',
  'a/./b.md',
  '/etc/a.md',
  'a//b.md',
  '\\\\host\\a.md',
  'a\\..\\b.md',
  'a\u0000/b.md',
  'a\r\nb.md',
  'a.md?ref=main#.md',
  '..',
  '.',
  '',
];
const badRefs = [
  '..',
  '.',
  '../../orgs/acme',
  'a/../b',
  'a..b',
  '/main',
  'main/',
  '-main',
  'a\u0000b',
  'a b',
  'a\\b',
  'a?b',
  '.hidden',
  'a/.b',
  'a//b',
];
const badRepositories = [
  '../..',
  './..',
  '../orgs',
  'acme/..',
  'acme/.',
  '../rocket',
  'acme',
  '/acme/rocket',
  'acme/rocket/..',
  'acme/rocket/contents',
  'acme\\rocket',
  'acme/ro%2f',
  'acme/ro?a',
  'acme/ro#a',
  'acme/\u0000',
  'https://evil.example/a/b',
];

/** What the path of each has to have in it, so that it is refused for nothing else. */
const filler: Record<string, string> = {
  'release notes': '{version}',
  'notes of a meeting': '{date}',
  'post-mortems': '{id}',
};

describe('a configured path', () => {
  it.each(Object.entries(aroundPath))(
    'of %s is refused when it leads out of the repository',
    (what, around) => {
      const filled = (path: string) => path.replace('.md', `${filler[what] ?? ''}.md`);
      for (const bad of badPaths) expect([bad, problems(around(filled(bad)))]).not.toEqual([bad, '']);
      for (const good of ['a.md', 'docs/a.md', 'docs/.a/a..b/c.md'])
        expect([good, problems(around(filled(good)))]).toEqual([good, '']);
    },
  );
});

describe('a configured branch, tag or commit', () => {
  it.each(Object.entries(aroundRef))('of %s is refused when it is none', (_, around) => {
    for (const bad of badRefs) expect([bad, problems(around(bad))]).not.toEqual([bad, '']);
    for (const good of ['main', 'release-1.7', 'feature/a#b%c', 'v1.0', 'a'.repeat(40)])
      expect([good, problems(around(good))]).toEqual([good, '']);
  });
});

describe('a configured repository', () => {
  it.each(Object.entries(aroundRepository))('of %s is refused when it is none', (_, around) => {
    for (const bad of badRepositories) expect([bad, problems(around(bad))]).not.toEqual([bad, '']);
    for (const good of ['acme/rocket', 'acme/.github', 'a/b..c'])
      expect([good, problems(around(good))]).toEqual([good, '']);
  });
});

const base = 'https://api.github.com';
/** What leads elsewhere, between anything. */
const hostile = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          '..',
          '.',
          '/',
          '\\',
          '%2e',
          '%2f',
          '%00',
          '\u0000',
          '#',
          '?',
          ';',
          '@',
          ':',
          '{x}',
          'a',
          'é',
          ' ',
          '.git',
          '\ud800',
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('an address at GitHub', () => {
  it('stays below the contents of its repository, whatever the path of the file', () => {
    let taken = 0;
    fc.assert(
      fc.property(hostile, (path) => {
        const made = filePath(path);
        if (made === null) return;
        taken++;
        const url = new URL(`${base}/repos/acme/rocket/contents/${made}?ref=main`);
        expect(url.href).toBe(`${base}/repos/acme/rocket/contents/${made}?ref=main`);
        expect(decodeURIComponent(url.pathname)).toBe(`/repos/acme/rocket/contents/${path}`);
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it('is that of the repository and the issue that are named, or none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          hostile.map((one) => `acme/${one}`),
          hostile.map((one) => `github:acme/${one}#1`),
        ),
        (name) => {
          const spot = spotOf(name);
          if (spot === null) return;
          const url = new URL(`${base}${pathOf(spot)}`);
          expect(url.pathname).toBe(
            `/repos/${spot.owner}/${spot.repo}${spot.number === null ? '' : `/issues/${spot.number}`}`,
          );
          expect(url.pathname.split('/')).toHaveLength(spot.number === null ? 4 : 6);
        },
      ),
      { numRuns: 3000 },
    );
    expect(spotOf('acme/..')).toBeNull();
    expect(spotOf('acme/.#1')).toBeNull();
  });

  it('is that of the branch, also where git allows what an address would read as something else', () => {
    for (const branch of ['a#b', 'a%2f..%2fb', 'feature/ä', 'a?b']) {
      const url = new URL(`${base}/repos/acme/rocket/git/ref/heads/${refPath(branch)}`);
      expect([url.hash, url.search, decodeURIComponent(url.pathname)]).toEqual([
        '',
        '',
        `/repos/acme/rocket/git/ref/heads/${branch}`,
      ]);
    }
    for (const bad of badRefs) expect([bad, isBranch(bad)]).toEqual([bad, false]);
  });
});

describe('what is asked of GitHub', () => {
  let server: Server;
  const paths: string[] = [];
  const options = () => ({
    ...{
      apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      auth: { token: 'a' },
      log: silentLog,
    },
    ...{ pause: 1, timeout: 2000 },
  });
  beforeAll(async () => {
    server = createServer((request, response) => {
      paths.push(String(request.url));
      const sha = 'a'.repeat(40);
      const isHead = request.url?.includes('heads%2Fmain');
      response.writeHead(isHead ? 200 : 404, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          isHead ? { ref: 'refs/heads/main', object: { type: 'commit', sha } } : { message: 'Not Found' },
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    paths.length = 0;
  });
  afterAll(() => {
    server.close();
  });

  it('is no file outside the repository', async () => {
    for (const path of [...badPaths.filter((one) => !one.includes('?')), '.git/config', '.GIT/config'])
      await expect(
        createTextFiles(options()).read({ repository: 'acme/docs', path, ref: null }, null),
      ).rejects.toThrow('is not the path of a file');
    expect(paths).toEqual([]);
    await expect(
      createTextFiles(options()).read(
        { repository: 'acme/docs', path: 'a/%2e%2e/b?c#d.md', ref: '../x' },
        null,
      ),
    ).rejects.toThrow('there is no file');
    expect(paths).toEqual(['/repos/acme/docs/contents/a/%252e%252e/b%3Fc%23d.md?ref=..%2Fx']);
  });

  it('is no other repository for a candidate that somebody types', async () => {
    const reader = createBranchReader(options());
    for (const typed of [
      ...badRefs,
      '../../../user',
      '%2e%2e/%2e%2e/user',
      'refs/tags/../../x',
      'tags/%2e%2e',
      'v1/%2e%2e/%2e%2e',
      'a#b',
      'v1;x',
      '{owner}',
      'v1\n../x',
    ])
      await reader.candidate('acme/rocket', 'main', typed).catch(() => null);
    expect(paths.length).toBeGreaterThan(5);
    const outside = paths.filter(
      (path) =>
        !new URL(path, base).pathname.startsWith('/repos/acme/rocket') ||
        /\.\./.test(new URL(path, base).pathname),
    );
    expect(outside).toEqual([]);
  });
});

describe('a path that is filled in', () => {
  it('stays in its folder, whatever a release or an incident is called', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const release = { name, issues: { milestone: name, repository: 'acme/rocket' } } as Parameters<
          typeof filledNotesPath
        >[1];
        const paths = [
          filledNotesPath('notes/{version}/{release}-{milestone}.md', release),
          notesPath(series({ path: 'meetings/{series}/{release}/{date}.md' }), {
            slot: tuesday,
            release: name,
          }),
          `post-mortems/${slug(name, false) || 'incident'}.md`,
        ];
        for (const path of paths) {
          expect(filePath(path)).not.toBeNull();
          expect(path).toMatch(
            /^(?:notes\/[\w.-]+|meetings\/release-team\/[\w.-]+|post-mortems)\/[\w.-]+\.md$/,
          );
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a checkout of somebody else', () => {
  let folder: string;
  let outside: string;
  beforeAll(() => {
    outside = mkdtempSync(join(tmpdir(), 'signalman-outside-'));
    mkdirSync(join(outside, '77-secret'));
    for (const name of ['README.md', 'kep.yaml'])
      writeFileSync(join(outside, '77-secret', name), 'CANARY: CANARY\n- [ ] (R) CANARY\n');
    folder = mkdtempSync(join(tmpdir(), 'signalman-links-'));
    const group = join(folder, 'keps', 'sig-node');
    mkdirSync(join(group, '1-own'), { recursive: true });
    writeFileSync(join(group, '1-own', 'kep.yaml'), 'title: Own\n');
    symlinkSync(outside, join(group, 'away'));
    symlinkSync(join(outside, '77-secret', 'README.md'), join(group, '1-own', 'README.md'));
    mkdirSync(join(group, '2-linked'));
    symlinkSync(join(outside, '77-secret', 'kep.yaml'), join(group, '2-linked', 'kep.yaml'));
    // Each of them would be read again below each of the others.
    for (const name of ['a', 'b', 'c', 'd']) symlinkSync('..', join(group, name));
    symlinkSync('nowhere', join(group, 'broken'));
  });
  afterAll(() => {
    for (const one of [folder, outside]) rmSync(one, { recursive: true, force: true });
  });

  it('has no link in it followed, out of it or round in circles', async () => {
    const { code, out, err } = await signalman(['check-keps', folder]);
    expect([code, err]).toEqual([0, '']);
    expect(out).not.toContain('CANARY');
    expect(out).toMatch(/^1 kep\.yaml, 0 README, 0 prod-readiness;/m);
  });
});
