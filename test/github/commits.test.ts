/** A file comes onto a branch that is there: once, around what people wrote, and where it may not the reason is told. */
import { describe, expect, it } from '@jest/globals';
import type { LocalGitHub } from '../../src/sandbox/github/index.js';
import { onEveryDatabase } from '../builders/databases.js';
import { owe, rows, untilQuiet, untilSettled } from '../delivery/stage.js';
import { atGitHub, commit, kubernetes } from './stage.js';

const path = 'notes/1.7.md';
const putting = 'PUT */contents/*';
const fileOf = (github: LocalGitHub) => github.files(kubernetes, 'main').get(path);
const puts = (github: LocalGitHub) =>
  github.requests.filter(({ method, path: at }) => method === 'PUT' && at.includes('/contents/')).length;

onEveryDatabase('a file on GitHub', ({ open }) => {
  const { github: start, work } = atGitHub();

  describe('that is owed to a branch', () => {
    it('is committed, with its editions around what people wrote', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [commit('first\n')]);
      await untilSettled(database);
      expect(fileOf(github)).toBe('first\n');
      github.addCommit(kubernetes, { message: 'by hand', files: { [path]: 'first\n***\nsaid by people\n' } });
      await owe(database, [commit('second\n', { revision: 2 })]);
      await untilSettled(database);
      expect(fileOf(github)).toBe('second\n***\nsaid by people\n');
      expect(github.issues(kubernetes)).toHaveLength(0);
    });

    it('that says the same already is not written again', async () => {
      const [database, github] = [await open(), await start()];
      github.addCommit(kubernetes, { message: 'by hand', files: { [path]: 'first\n' } });
      work(database, github);
      await owe(database, [commit('first\n')]);
      await untilSettled(database);
      expect((await rows(database)).map(({ state }) => state)).toEqual(['sent']);
      expect(puts(github)).toBe(0);
    });

    it.each([
      ['was lost', { kind: 'drop' as const, after: true }],
      ['never came', { kind: 'drop' as const }],
      ['was a broken server’s', { kind: 'status' as const, status: 502 }],
      ['was cut in half', { kind: 'truncate' as const }],
      ['came too late', { kind: 'delay' as const, ms: 1200 }],
    ])('stands there once though the answer %s', async (_, fault) => {
      const [database, github] = [await open(), await start()];
      github.faults.next(putting, fault);
      work(database, github);
      await owe(database, [commit('first\n')]);
      await untilQuiet(database);
      expect((await rows(database)).map(({ state }) => state)).toEqual(['sent']);
      expect(fileOf(github)).toBe('first\n');
    });

    it('is read again when somebody was faster, and keeps what they wrote', async () => {
      const [database, github] = [await open(), await start()];
      github.addCommit(kubernetes, { message: 'by hand', files: { [path]: 'old\n***\nin between\n' } });
      github.faults.next(putting, {
        ...{ kind: 'status', status: 409, times: 4, body: { message: `${path} does not match 0123` } },
      });
      work(database, github);
      await owe(database, [commit('first\n')]);
      await untilSettled(database);
      expect(fileOf(github)).toBe('first\n***\nin between\n');
      expect(puts(github)).toBe(5);
    });

    it.each([
      [409, 'Could not update file: Changes must be made through a pull request.'],
      [409, 'Repository rule violations found'],
      [403, 'Protected branch update failed for refs/heads/main.'],
    ])('that is protected is refused in words (%i, %s)', async (status, message) => {
      const [database, github] = [await open(), await start()];
      github.faults.next(putting, { kind: 'status', status, times: 9, body: { message } });
      work(database, github);
      await owe(database, [commit('first\n')]);
      await untilSettled(database);
      const [row] = await rows(database);
      expect(row).toMatchObject({
        state: 'failed',
        reason: `the branch main of ${kubernetes} is protected: it takes changes only by pull requests`,
      });
      expect(puts(github)).toBe(1);
    });

    it.each([
      [{ branch: 'release-9' }, `${kubernetes} has no branch release-9`],
      [{ path: '../outside.md' }, 'main or ../outside.md is not a name that git takes'],
      [{ branch: 'a b' }, `a b or ${path} is not a name that git takes`],
    ])('cannot go to %j', async (where, reason) => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [commit('first\n', {}, where)]);
      await untilSettled(database);
      expect((await rows(database))[0]).toMatchObject({ state: 'failed', reason });
    });

    it('follows a repository that was renamed', async () => {
      const [database, github] = [await open(), await start()];
      github.renameRepo(kubernetes, 'kubernetes/moved');
      work(database, github);
      await owe(database, [commit('first\n')]);
      await untilSettled(database);
      expect(github.files('kubernetes/moved', 'main').get(path)).toBe('first\n');
    });
  });
});
