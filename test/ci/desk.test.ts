/** What people say of jobs and do with them: who may, what counts once, and when it is over. */
import { afterEach, expect, it } from '@jest/globals';
import { createIssueFiler } from '../../src/github/issue-filer.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import type { Database } from '../../src/storage/dialect.js';
import { board, ciConfig, ciWorld, hour, minute, start } from '../builders/ci-world.js';
import { onEveryDatabase } from '../builders/databases.js';
import { silentLog } from '../builders/log.js';
import { quick, token } from '../builders/world.js';

const lead = { id: 'U0LEAD', name: 'lea' };
const node = { id: 'U0NODE', name: 'nora' };
const max = { id: 'U0MAX', name: 'max' };
const kind = 'kind-master';

let github: LocalGitHub | null = null;
afterEach(async () => {
  await github?.close();
  github = null;
});

onEveryDatabase('the desk of the test signal', (databases) => {
  const red = async (config = ciConfig()) => {
    const database = await databases.open();
    github = await startLocalGitHub({ now: () => start, tokens: [{ token, login: 'signalman' }] });
    github.addRepo({ fullName: 'acme/rocket' });
    const filer = createIssueFiler({ apiUrl: github.url, auth: { token }, log: silentLog, ...quick });
    const w = await ciWorld(database, config, { filer });
    w.put([
      board('rggg', start - hour, { messages: { TestA: 'expected ``` 1, @kubernetes/everyone got 2' } }),
    ]);
    await w.read();
    const [alert] = await w.alerts();
    return { w, database, github, id: alert?.id ?? '' };
  };
  const tests = async ({ status }: Awaited<ReturnType<typeof ciWorld>>) =>
    (await status()).verdict.findings.find(({ gate }) => gate === 'tests');

  it('a group’s word lets its red job pass until its end, or until it is taken back', async () => {
    const { w } = await red();
    const asked = { release: 'v1.6', job: kind, reason: 'The test is wrong', request: 'r1' };
    expect((await tests(w))?.state).toBe('no-go');
    const word = await w.desk.word({ ...asked, by: node, until: w.now() + hour });
    expect((await w.desk.word({ ...asked, by: node, until: w.now() + hour })).id).toBe(word.id);
    expect(word).toMatchObject({ group: 'node', authorName: 'nora', release: 'v1.6' });
    expect((await tests(w))?.state).toBe('go');
    await expect(w.desk.endWord({ word: word.id, by: max, request: 'r2' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const ended = await w.desk.endWord({ word: word.id, by: lead, request: 'r3' });
    w.pass(minute);
    expect((await w.desk.endWord({ word: word.id, by: lead, request: 'r3' })).endedAt).toBe(ended.endedAt);
    expect((await tests(w))?.state).toBe('no-go');
    await expect(w.desk.endWord({ word: 99, by: lead, request: 'r4' })).rejects.toMatchObject({
      code: 'unknown-word',
    });
  });

  it('the recovery of the job uses the word up: the next failure needs another', async () => {
    const { w } = await red();
    await w.desk.word({
      release: 'v1.6',
      job: kind,
      reason: 'Known',
      request: 'r',
      by: lead,
      until: w.now() + 50 * hour,
    });
    w.put([board('gggrggg', start + 3 * hour)]);
    w.forwardTo(start + 3 * hour + minute);
    await w.read();
    expect((await w.evidence()).words).toEqual([]);
    w.put([board('rgggrggg', start + 4 * hour)]);
    await w.next(hour);
    expect((await tests(w))?.state).toBe('no-go');
  });

  it.each([
    ['somebody else', { by: max }, 'not-allowed'],
    ['no reason', { reason: ' ' }, 'bad-word'],
    ['an end that is over', { until: start - 1 }, 'bad-word'],
    ['no end in sight', { until: start + 9000 * hour }, 'bad-word'],
    ['an essay', { reason: 'x'.repeat(501) }, 'bad-word'],
    ['a job that is not there', { job: 'kind-mastre' }, 'unknown-job'],
    ['a release that is not there', { release: 'v9' }, 'unknown-release'],
  ])('a word by or with %s is not stored', async (_, given, code) => {
    const { w } = await red();
    const good = {
      release: 'v1.6',
      job: kind,
      reason: 'Known',
      request: 'r',
      by: node,
      until: w.now() + hour,
    };
    await expect(w.desk.word({ ...good, ...given })).rejects.toMatchObject({ code });
    expect((await w.evidence()).words).toEqual([]);
  });

  it('a test by hand stands in for the job on its commit, and no more on the next', async () => {
    const { w } = await red();
    const commit = (await w.evidence()).jobs[0]?.columns[0]?.commit ?? '';
    const asked = {
      release: 'v1.6',
      job: `blocking/${kind}`,
      commit,
      what: 'kubeadm init',
      request: 'm1',
      by: lead,
    };
    const test = await w.desk.manual({ ...asked, result: 'pass' });
    expect((await w.desk.manual({ ...asked, result: 'pass' })).id).toBe(test.id);
    expect((await tests(w))?.state).toBe('go');
    w.put([board('rrggg', start)]);
    await w.next();
    expect((await tests(w))?.state).toBe('no-go');
    await expect(
      w.desk.manual({ ...asked, request: 'm2', commit: 'main', result: 'pass' }),
    ).rejects.toMatchObject({ code: 'bad-manual-test' });
    await expect(w.desk.manual({ ...asked, request: 'm3', by: max, result: 'pass' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  it('where no gate takes a test by hand, it says so', async () => {
    const { w } = await red(ciConfig().replace(', manual: true', ''));
    const asked = { release: 'v1.6', job: kind, commit: 'abcdef1', what: 'x', request: 'm', by: lead };
    await expect(w.desk.manual({ ...asked, result: 'pass' })).rejects.toMatchObject({
      code: 'bad-manual-test',
      hint: expect.stringContaining('manual: true'),
    });
  });

  it('an issue says what fails, is filed once however often it is sent, and is linked to the alert and its tests', async () => {
    const { w, id, github } = await red();
    const draft = await w.desk.issueFor(id);
    expect(draft).toMatchObject({
      repository: 'acme/rocket',
      title: 'TestA fails in kind-master',
      labels: ['sig/node'],
    });
    expect(draft.body).toContain('````');
    const send = (by = max) =>
      w.desk.file({ alert: id, by, request: 'f1', title: draft.title, body: draft.body });
    const filed = await send();
    expect(await send(lead)).toEqual(filed);
    const issues = github.issues('acme/rocket');
    expect(issues).toHaveLength(1);
    const { alert, suggested } = await w.desk.alert(id);
    expect(alert.issues).toEqual([filed.url]);
    expect(suggested).toBeNull();
    expect((await w.evidence()).jobs[0]?.linked).toEqual({ TestA: [filed.url] });
    await w.next();
    expect((await w.desk.alert(id)).alert.issues).toEqual([filed.url]);
    const news = (await w.owed()).filter(({ purpose }) => purpose === 'ci-news');
    expect(news.map(({ text }) => text)).toEqual(['issues', 'issues']);
  });

  it('an answer that is lost files nothing twice', async () => {
    const { w, id, github } = await red();
    const send = () => w.desk.file({ alert: id, by: max, request: 'f1', title: 'It fails', body: 'See.' });
    github.faults.next('POST */issues', { kind: 'drop', after: true });
    github.faults.next(/^POST .*\/issues$/, { kind: 'drop', after: true });
    await expect(send()).rejects.toMatchObject({ code: 'not-filed' });
    expect(github.issues('acme/rocket')).toHaveLength(1);
    const filed = await send();
    expect(filed.number).toBe(1);
    expect(github.issues('acme/rocket')).toHaveLength(1);
  });

  it('what GitHub refuses is said, and can be tried again', async () => {
    const { w, id, github } = await red();
    const send = () => w.desk.file({ alert: id, by: max, request: 'f1', title: 'It fails', body: 'See.' });
    github.faults.next(/^POST .*\/issues$/, { kind: 'status', status: 403, body: { message: 'no' } });
    await expect(send()).rejects.toMatchObject({
      code: 'not-filed',
      message: expect.stringContaining('Issues: write'),
    });
    expect(github.issues('acme/rocket')).toHaveLength(0);
    await Promise.allSettled([send(), send()]);
    await send();
    expect(github.issues('acme/rocket')).toHaveLength(1);
  });

  it('an open issue that names the failing test is suggested', async () => {
    const { w, database, id } = await red();
    await store(database, [
      [7, 'Flaky: TestA is not it'],
      [8, '[k8s.io] Kubectl client should work {Kubernetes e2e suite}'],
    ]);
    w.put([board('rrggg', start, {}, ['Kubernetes e2e suite.[k8s.io] Kubectl client should work'])]);
    await w.next();
    expect((await w.desk.alert(id)).suggested).toMatchObject({ number: 8 });
  });
});

async function store(database: Database, issues: [number, string][]): Promise<void> {
  const { id } = await database.write
    .insertInto('repository')
    .values({ full_name: 'acme/rocket', web: 'https://github.com' } as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [number, title] of issues)
    await database.write
      .insertInto('issue')
      .values({
        ...{
          repository_id: id,
          number,
          title,
          body: '',
          state: 'open',
          is_pull_request: 0,
          labels: '[]',
          assignees: '[]',
        },
        ...{
          author: 'x',
          author_is_bot: 0,
          milestone: null,
          created_at: number,
          updated_at: 1,
          closed_at: null,
        },
        ...{ merged_at: null, url: `https://github.com/acme/rocket/issues/${number}`, gone_at: null },
      })
      .execute();
}
