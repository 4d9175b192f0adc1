/** The look after open polls: what makes answers void, conditions, reminders and deadlines; each told once, from the record. */
import { expect, it } from '@jest/globals';
import { testgridKey } from '../../../src/domain/ci/key.js';
import { ciStore } from '../../../src/storage/ci/ci.js';
import type { Database } from '../../../src/storage/dialect.js';
import { board } from '../../builders/ci-world.js';
import { onEveryDatabase } from '../../builders/databases.js';
import {
  ada,
  ben,
  branch,
  commitB,
  lea,
  max,
  rc,
  repo,
  type SignoffWorld,
  signoffConfig,
  signoffWorld,
} from '../../builders/signoff-world.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

onEveryDatabase('an open poll', (databases) => {
  async function using(
    work: (world: SignoffWorld, database: Database) => Promise<void>,
    config = signoffConfig(),
  ) {
    const database = await databases.open();
    const world = await signoffWorld(database, config);
    try {
      await work(world, database);
    } finally {
      await world.close();
    }
  }
  const everybody = async (world: SignoffWorld, poll: number) => {
    await world.answer(poll, 'node', max);
    await world.answer(poll, 'network', ben);
  };

  it('is over with the next commit on the branch, which makes every answer void, and is told so once', async () => {
    await using(async (world, database) => {
      const { id } = await world.ask();
      await everybody(world, id);
      await world.next();
      expect(await world.finding()).toMatchObject({ state: 'go' });
      world.github.addCommit(repo, { sha: commitB, message: 'B', branch });
      await Promise.all([world.next(), world.beside(database).tend()]);
      await world.next();
      expect(await world.states(id)).toBe('void void overtaken');
      expect(await world.finding()).toMatchObject({
        state: 'unknown',
        detail: expect.stringContaining('the branch is at bbbbbbbbb, asked was at aaaaaaaaa'),
      });
      expect((await world.owed()).slice(-1)).toEqual(['C0RELEASE: voided, ended']);
      expect(await world.owed()).toHaveLength(2);
      await expect(world.answer(id, 'node', max)).rejects.toMatchObject({ code: 'poll-ended' });
      await world.next(3 * day);
      expect(await world.finding()).toMatchObject({ state: 'no-go' });
    });
  });

  it('is over when its tag moves, or is taken away', async () => {
    await using(async (world) => {
      const { id } = await world.ask();
      await everybody(world, id);
      world.github.removeTag(repo, rc);
      await world.next();
      expect(await world.states(id)).toBe('void void overtaken');
      expect((await world.finding()).detail).toContain(`the tag ${rc} is gone`);
    });
  });

  it('reads GitHub once a minute, and then only for what has changed', async () => {
    await using(async (world) => {
      await world.ask();
      await world.next();
      world.github.resetRequests();
      await world.next(15_000);
      await world.next(15_000);
      expect(world.github.requests).toEqual([]);
      await world.next(45_000);
      expect(world.github.requests.map(({ status }) => status)).toEqual([304, 304]);
      world.github.revokeToken('ghp_test_token');
      await world.next(40 * minute);
      expect(await world.finding()).toMatchObject({
        state: 'unknown',
        detail: expect.stringContaining('GitHub refused the token'),
      });
    });
  });

  it('watches conditions: merged is GO, closed is NO GO and told to the lead; each once', async () => {
    await using(async (world) => {
      const pull = () =>
        world.github.addIssue(repo, { title: 'Mend', pullRequest: { head: 'x', base: branch } as never });
      const [one, two, issue] = [pull(), pull(), world.github.addIssue(repo, { title: 'It leaks' })];
      const met = world.github.addIssue(repo, { title: 'Done' });
      world.github.closeIssue(repo, met);
      const { id } = await world.ask();
      await world.answer(id, 'node', max, { conditions: `#${one}, #${issue}, #${met}` });
      await world.answer(id, 'network', ben, { conditions: `#${two}` });
      expect(await world.states(id)).toBe('conditional conditional open');
      await world.next();
      world.github.mergePull(repo, one);
      await world.next(30_000);
      expect(await world.owed()).toEqual([]);
      await world.next(30_000);
      world.github.closeIssue(repo, issue);
      world.github.closeIssue(repo, two);
      await world.next();
      await world.next();
      expect(await world.states(id)).toBe('go no-go open');
      expect(await world.owed()).toEqual([
        'C0RELEASE: condition node',
        'C0RELEASE: condition node, condition network',
        'U0BEN: condition network',
      ]);
      expect(await world.finding()).toMatchObject({ state: 'no-go' });
    });
  });

  it('says NO GO where a condition was deleted or has moved', async () => {
    await using(async (world) => {
      const [gone, moved] = ['a', 'b'].map((title) => world.github.addIssue(repo, { title })) as [
        number,
        number,
      ];
      world.github.addRepo({ fullName: 'acme/other' });
      const { id } = await world.ask();
      await world.answer(id, 'node', max, { conditions: `#${gone}` });
      await world.answer(id, 'network', ben, { conditions: `#${moved}` });
      world.github.deleteIssue(repo, gone);
      world.github.transferIssue(repo, moved, 'acme/other');
      await world.next();
      const { groups } = (await world.desk.poll(id)).poll;
      expect(groups.map(({ answer }) => answer?.conditions[0]?.why)).toEqual([
        'it was deleted',
        'it has become acme/other#1',
      ]);
    });
  });

  it('reminds those who have not answered, once for each time, in their channel or directly, and never at night', async () => {
    await using(async (world) => {
      // Asked for at noon on Wednesday, until Friday noon.
      const { id, deadline } = await world.ask();
      await world.next(day - minute);
      expect(await world.owed()).toEqual([]);
      await world.next(minute);
      await world.next(minute);
      const first = await world.owed();
      expect(first).toEqual(['C0NODE: reminder node no link', 'U0BEN: reminder network no link']);
      await world.answer(id, 'node', max);
      await world.desk.extend({ actor: lea, request: 'more', poll: id, deadline: deadline + 13 * hour });
      // Two hours before the deadline it is 23:00.
      await world.next(deadline + 11 * hour - world.now());
      await world.next(hour);
      expect((await world.owed()).slice(2)).toEqual(['C0RELEASE: extended']);
      await world.next(hour);
      await world.next(hour);
      expect((await world.owed()).slice(3)).toEqual(['C0RELEASE: overdue']);
    });
  });

  it('reminds in both places where that is configured, and whoever answers for a lead', async () => {
    await using(
      async (world) => {
        const { id } = await world.ask();
        await world.answer(id, 'network', ben);
        await world.desk.delegate({
          ...{ actor: ada, request: 'd', release: 'v1.6', group: 'node', delegate: 'U0BEN' },
          ...{ from: null, until: world.now() + 10 * day },
        });
        await world.next(day);
        expect((await world.owed()).slice(1)).toEqual(
          ['C0NODE', 'U0MAX', 'U0ADA', 'U0BEN'].map((place) => `${place}: reminder node no link`),
        );
      },
      signoffConfig('', 'remind-in: both'),
    );
  });

  it('says once that its deadline has passed, from whichever process, and after a restart', async () => {
    await using(async (world, database) => {
      const { id } = await world.ask();
      await world.answer(id, 'node', max);
      world.pass(3 * day);
      const other = world.beside(await databases.reopen());
      await Promise.all([world.tend(), other.tend(), world.beside(database).tend()]);
      await other.tend();
      expect((await world.owed()).filter((one) => one.includes('overdue'))).toEqual(['C0RELEASE: overdue']);
      expect(await world.finding()).toMatchObject({ state: 'no-go' });
    });
  });

  const withJobs = `
  ready: { jobs: ["blocking/*"], green: 1 }
ci: { jobs: { blocking: { board: blocking } }, alerts: false }`;
  const ciConfig = signoffConfig().replace(/gates: .*/, `gates:${withJobs}`);

  /** Reads the blocking job with this row of results. */
  const running = (world: SignoffWorld, database: Database) => {
    const store = ciStore(database, world.now);
    let reading = 0;
    return async (row: string) => {
      const job = { ...board(row, world.now() - minute), readAt: world.now() };
      const source = testgridKey('blocking', '');
      const what = { source, after: reading++, at: world.now(), cursor: null, unchanged: [], gone: [] };
      const nothing = () => ({ alerts: [], usedUp: [], owed: [] });
      expect(await store.save({ ...what, jobs: [{ job, usual: null }] }, nothing)).toBe(true);
    };
  };

  it('asks again those who said GO before a blocking job turned red, and not those who saw it', async () => {
    await using(async (world, database) => {
      const run = running(world, database);
      await run('rrr');
      const { id } = await world.ask();
      // Red already when it was asked: whoever says GO knows.
      await world.answer(id, 'node', max);
      await world.next();
      expect(await world.states(id)).toBe('go waiting open');
      await run('grr');
      await world.next();
      expect(await world.states(id)).toBe('go waiting open');
      await run('rgr');
      // Nobody has looked since: what was said before is void, and what is said now is not.
      await world.answer(id, 'network', ben);
      expect(await world.states(id)).toBe('void go open');
      await world.next();
      expect(await world.states(id)).toBe('void go open');
      expect(await world.owed()).toEqual(['C0RELEASE: voided']);
      await world.answer(id, 'node', max);
      // Everybody says GO, and the job still holds the release back.
      expect((await world.finding()).state).toBe('go');
      expect(await world.states(id)).toBe('go go open');
    }, ciConfig);
  });

  it('takes no GO over to the next poll when a blocking job has turned red since', async () => {
    await using(async (world, database) => {
      const run = running(world, database);
      const pull = (head: string) =>
        world.github.addIssue(repo, { title: head, pullRequest: { head, base: branch } as never });
      const land = async (number: number, sha: string) => {
        world.github.addCommit(repo, { sha, message: 'fix', branch });
        world.github.mergePull(repo, number, { sha });
        await world.next();
      };
      const [fix, other] = [pull('fix'), pull('other')];
      await run('grr');
      const { id } = await world.ask('');
      await world.answer(id, 'node', max, { conditions: `#${fix}` });
      await land(fix, commitB);
      expect(await world.states(id)).toBe('conditional waiting overtaken');
      // What it waited for is what broke it.
      await run('rgr');
      const next = await world.ask('');
      expect(await world.states(next.id)).toBe('waiting waiting open');
      // Whoever says GO to what is red knows it.
      await world.answer(next.id, 'node', max, { conditions: `#${other}` });
      await land(other, 'c'.repeat(40));
      expect(await world.states((await world.ask('')).id)).toBe('go waiting open');
    }, ciConfig);
  });
});
