/** Issues are opened once and closed once, whatever becomes of the answers, and people's labels stay. */
import { describe, expect, it } from '@jest/globals';
import { onEveryDatabase } from '../builders/databases.js';
import { owe, rows, untilQuiet, untilSettled } from '../delivery/stage.js';
import { atGitHub, closing, issue, kubeadm, kubernetes, seenOf } from './stage.js';

onEveryDatabase('an issue on GitHub', ({ open }) => {
  const { github: start, work } = atGitHub();

  describe('that is owed', () => {
    it('is opened, and its edits change what it says and nothing else', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [issue('init hangs')]);
      await untilSettled(database);
      const [, opened] = github.issues(kubeadm);
      expect(opened?.labels.map(({ name }) => name)).toEqual(['incident']);
      github.updateIssue(kubeadm, opened?.number ?? 0, { labels: ['area/kubeadm'] });
      await owe(database, [issue('init hangs on 1.6.0', { revision: 2 })]);
      await untilSettled(database);
      const all = github.issues(kubeadm);
      expect(all).toHaveLength(2);
      expect([all[1]?.title, seenOf(all[1] ?? { body: '' })]).toEqual([
        'init hangs on 1.6.0',
        'about init hangs on 1.6.0',
      ]);
      expect(all[1]?.labels.map(({ name }) => name)).toEqual(['area/kubeadm']);
    });

    it.each([
      ['done and not heard of', { kind: 'drop' as const, after: true }],
      ['not done', { kind: 'status' as const, status: 503 }],
    ])('is opened once though a try was %s', async (_, fault) => {
      const [database, github] = [await open(), await start()];
      github.faults.next('POST *', fault);
      work(database, github);
      await owe(database, [issue('init hangs')]);
      await untilQuiet(database);
      expect(github.issues(kubeadm).map(({ title }) => title)).toEqual(['init hangs', 'init hangs']);
      expect((await rows(database)).map(({ state }) => state)).toEqual(['sent']);
    });

    it('that turns up twice after all is closed as a duplicate of the one that is known', async () => {
      const [database, github] = [await open(), await start()];
      // The first look and the second one do not see it: the third, after it was opened again, sees both.
      github.faults.next('POST *', { kind: 'drop', after: true });
      github.faults.next('GET /repos/kubernetes/kubeadm/issues', {
        ...{ kind: 'status', status: 200, body: [], times: 2 },
      });
      work(database, github);
      await owe(database, [issue('init hangs')]);
      await untilQuiet(database);
      const [, first, second] = github.issues(kubeadm);
      expect([first?.state, second?.state, second?.stateReason]).toEqual(['closed', 'open', null]);
      expect(first?.stateReason).toBe('duplicate');
      expect(seenOf(first ?? { body: '' })).toBe(
        `This was opened twice by mistake; it goes on in #${second?.number}.`,
      );
    });

    it('is opened without somebody whom GitHub does not know', async () => {
      const [database, github] = [await open(), await start()];
      github.faults.next('POST *', {
        ...{ kind: 'status', status: 422 },
        body: { message: 'Validation Failed', errors: [{ field: 'assignees', code: 'invalid' }] },
      });
      work(database, github);
      await owe(database, [issue('init hangs', {}, { assignees: ['nobody'] })]);
      await untilQuiet(database);
      expect(github.issues(kubeadm)[1]?.assignees).toEqual([]);
    });

    it('was edited, where nothing was heard of the edit and the next one is refused', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [issue('init hangs')]);
      await untilQuiet(database);
      github.faults.next('PATCH *', { kind: 'drop', after: true });
      github.faults.next('PATCH *', {
        ...{ kind: 'status', status: 403, times: 9 },
        body: { message: 'Repository was archived so is read-only.' },
      });
      await owe(database, [issue('init hangs on 1.6.0', { revision: 2 })]);
      await untilQuiet(database);
      expect((await rows(database)).map(({ state }) => state)).toEqual(['sent', 'sent']);
      expect(github.issues(kubeadm)[1]?.title).toBe('init hangs on 1.6.0');
    });

    it('follows where it was transferred to', async () => {
      const [database, github] = [await open(), await start()];
      work(database, github);
      await owe(database, [issue('init hangs')]);
      await untilSettled(database);
      const number = github.transferIssue(kubeadm, 213, kubernetes);
      for (const revision of [2, 3]) {
        await owe(database, [issue(`rev ${revision}`, { revision })]);
        await untilSettled(database);
      }
      expect(github.issue(kubernetes, number).title).toBe('rev 3');
      expect(github.requests.at(-1)?.path).toBe(`/repos/${kubernetes}/issues/${number}`);
    });

    it('of a repository without issues, or that is not there, says why not', async () => {
      const [database, github] = [await open(), await start()];
      github.faults.next('POST *', { kind: 'status', status: 410, body: { message: 'Issues are disabled' } });
      work(database, github);
      await owe(database, [issue('init hangs')]);
      await untilSettled(database);
      expect((await rows(database)).map(({ reason }) => reason)).toEqual([
        'the issues of kubernetes/kubeadm are switched off',
      ]);
    });
  });

  describe('that is to be closed', () => {
    it('is closed as a duplicate, and locked where that is wanted', async () => {
      const [database, github] = [await open(), await start()];
      github.addIssue(kubernetes, { number: 43815, title: 'the same' });
      work(database, github);
      await owe(database, [closing(false), closing(true, {}, `${kubernetes}#43815`)]);
      await untilSettled(database);
      const [one, other] = [github.issue(kubeadm, 212), github.issue(kubernetes, 43815)];
      expect([one.state, one.stateReason, one.locked]).toEqual(['closed', 'duplicate', null]);
      expect([other.state, other.stateReason, other.locked !== null]).toEqual(['closed', 'duplicate', true]);
    });

    it('is left as it is when somebody has closed it already', async () => {
      const [database, github] = [await open(), await start()];
      github.closeIssue(kubeadm, 212, { reason: 'not_planned' });
      work(database, github);
      await owe(database, [closing(false)]);
      await untilSettled(database);
      expect(github.issue(kubeadm, 212).stateReason).toBe('not_planned');
      expect(github.requests.map(({ method }) => method)).toEqual(['GET']);
    });

    it('is closed once, whatever becomes of the answers', async () => {
      const [database, github] = [await open(), await start()];
      github.faults.next('PATCH *', { kind: 'drop', after: true });
      github.faults.next('PUT *', { kind: 'status', status: 502 });
      work(database, github);
      await owe(database, [closing(true)]);
      await untilQuiet(database);
      expect((await rows(database)).map(({ state }) => state)).toEqual(['sent']);
      expect(github.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
      expect(github.issue(kubeadm, 212).locked).not.toBeNull();
    });
  });
});
