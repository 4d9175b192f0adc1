/** What somebody wrote is told to its pull request once: in the description where the token may, otherwise in a comment. */
import { describe, expect, it } from '@jest/globals';
import type { LocalGitHub } from '../../src/sandbox/github/index.js';
import { onEveryDatabase } from '../builders/databases.js';
import { waitFor } from '../builders/wait.js';
import { owe, rows, untilQuiet, untilSettled } from '../delivery/stage.js';
import { atGitHub, commentsOf, kubeadm, releaseNote, seenOf } from './stage.js';

const editing = 'PATCH /repos/kubernetes/kubeadm/issues/300';
const posting = 'POST /repos/kubernetes/kubeadm/issues/300/comments';
const mayNot = { message: 'Resource not accessible by personal access token' };

onEveryDatabase('a note for a pull request', ({ open }) => {
  const { github: begin, work } = atGitHub();
  const start = async (body = 'Why\r\n\r\n```release-note\r\n\r\n```\r\nEnd') => {
    const github = await begin();
    const pullRequest = { head: 'fix', base: 'main' };
    github.addIssue(kubeadm, { number: 300, title: 'init waits', body, pullRequest });
    return github;
  };
  const described = (github: LocalGitHub) => github.issue(kubeadm, 300).body;
  const comments = (github: LocalGitHub) => commentsOf(github, kubeadm, 300).map(seenOf);
  const written = (text: string) => `Why\r\n\r\n\`\`\`release-note\r\n${text}\r\n\`\`\`\r\nEnd`;

  describe('that is owed', () => {
    it('comes into its description, and a later one in its place', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [releaseNote('It waits', 'description')]);
      await untilSettled(database);
      expect(described(github)).toBe(written('It waits'));
      await owe(database, [releaseNote(null, 'description', { revision: 2 }, ['It waits'])]);
      await untilSettled(database);
      expect(described(github)).toBe(written('NONE'));
      expect(comments(github)).toEqual([]);
    });

    it('comes as a comment where that is configured, and a later one in its place', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [releaseNote('It waits', 'comment')]);
      await untilSettled(database);
      await owe(database, [releaseNote('It waits longer', 'comment', { revision: 2 })]);
      await untilSettled(database);
      expect(comments(github)).toEqual(['alice wrote: It waits longer']);
      expect(described(github)).toBe(written(''));
    });

    it.each([403, 404])(
      'comes as a comment where the token may not edit (%i), and stays there',
      async (status) => {
        const [database, github] = [await open(), await start()];
        github.faults.next(editing, { kind: 'status', status, body: mayNot });
        work(database, github);
        await owe(database, [releaseNote('It waits', 'description')]);
        await untilSettled(database);
        expect(comments(github)).toEqual(['alice wrote: It waits']);
        await owe(database, [releaseNote('It waits longer', 'description', { revision: 2 })]);
        await untilSettled(database);
        expect(comments(github)).toEqual(['alice wrote: It waits longer']);
        expect(described(github)).toBe(written(''));
      },
    );

    it.each([
      ['its author has written one meanwhile', written('It hurries')],
      ['more than one block is read there', `${written('')}\r\n\`\`\`release-note\r\nIt hurries\r\n\`\`\``],
    ])('comes as a comment where %s', async (_, body) => {
      const [database, github] = [await open(), await start(body)];
      work(database, github);
      await owe(database, [releaseNote('It waits', 'description')]);
      await untilSettled(database);
      expect(comments(github)).toEqual(['alice wrote: It waits']);
      expect(described(github)).toBe(body);
    });

    it('takes the place of one that was known', async () => {
      const [database, github] = [await open(), await start(written('init waits'))];
      work(database, github);
      await owe(database, [releaseNote('It waits', 'description', {}, ['init waits'])]);
      await untilSettled(database);
      expect(described(github)).toBe(written('It waits'));
    });

    it('comes as a comment where the description would be longer than GitHub takes', async () => {
      const [database, github] = [await open(), await start('x'.repeat(65_530))];
      work(database, github);
      await owe(database, [releaseNote('It waits', 'description')]);
      await untilSettled(database);
      expect(comments(github)).toEqual(['alice wrote: It waits']);
    });

    const faults = [
      ['was lost', { kind: 'drop' as const, after: true }],
      ['never came', { kind: 'drop' as const }],
      ['was a broken server’s', { kind: 'status' as const, status: 502 }],
      ['was cut in half', { kind: 'truncate' as const }],
      ['came too late', { kind: 'delay' as const, ms: 1200 }],
    ] as const;

    it.each(faults)('stands in its description once though the answer %s', async (_, fault) => {
      const [database, github] = [await open(), await start('Why')];
      github.faults.next(editing, fault);
      work(database, github);
      await owe(database, [releaseNote('It waits', 'description')]);
      await untilQuiet(database);
      expect((await rows(database)).map(({ state }) => state)).toEqual(['sent']);
      expect(described(github)).toBe('Why\n\n```release-note\nIt waits\n```\n');
      expect(comments(github)).toEqual([]);
    });

    it.each(faults)('stands in one comment though the answer to that %s', async (_, fault) => {
      const [database, github] = [await open(), await start()];
      github.faults.next(editing, { kind: 'status', status: 403, times: 9, body: mayNot });
      github.faults.next(posting, fault);
      work(database, github);
      await owe(database, [releaseNote('It waits', 'description')]);
      await untilQuiet(database);
      expect((await rows(database)).map(({ state }) => state)).toEqual(['sent']);
      expect(comments(github)).toEqual(['alice wrote: It waits']);
    });

    it('stands in one comment though the right to edit was lost, and then an answer', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [releaseNote('It waits', 'description')]);
      await untilSettled(database);
      github.faults.next(editing, { kind: 'status', status: 403, times: 9, body: mayNot });
      github.faults.next(posting, { kind: 'drop', after: true });
      await owe(database, [releaseNote('It waits longer', 'description', { revision: 2 })]);
      await untilQuiet(database);
      expect(comments(github)).toEqual(['alice wrote: It waits longer']);
    });

    it('keeps both when its author takes the comment over into the description', async () => {
      const [database, github] = [await open(), await start()];
      github.faults.next(editing, { kind: 'status', status: 403, body: mayNot });
      github.faults.next(posting, { kind: 'drop', after: true });
      work(database, github);
      await owe(database, [releaseNote('It waits', 'description')]);
      await waitFor(() => comments(github).length > 0);
      github.updateIssue(kubeadm, 300, { body: written('It waits') });
      await untilQuiet(database);
      expect(comments(github)).toEqual(['alice wrote: It waits']);
      expect(described(github)).toBe(written('It waits'));
    });

    it('follows a pull request whose repository was renamed', async () => {
      const [database, github] = [await open(), await start()];
      github.renameRepo(kubeadm, 'kubernetes/moved');
      work(database, github);
      await owe(database, [releaseNote('It waits', 'description')]);
      await untilSettled(database);
      expect(github.issue('kubernetes/moved', 300).body).toBe(written('It waits'));
    });
  });
});
