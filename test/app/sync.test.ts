/** The sync is right about everything that can happen to an issue, and cheap when nothing does. */
import { afterEach, expect, it } from '@jest/globals';
import { hour, minute } from '../../src/domain/time.js';
import { onEveryDatabase } from '../builders/databases.js';
import { smallConfig, startWorld, type World } from '../builders/world.js';

const repo = 'acme/rocket';

onEveryDatabase('sync', (databases) => {
  const worlds: World[] = [];
  afterEach(async () => {
    for (const { github } of worlds.splice(0)) await github.close();
  });

  async function world(): Promise<World> {
    const made = await startWorld(await databases.open());
    worlds.push(made);
    made.github.addRepo({ fullName: repo });
    made.github.addMilestone(repo, { title: 'v1.0' });
    made.github.addMilestone(repo, { title: 'v1.1' });
    return made;
  }

  const open = async ({ questions }: World) => {
    const { evidence } = await questions().showStatus(null);
    return { total: evidence.issues.census?.total.count, bugs: evidence.issues.census?.kinds.bug?.count };
  };

  it('counts issues and leaves pull requests out of them', async () => {
    const w = await world();
    w.github.addIssue(repo, { title: 'a bug', labels: ['kind/bug', 'team/fuel'], milestone: 'v1.0' });
    w.github.addIssue(repo, { title: 'a task', milestone: 'v1.0' });
    w.github.addIssue(repo, { title: 'done', milestone: 'v1.0', state: 'closed' });
    w.github.addIssue(repo, { title: 'a change', milestone: 'v1.0', pullRequest: {} });
    w.github.addIssue(repo, { title: 'merged', milestone: 'v1.0', pullRequest: { mergedAt: w.now() } });
    w.github.addIssue(repo, { title: 'elsewhere', labels: ['kind/bug'], milestone: 'v1.1' });
    w.github.addIssue(repo, { title: 'nowhere', labels: ['kind/bug'] });

    await w.sync();

    const { evidence } = await w.questions().showStatus(null);
    expect(evidence.issues.census).toMatchObject({
      total: { count: 2 },
      closedIssues: 1,
      pullRequests: { open: 1, merged: 1 },
      kinds: { bug: { count: 1 } },
      measures: { 'bug.without-milestone': { count: 1 } },
    });
  });

  it('follows an issue that closes, reopens, changes its labels, moves out, moves in', async () => {
    const w = await world();
    const bug = w.github.addIssue(repo, { title: 'a bug', labels: ['kind/bug'], milestone: 'v1.0' });
    const other = w.github.addIssue(repo, { title: 'other', milestone: 'v1.1' });
    await w.sync();
    expect(await open(w)).toEqual({ total: 1, bugs: 1 });
    const steps: [() => void, object][] = [
      [() => w.github.closeIssue(repo, bug), { total: 0, bugs: 0 }],
      [() => w.github.reopenIssue(repo, bug), { total: 1, bugs: 1 }],
      [() => w.github.updateIssue(repo, bug, { labels: ['kind/cleanup'] }), { total: 1, bugs: 0 }],
      [
        () => w.github.updateIssue(repo, bug, { milestone: 'v1.1', labels: ['kind/bug'] }),
        { total: 0, bugs: 0 },
      ],
      [() => w.github.updateIssue(repo, other, { milestone: 'v1.0' }), { total: 1, bugs: 0 }],
      [() => w.github.updateIssue(repo, bug, { milestone: 'v1.0' }), { total: 2, bugs: 1 }],
      [() => w.github.updateIssue(repo, bug, { milestone: null }), { total: 1, bugs: 0 }],
    ];
    for (const [change, expected] of steps) {
      w.pass(5 * minute);
      change();
      w.pass(1000);

      const [outcome] = await w.sync();

      expect(outcome).toMatchObject({ kind: 'refresh', problem: null });
      expect(await open(w)).toEqual(expected);
    }
    expect(
      (await w.questions().showStatus(null)).evidence.issues.census?.measures['bug.without-milestone']?.count,
    ).toBe(1);
  });

  it('finds out by the count of the milestone that an issue was deleted or transferred', async () => {
    const w = await world();
    w.github.addRepo({ fullName: 'acme/other' });
    const numbers = w.github.addIssues(
      repo,
      ['a', 'b', 'c'].map((title) => ({ title, labels: ['kind/bug'], milestone: 'v1.0' })),
    );
    await w.sync();

    w.pass(hour);
    w.github.deleteIssue(repo, numbers[0] ?? 0);
    await w.sync();
    expect(await open(w)).toEqual({ total: 2, bugs: 2 });

    w.pass(hour);
    w.github.transferIssue(repo, numbers[1] ?? 0, 'acme/other');
    await w.sync();
    expect(await open(w)).toEqual({ total: 1, bugs: 1 });
  });

  it('finds a deleted issue without a milestone in the next full reading', async () => {
    const w = await world();
    const number = w.github.addIssue(repo, { title: 'loose', labels: ['kind/bug'] });
    await w.sync();
    w.github.deleteIssue(repo, number);
    const loose = async () =>
      (await w.questions().showStatus(null)).evidence.issues.census?.measures['bug.without-milestone']?.count;

    await w.sync();
    expect(await loose()).toBe(1);
    await w.sync({ full: true });
    expect(await loose()).toBe(0);
  });

  it('keeps following a milestone that was renamed, and says what to change', async () => {
    const w = await world();
    w.github.addIssue(repo, { title: 'a bug', labels: ['kind/bug'], milestone: 'v1.0' });
    await w.sync();

    w.pass(hour);
    w.github.renameMilestone(repo, 'v1.0', 'v1.0 final');
    await w.sync();

    const { evidence, verdict } = await w.questions().showStatus(null);
    expect(evidence.issues.census?.total.count).toBe(1);
    expect(evidence.issues.notice).toContain('v1.0 of acme/rocket is called v1.0 final now');
    expect(verdict.reasons[0]?.evidence[0]?.url).toContain('milestone:%22v1.0+final%22');
  });

  it('does not know a milestone that does not exist, names the nearest, and never says GO', async () => {
    const w = await world();
    w.reconfigure(smallConfig.replaceAll('v1.0', 'v1.00'));

    const [outcome] = await w.sync();

    const { verdict } = await w.questions().showStatus(null);
    expect(outcome?.problem).toBeNull();
    expect(verdict.state).toBe('UNKNOWN');
    expect(verdict.reasons[0]?.detail).toContain(
      'there is no milestone "v1.00" in acme/rocket; did you mean "v1.0"?',
    );
  });

  it('reads another milestone in full when the configuration names one', async () => {
    const w = await world();
    w.github.addIssue(repo, {
      title: 'old bug',
      labels: ['kind/bug'],
      milestone: 'v1.1',
      createdAt: w.now() - 1000 * hour,
      updatedAt: w.now() - 999 * hour,
    });
    await w.sync();

    w.reconfigure(smallConfig.replaceAll('v1.0', 'v1.1'));
    const [outcome] = await w.sync();

    expect(outcome?.kind).toBe('full');
    expect(await open(w)).toEqual({ total: 1, bugs: 1 });
  });

  it('counts anew when a gate changes, though nothing changed on GitHub', async () => {
    const w = await world();
    w.github.addIssue(repo, { title: 'slow', labels: ['kind/slow'], milestone: 'v1.0' });
    await w.sync();
    expect((await w.questions().showStatus(null)).verdict.state).toBe('GO');

    w.reconfigure(smallConfig.replace('count: kind/bug', 'count: kind/slow'));
    // What was counted by other rules is not known: otherwise this would still be GO.
    const meanwhile = await w.questions().showStatus(null);
    expect(meanwhile.verdict.state).toBe('UNKNOWN');
    expect(meanwhile.verdict.reasons[0]?.detail).toContain('the rules in signalman.yml have changed since');
    await w.sync();

    expect((await w.questions().showStatus(null)).verdict.state).toBe('NO GO');
  });

  it('costs pages of 100 plus at most three at first, and two requests with one of quota when nothing changed', async () => {
    const w = await world();
    w.github.addIssues(
      repo,
      Array.from({ length: 617 }, (_, at) => ({
        title: `issue ${at}`,
        labels: ['kind/bug'],
        milestone: 'v1.0',
      })),
    );

    const [cold] = await w.sync();
    w.pass(5 * minute);
    const [first] = await w.sync();
    w.pass(5 * minute);
    const [second] = await w.sync();

    expect(cold).toMatchObject({ kind: 'full', changed: 617 });
    expect(cold?.requests).toBeLessThanOrEqual(7 + 3);
    expect(first).toMatchObject({ kind: 'refresh', changed: 0 });
    for (const warm of [first, second]) {
      expect(warm?.requests).toBeLessThanOrEqual(2);
      expect(warm?.quota).toBeLessThanOrEqual(1);
    }
    expect((await w.questions().showStatus(null)).evidence.issues.spent).toEqual({
      requests: second?.requests,
      quota: second?.quota,
    });
  });

  it('looks further back only as long as it finds news', async () => {
    const w = await world();
    const numbers = w.github.addIssues(
      repo,
      Array.from({ length: 650 }, (_, at) => ({
        title: `issue ${at}`,
        labels: ['kind/bug'],
        milestone: 'v1.0',
      })),
    );
    await w.sync();
    w.pass(5 * minute);
    for (const number of numbers.slice(0, 250)) w.github.updateIssue(repo, number, { labels: [] });

    const [refresh] = await w.sync();

    expect(refresh).toMatchObject({ kind: 'refresh', changed: 250 });
    expect(refresh?.requests).toBeLessThanOrEqual(5);
    expect(await open(w)).toEqual({ total: 650, bugs: 400 });
  });

  it('shows no figures from a reading that stopped half-way, whatever stopped it', async () => {
    const w = await world();
    w.github.addIssues(
      repo,
      Array.from({ length: 250 }, (_, at) => ({
        title: `issue ${at}`,
        labels: ['kind/bug'],
        milestone: 'v1.0',
      })),
    );
    await w.sync();
    for (const fault of [
      { kind: 'html' as const },
      { kind: 'truncate' as const },
      { kind: 'drop' as const },
      { kind: 'status' as const, status: 502 },
      { kind: 'status' as const, status: 404 },
      { kind: 'rateLimited' as const, resetInS: 3000 },
    ]) {
      w.pass(5 * minute);
      w.github.addIssue(repo, { title: 'new', milestone: 'v1.0' });
      w.github.closeIssue(repo, 1);
      // The second page of issues fails, however often it is asked for.
      w.github.faults.next('*/issues', { ...fault, skip: 1, times: 20 });

      const [outcome] = await w.sync({ full: true });

      w.github.faults.clear();
      expect(outcome?.problem).not.toBeNull();
      expect(await open(w)).toEqual({ total: 250, bugs: 250 });
      w.github.reopenIssue(repo, 1);
      w.github.updateIssue(repo, w.github.addIssue(repo, { title: 'undo' }), { state: 'closed' });
    }
    w.pass(5 * minute);
    const [outcome] = await w.sync();
    expect(outcome?.problem).toBeNull();
    expect(await open(w)).toEqual({ total: 256, bugs: 250 });
  });

  it('waits out a short limit, a 5xx, a web page and half a JSON', async () => {
    const w = await world();
    w.github.addIssue(repo, { title: 'a bug', labels: ['kind/bug'], milestone: 'v1.0' });
    for (const fault of [
      { kind: 'secondary' as const, retryAfterS: 1, status: 403 as const },
      { kind: 'status' as const, status: 503 },
      { kind: 'html' as const },
      { kind: 'truncate' as const },
      { kind: 'drop' as const },
    ]) {
      w.github.faults.next('*/issues', fault);

      const [outcome] = await w.sync({ full: true });

      expect(outcome?.problem).toBeNull();
      expect(await open(w)).toEqual({ total: 1, bugs: 1 });
    }
  });

  it('reads one repository once for several releases, however they spell it, and for the enhancements in it', async () => {
    const w = await world();
    w.github.addMilestone(repo, { title: 'ideas' });
    w.github.addIssue(repo, { title: 'a bug', labels: ['kind/bug'], milestone: 'v1.0' });
    w.github.addIssue(repo, { title: 'next', labels: ['kind/bug'], milestone: 'v1.1' });
    w.github.addIssue(repo, { title: 'an idea', milestone: 'ideas' });
    w.reconfigure(
      `${smallConfig}    enhancements: { repository: acme/rocket, milestone: ideas }\n  v1.1: { repository: Acme/Rocket }\n`.replace(
        'v1.0: { milestone: v1.0 }',
        'v1.0:',
      ),
    );

    const outcomes = await w.sync();

    expect(outcomes.map((outcome) => outcome.problem)).toEqual([null]);
    const [first, second] = await Promise.all([
      w.questions().showStatus('v1.0'),
      w.questions().showStatus('v1.1'),
    ]);
    expect(first.evidence.issues.census?.total.items.map((item) => item.title)).toEqual(['a bug']);
    expect(first.evidence.enhancements?.census?.total.items.map((item) => item.title)).toEqual(['an idea']);
    expect(second.evidence.issues.census?.total.items.map((item) => item.title)).toEqual(['next']);
  });

  it('a milestone that the configuration names anew is not mistaken for the one before', async () => {
    const w = await world();
    w.github.addIssue(repo, { title: 'a task', milestone: 'v1.0' });
    await w.sync();
    expect((await w.questions().showStatus(null)).verdict.state).toBe('GO');

    w.reconfigure(smallConfig.replaceAll('v1.0', 'v2.0'));
    await w.sync();

    const { verdict } = await w.questions().showStatus(null);
    expect(verdict.state).toBe('UNKNOWN');
    expect(verdict.reasons[0]?.detail).toContain('there is no milestone "v2.0"');
  });

  it('a reading that was taken over by another process commits nothing', async () => {
    const w = await world();
    w.github.addIssues(
      repo,
      Array.from({ length: 250 }, (_, at) => ({
        title: `issue ${at}`,
        labels: ['kind/bug'],
        milestone: 'v1.0',
      })),
    );
    await w.sync();
    // The second page comes late, and meanwhile the lease is lost to somebody who reads all of it.
    w.github.faults.next('*/issues', { kind: 'delay', ms: 800, skip: 1 });
    const slow = w.sync({ full: true });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await w.loseLeases();
    const [fast] = await w.sync({ full: true });

    const [late] = await slow;

    expect(fast?.problem).toBeNull();
    expect(late?.problem).toContain('another process has taken over');
    expect(await open(w)).toEqual({ total: 250, bugs: 250 });
    expect((await w.questions().showStatus(null)).evidence.issues.problem).toBeNull();
  });

  it('a difference is not forgotten when reading all of it fails', async () => {
    const w = await world();
    const number = w.github.addIssue(repo, { title: 'a bug', labels: ['kind/bug'], milestone: 'v1.0' });
    await w.sync();
    w.pass(hour);
    w.github.deleteIssue(repo, number);
    w.github.faults.next('*/issues?*milestone=*', { kind: 'status', status: 502, times: 20 });
    await w.sync();
    w.github.faults.clear();

    await w.sync();

    expect(await open(w)).toEqual({ total: 0, bugs: 0 });
  });

  it('notices what happens to a milestone that is not on the first page of milestones', async () => {
    const w = await world();
    const due = Date.UTC(2030, 0, 1);
    for (let at = 0; at < 150; at++)
      w.github.addMilestone(repo, { title: `later ${at}`, dueOn: due + at * 1000 });
    const number = w.github.addIssue(repo, { title: 'a bug', labels: ['kind/bug'], milestone: 'v1.0' });
    await w.sync();
    await w.sync();
    w.github.deleteIssue(repo, number);

    await w.sync();

    expect(await open(w)).toEqual({ total: 0, bugs: 0 });
  });

  it('a label with a comma is found among the issues without a milestone, and a widened filter reads again', async () => {
    const w = await world();
    const gate = (filter: string) =>
      `${smallConfig}`.replace('count: kind/bug', `in: no-milestone, count: '${filter}'`);
    const long = w.now() - 1000 * hour;
    w.github.addIssue(repo, { title: 'comma', labels: ['needs, triage'], createdAt: long, updatedAt: long });
    w.github.addIssue(repo, { title: 'b', labels: ['kind/bug', 'team/b'], createdAt: long, updatedAt: long });
    const value = async () => (await w.questions().showStatus(null)).verdict.findings[0]?.value;

    w.reconfigure(gate('"needs, triage"'));
    await w.sync();
    expect(await value()).toBe(1);
    w.reconfigure(gate('kind/bug and team/c'));
    await w.sync();
    expect(await value()).toBe(0);
    w.reconfigure(gate('kind/bug and team/b'));
    await w.sync();
    expect(await value()).toBe(1);
  });

  it('two processes never read the same repository at once', async () => {
    const w = await world();
    w.github.faults.next('*/milestones', { kind: 'delay', ms: 300 });

    const kinds = (await Promise.all([w.sync(), w.sync()])).map(([outcome]) => outcome?.kind);

    expect(kinds.sort()).toEqual(['elsewhere', 'full']);
  });
});
