/** A comment is written once, edited in place and pinned, whatever becomes of the answers; refusals are told in words. */
import { describe, expect, it } from '@jest/globals';
import { onEveryDatabase } from '../builders/databases.js';
import { waitFor } from '../builders/wait.js';
import { owe, rows, until, untilQuiet, untilSettled } from '../delivery/stage.js';
import { atGitHub, comment, commentsOf, kubeadm, kubernetes, seenOf, us } from './stage.js';

const posting = 'POST /repos/kubernetes/kubeadm/issues/212/comments';
const editing = 'PATCH /repos/kubernetes/kubeadm/issues/comments/*';

onEveryDatabase('a comment on GitHub', ({ open }) => {
  describe('that is owed', () => {
    const { github: start, work } = atGitHub();

    it('is posted, pinned, and edited in place from then on', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilSettled(database);
      const [first] = commentsOf(github, kubeadm, 212);
      expect(first?.pin).not.toBeNull();
      await owe(database, [comment('rev 2', { revision: 2 })]);
      await untilSettled(database);
      const now = commentsOf(github, kubeadm, 212);
      expect(now.map(seenOf)).toEqual(['rev 2']);
      expect(now[0]?.id).toBe(first?.id);
      expect(now[0]?.body).toMatch(/\n\n<!-- signalman:[0-9a-f-]{36} -->$/);
    });

    it('whose answer is lost is found again, and pinned where it was not yet', async () => {
      const [database, github] = [await open(), await start()];
      github.faults.next(posting, { kind: 'drop', after: true });
      const { observed } = work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilQuiet(database);
      const all = commentsOf(github, kubeadm, 212);
      expect(all.map(seenOf)).toEqual(['rev 1']);
      expect(all[0]?.pin).not.toBeNull();
      await waitFor(() => observed.reconciled === 1);
      expect(github.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    });

    it.each([
      ['breaks off before anything was done', { kind: 'drop' as const }],
      ['comes to a broken server', { kind: 'status' as const, status: 502 }],
      ['is answered with a web page', { kind: 'html' as const }],
      ['is answered by half', { kind: 'truncate' as const }],
      ['takes too long', { kind: 'delay' as const, ms: 1200 }],
    ])('stands once though its post %s', async (_, fault) => {
      const [database, github] = [await open(), await start()];
      github.faults.next(posting, fault);
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilQuiet(database);
      expect(commentsOf(github, kubeadm, 212).map(seenOf)).toEqual(['rev 1']);
    });

    it.each([
      ['are lost', [{ kind: 'drop' as const }, { kind: 'drop' as const }]],
      ['are told to wait', [{ kind: 'secondary' as const, retryAfterS: 1 }]],
    ])('is pinned later where the tries to pin it %s', async (_, faults) => {
      const [database, github] = [await open(), await start()];
      for (const fault of faults) github.faults.next(/\/pin$/, fault);
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilSettled(database);
      expect(commentsOf(github, kubeadm, 212)[0]?.pin).toBeNull();
      await untilQuiet(database);
      const all = commentsOf(github, kubeadm, 212);
      expect(all.map(seenOf)).toEqual(['rev 1']);
      expect(all[0]?.pin).not.toBeNull();
    });

    it('is not taken for what somebody else has copied, marker and all', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilSettled(database);
      const [first] = commentsOf(github, kubeadm, 212);
      const copied = github.addComment(kubeadm, 212, first?.body ?? '', { by: 'somebody' });
      // Its answer is lost: the second look must neither adopt nor delete the copy.
      github.faults.next(editing, { kind: 'drop', after: true });
      await owe(database, [comment('rev 2', { revision: 2 })]);
      await untilQuiet(database);
      expect(commentsOf(github, kubeadm, 212).map((one) => [one.author.login, seenOf(one)])).toEqual([
        [us, 'rev 2'],
        ['somebody', 'rev 1'],
      ]);
      expect(copied).not.toBe(first?.id);
    });

    it('is looked for on every page', async () => {
      const [database, github] = [await open(), await start()];
      for (let at = 0; at < 230; at++) github.addComment(kubeadm, 212, `me too ${at}`, { by: `user${at}` });
      github.faults.next(posting, { kind: 'drop', after: true });
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilQuiet(database);
      expect(commentsOf(github, kubeadm, 212)).toHaveLength(231);
    });

    it('is posted again where somebody deleted it', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilSettled(database);
      const [first] = commentsOf(github, kubeadm, 212);
      await fetch(`${github.url}/repos/${kubeadm}/issues/comments/${first?.id}`, {
        method: 'DELETE',
        headers: { authorization: 'token ghp_signalman', 'user-agent': 'test' },
      });
      await owe(database, [comment('rev 2', { revision: 2 })]);
      await untilSettled(database);
      expect(commentsOf(github, kubeadm, 212).map(seenOf)).toEqual(['rev 2']);
    });

    it('stays where GitHub refuses the pin', async () => {
      const [database, github] = [await open(), await start()];
      github.faults.next('PUT *', { kind: 'status', status: 404, body: { message: 'Not Found' }, times: 9 });
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilQuiet(database);
      expect((await rows(database)).map(({ state }) => state)).toEqual(['sent']);
      expect(commentsOf(github, kubeadm, 212).map(({ pin }) => pin)).toEqual([null]);
    });

    it('longer than GitHub takes is shortened', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [comment('All is well. 🎉\n\n'.repeat(8_000))]);
      await untilSettled(database);
      const [one] = commentsOf(github, kubeadm, 212);
      expect(one?.body.length).toBeLessThanOrEqual(65_536);
      expect(one?.body.length).toBeGreaterThan(65_000);
      expect(seenOf(one ?? { body: '' })).toMatch(/All is well\. 🎉\n\n\*The rest is left out/);
    });

    it('goes with its issue when that is transferred, and is edited there', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilSettled(database);
      const number = github.transferIssue(kubeadm, 212, kubernetes);
      await owe(database, [comment('rev 2', { revision: 2 })]);
      await untilSettled(database);
      await owe(database, [comment('rev 3', { revision: 3 })]);
      await untilSettled(database);
      expect(commentsOf(github, kubernetes, number).map(seenOf)).toEqual(['rev 3']);
      // It is remembered: the third went there at once.
      expect(github.requests.at(-1)?.path).toContain(`/repos/${kubernetes}/issues/comments/`);
    });

    it('is posted where the issue is by now', async () => {
      const [database, github] = [await open(), await start()];
      const number = github.transferIssue(kubeadm, 212, kubernetes);
      github.renameRepo(kubernetes, 'kubernetes/k8s');
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilSettled(database);
      expect(commentsOf(github, 'kubernetes/k8s', number).map(seenOf)).toEqual(['rev 1']);
    });

    it('waits as long as GitHub asks, with all that is owed there', async () => {
      const [database, github] = [await open(), await start()];
      github.addIssue(kubeadm, { number: 213, title: 'another' });
      github.faults.next('POST *', { kind: 'secondary', retryAfterS: 1 });
      const begun = Date.now();
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await until(database, ([one]) => one?.reason === 'asked to wait');
      await owe(database, [comment('the other', {}, `${kubeadm}#213`)]);
      await untilQuiet(database);
      expect(Date.now() - begun).toBeGreaterThanOrEqual(1000);
      const posts = github.requests.filter(({ method }) => method === 'POST');
      expect(posts.map(({ status }) => status)).toEqual([403, 201, 201]);
    });
  });

  describe('that GitHub refuses', () => {
    const { github: start, work } = atGitHub();
    const refused = (message: string, status = 403) => ({
      ...{ kind: 'status' as const, status, body: { message }, times: 9 },
    });

    it.each([
      ['locked', refused('Unable to create comment because issue is locked.'), 'the issue is locked'],
      [
        'in an archive',
        refused('Repository was archived so is read-only.'),
        'the repository kubernetes/kubeadm is archived',
      ],
      ['not taken', refused('Validation Failed', 422), 'GitHub does not take it: Validation Failed'],
    ])('because it is %s says so', async (_, fault, reason) => {
      const [database, github] = [await open(), await start()];
      github.faults.next(posting, fault);
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilQuiet(database);
      expect((await rows(database)).map((one) => [one.state, one.reason])).toEqual([['failed', reason]]);
    });

    it.each([
      ['stands there', true, ['sent', null]],
      [
        'does not stand there',
        false,
        ['failed', 'not known whether it arrived, and it cannot be read back: the issue is locked'],
      ],
    ])('after an edit of which nothing was heard is looked at: it %s', async (_, after, end) => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilQuiet(database);
      github.faults.next('PATCH *', { kind: 'drop', after });
      github.faults.next('PATCH *', refused('Unable to update comment because issue is locked.'));
      await owe(database, [comment('rev 2', { revision: 2 })]);
      await untilQuiet(database);
      expect((await rows(database)).map((one) => [one.state, one.reason]).at(-1)).toEqual(end);
      expect(commentsOf(github, kubeadm, 212).map(seenOf)).toEqual([after ? 'rev 2' : 'rev 1']);
    });

    it('because the issue was deleted says so', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilSettled(database);
      github.deleteIssue(kubeadm, 212);
      await owe(database, [comment('rev 2', { revision: 2 })]);
      await untilSettled(database);
      expect((await rows(database)).map((one) => one.reason)).toEqual([null, 'the issue was deleted']);
    });

    it('because the token may not write names the permission that it needs', async () => {
      const [database, github] = [await open(), await start()];
      github.addToken({ token: 'github_pat_reads', login: us, permissions: { issues: 'read' } });
      work(database, github, { token: 'github_pat_reads' });
      await owe(database, [comment('rev 1'), comment('rev 1', {}, 'nobody/nowhere#3')]);
      await untilSettled(database);
      expect((await rows(database)).map((one) => one.reason)).toEqual([
        'the GitHub token may not write to kubernetes/kubeadm: it needs the permission Issues: write',
        'there is no nobody/nowhere#3, or the GitHub token cannot see it',
      ]);
    });

    it('because the token is revoked says so, once', async () => {
      const [database, github] = [await open(), await start()];
      github.revokeToken('ghp_signalman');
      const { lines } = work(database, github);
      await owe(database, [comment('rev 1')]);
      await untilSettled(database);
      expect((await rows(database)).map((one) => one.reason)).toEqual([
        'GitHub refused the token: it is wrong, expired or revoked',
      ]);
      expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    });
  });
});
