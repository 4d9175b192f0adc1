/** A document is brought in by one pull request; what people wrote into it stays, and what is over is not reopened. */
import { describe, expect, it } from '@jest/globals';
import type { LocalGitHub } from '../../src/sandbox/github/index.js';
import { onEveryDatabase } from '../builders/databases.js';
import { owe, rows, untilQuiet, untilSettled } from '../delivery/stage.js';
import { atGitHub, kubernetes, pullRequest } from './stage.js';

const path = 'post-mortems/2017-03-28.md';

async function fileAt(github: LocalGitHub, branch: string): Promise<string | null> {
  const url = `${github.url}/repos/${kubernetes}/contents/${path}?ref=${encodeURIComponent(branch)}`;
  const answer = await fetch(url, { headers: { 'user-agent': 'test' } });
  if (!answer.ok) return null;
  const { content } = (await answer.json()) as { content: string };
  return Buffer.from(content, 'base64').toString();
}

const write = (github: LocalGitHub, branch: string, text: string) =>
  github.addCommit(kubernetes, { message: 'by hand', branch, files: { [path]: text } });

onEveryDatabase('a pull request on GitHub', ({ open }) => {
  const { github: start, work } = atGitHub();
  const branch = 'signalman/incident-1';

  describe('that is owed', () => {
    it('brings the file on a branch of its own, and its editions to the same', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [pullRequest('first\n')]);
      await untilSettled(database);
      expect(github.issues(kubernetes).map(({ title, pull }) => [title, pull?.head, pull?.base])).toEqual([
        ['Post-mortem of incident 1', branch, 'main'],
      ]);
      write(github, branch, 'first\n***\nsaid by people\n');
      await owe(database, [pullRequest('second\n', { revision: 2 })]);
      await untilSettled(database);
      expect(await fileAt(github, branch)).toBe('second\n***\nsaid by people\n');
      expect(await fileAt(github, 'main')).toBeNull();
      expect(github.issues(kubernetes)).toHaveLength(1);
    });

    it.each([
      ['the branch', 'POST */git/refs', { kind: 'drop' as const, after: true }],
      ['the branch', 'POST */git/refs', { kind: 'status' as const, status: 500 }],
      ['the file', 'PUT */contents/*', { kind: 'drop' as const, after: true }],
      ['the file', 'PUT */contents/*', { kind: 'drop' as const }],
      ['the pull request', 'POST */pulls', { kind: 'drop' as const, after: true }],
      ['the pull request', 'POST */pulls', { kind: 'status' as const, status: 502 }],
    ])('is opened once though the answer about %s was lost (%s %j)', async (_, pattern, fault) => {
      const [database, github] = [await open(), await start()];
      github.faults.next(pattern, fault);
      work(database, github);
      await owe(database, [pullRequest('first\n')]);
      await untilQuiet(database);
      expect((await rows(database)).map(({ state }) => state)).toEqual(['sent']);
      expect(github.issues(kubernetes)).toHaveLength(1);
      expect(await fileAt(github, branch)).toBe('first\n');
    });

    it('keeps what somebody writes at the same moment', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [pullRequest('first\n')]);
      await untilSettled(database);
      github.faults.next('PUT */contents/*', {
        ...{ kind: 'status', status: 409, body: { message: `${path} does not match 0123` } },
      });
      write(github, branch, 'first\n***\nin between\n');
      await owe(database, [pullRequest('second\n', { revision: 2 })]);
      await untilSettled(database);
      expect(await fileAt(github, branch)).toBe('second\n***\nin between\n');
    });

    it('that was merged is followed by another one only if there is something new', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [pullRequest('first\n')]);
      await untilSettled(database);
      github.mergePull(kubernetes, 1);
      write(github, 'main', 'first\n***\nsaid by people\n');
      await owe(database, [pullRequest('first\n', { revision: 2 })]);
      await untilSettled(database);
      expect(github.issues(kubernetes)).toHaveLength(1);
      await owe(database, [pullRequest('second\n', { revision: 3 })]);
      await untilSettled(database);
      expect(github.issues(kubernetes).map(({ pull, state }) => [pull?.head, state])).toEqual([
        [branch, 'closed'],
        [`${branch}-2`, 'open'],
      ]);
      expect(await fileAt(github, `${branch}-2`)).toBe('second\n***\nsaid by people\n');
      await owe(database, [pullRequest('third\n', { revision: 4 })]);
      await untilSettled(database);
      expect(github.issues(kubernetes)).toHaveLength(2);
      expect(await fileAt(github, `${branch}-2`)).toBe('third\n***\nsaid by people\n');
    });

    it('that was closed is left alone, and what people wrote in it goes into the next', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [pullRequest('first\n')]);
      await untilSettled(database);
      write(github, branch, 'first\n***\nsaid by people\n');
      github.closeIssue(kubernetes, 1);
      await owe(database, [pullRequest('second\n', { revision: 2 })]);
      await untilSettled(database);
      expect(github.issue(kubernetes, 1).state).toBe('closed');
      expect(await fileAt(github, `${branch}-2`)).toBe('second\n***\nsaid by people\n');
    });

    it.each([
      ['../outside', 'docs/a.md'],
      ['signalman/a b', 'docs/a.md'],
      ['signalman/1', '../a.md'],
      ['signalman/1', '.git/config'],
      ['signalman/1', '/etc/passwd'],
    ])('for the branch %j and the path %j is refused', async (name, file) => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [pullRequest('first\n', {}, { branch: name, path: file })]);
      await untilSettled(database);
      expect((await rows(database)).map(({ state }) => state)).toEqual(['failed']);
      expect(github.requests).toEqual([]);
    });

    it('without the permission for contents says which one it needs', async () => {
      const [database, github] = [await open(), await start()];
      const permissions = { issues: 'write', contents: 'read', pull_requests: 'write' } as const;
      github.addToken({ token: 'github_pat_issues', login: 'signalman-bot', permissions });
      work(database, github, { token: 'github_pat_issues' });
      await owe(database, [pullRequest('first\n')]);
      await untilSettled(database);
      expect((await rows(database)).map(({ reason }) => reason)).toEqual([
        'the GitHub token may not write to kubernetes/kubernetes: it needs the permission Contents: write',
      ]);
    });
  });
});
