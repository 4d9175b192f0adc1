/** Reading the test signal for all releases: what is shared is read once, and what fails hides nothing else. */
import { expect, it } from '@jest/globals';
import { SourceFault } from '../../src/app/ports/source-fault.js';
import { actionsKey, testgridKey } from '../../src/domain/ci/key.js';
import { minute as aMinute } from '../../src/domain/time.js';
import { job } from '../builders/ci.js';
import { board, ciConfig, ciWorld, hour, minute, start } from '../builders/ci-world.js';
import { onEveryDatabase } from '../builders/databases.js';

const two = `
repository: acme/rocket
gates: { tests: { jobs: ["*/*"] } }
ci:
  every: 5m
  jobs:
    blocking: { board: blocking, tabs: [kind-master] }
    serial: { board: blocking, tabs: [serial], alerts: false }
    other: { board: other }
    e2e: { workflow: e2e.yml, branch: main }
releases: { v1.6: {}, v1.7: {} }
`;
const blocking = testgridKey('blocking', '');
const other = testgridKey('other', '');
const e2e = actionsKey('acme/rocket', 'e2e.yml', 'main');
const workflow = () => job('ggg', { key: e2e, name: 'e2e.yml', board: 'acme/rocket' });
const down = new SourceFault('unreachable', 'TestGrid could not be reached');

onEveryDatabase('the reading of the test signal', (databases) => {
  it('asks for what several releases and sets share once, and not before it is due again', async () => {
    const w = await ciWorld(await databases.open(), two);
    w.put([
      board('ggg', start - hour),
      board('ggg', start - hour, { key: testgridKey('blocking', 'serial'), name: 'serial' }),
    ]);
    w.put([workflow()], e2e);
    await w.read();
    await w.read();
    await w.next(4 * minute);
    expect([...w.asked].sort()).toEqual([e2e, blocking, other].sort());
    await w.next();
    expect(w.asked).toHaveLength(6);
    const names = (await w.evidence()).jobs.map(({ name }) => name);
    expect(names).toEqual(['kind-master', 'serial', 'e2e.yml']);
    const second = w.settings.releases[1];
    if (!second) throw new Error('no second release');
    expect((await w.deps.evidence.gather(second)).ci.jobs).toHaveLength(3);
  });

  it('stores why a source could not be read on its jobs and on no others, and forgets it afterwards', async () => {
    const w = await ciWorld(await databases.open(), two);
    w.put([board('ggg', start - hour)]);
    w.put([workflow()], e2e);
    await w.read();
    w.put(down);
    await w.next();
    const problems = async () => (await w.evidence()).jobs.map(({ name, problem }) => [name, problem]);
    expect(await problems()).toEqual([
      ['kind-master', 'TestGrid could not be reached'],
      ['e2e.yml', null],
    ]);
    expect((await w.status()).verdict.state).not.toBe('GO');
    w.put([board('ggg', start - hour)]);
    // After trouble it is tried again within a minute.
    await w.next(aMinute);
    expect((await problems()).map(([, problem]) => problem)).toEqual([null, null]);
  });

  it('does not forget a failing job that its source names no more, and forgets one that was green', async () => {
    const w = await ciWorld(await databases.open());
    const green = board('ggg', start, { key: testgridKey('blocking', 'node'), name: 'node' });
    w.put([board('rggg', start), green]);
    await w.read();
    w.put([board('ggg', start, { key: testgridKey('blocking', 'other'), name: 'other' })]);
    await w.next();
    const jobs = async () => (await w.evidence()).jobs.map(({ name, problem }) => `${name}: ${problem}`);
    const gone = 'kind-master: its source does not name it any more: it was renamed or taken away';
    expect((await jobs()).sort()).toEqual([gone, 'other: null']);
    const { verdict } = await w.status();
    expect(verdict.state).toBe('UNKNOWN');
    expect(verdict.reasons.map(({ detail }) => detail).join()).toContain('1 not known of 2 jobs');
    // By then a run of that day would not count either.
    w.put([board('ggg', start + 25 * hour, { key: testgridKey('blocking', 'other'), name: 'other' })]);
    await w.next(25 * hour);
    expect(await jobs()).toEqual(['other: null']);
  });

  it('that never succeeded is unknown with the reason, job by job where they are named', async () => {
    const w = await ciWorld(await databases.open(), two);
    w.put(down);
    w.put(new Error('a mistake of ours'), other);
    w.put([], e2e);
    await w.read();
    const jobs = (await w.evidence()).jobs;
    expect(jobs.map(({ name, problem, readAt }) => [name, problem, readAt])).toEqual([
      ['kind-master', 'TestGrid could not be reached', null],
      ['serial', 'TestGrid could not be reached', null],
      ['all tabs', 'testgrid:other# could not be read, for a reason of our own', null],
    ]);
    const finding = (await w.status()).verdict.findings.find(({ gate }) => gate === 'tests');
    expect(finding?.state).toBe('unknown');
    expect(JSON.stringify(finding)).toContain('TestGrid could not be reached');
    w.put([board('ggg', start - hour)]);
    w.put([job('ggg', { key: testgridKey('other', 'x'), name: 'x', board: 'other' })], other);
    await w.next();
    expect((await w.evidence()).jobs.map(({ name }) => name)).toEqual(['kind-master', 'x']);
  });

  it('lets a job go that its source does not name any more, and knows how many tests it ran when it is back', async () => {
    const w = await ciWorld(await databases.open());
    w.put([board('ggg', start - hour)]);
    await w.read();
    expect((await w.evidence()).usual).toEqual({ 'testgrid:blocking#kind-master': 100 });
    w.put([]);
    await w.next();
    expect((await w.evidence()).jobs).toEqual([]);
    const few = board('ggg', start);
    for (const column of few.columns) column.ran = 3;
    w.put([few]);
    await w.next();
    expect((await w.status()).verdict.findings.find(({ gate }) => gate === 'tests')?.detail).toContain(
      'fewer tests',
    );
  });

  it('before somebody relies on it waits for whoever reads already, and takes what was read since', async () => {
    const w = await ciWorld(await databases.open());
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { read } = w.deps.sources.testgrid;
    let times = 0;
    w.deps.sources.testgrid.read = async (...asked) => {
      times++;
      await held;
      return await read(...asked);
    };
    w.put([board('ggg', start - hour)]);
    const alarm = w.read();
    const digest = w.refresh(w.release, w.now());
    const second = w.refresh(w.release, w.now());
    go();
    await Promise.all([alarm, digest, second]);
    expect(times).toBe(1);
    expect((await w.evidence()).jobs).toHaveLength(1);
    await w.refresh(w.release, w.now());
    expect(times).toBe(1);
    w.pass(minute);
    await w.refresh(w.release, w.now());
    expect(times).toBe(2);
  });

  it('that another process has overtaken stores nothing', async () => {
    const database = await databases.open();
    const w = await ciWorld(database);
    const { store } = w.deps;
    const reading = { source: blocking, after: 0, at: w.now(), cursor: null, unchanged: [], gone: [] };
    const nothing = () => ({ alerts: [], usedUp: [], owed: [] });
    const of = (name: string) => [{ job: job('ggg', { name }), usual: null }];
    expect(await store.save({ ...reading, jobs: of('first') }, nothing)).toBe(true);
    expect(await store.save({ ...reading, jobs: of('late') }, nothing)).toBe(false);
    await store.fail(blocking, 0, w.now(), 'too late', []);
    expect((await w.evidence()).jobs.map(({ name, problem }) => [name, problem])).toEqual([['first', null]]);
  });

  it('keeps a job within bounds, however much its source tells', async () => {
    const database = await databases.open();
    const w = await ciWorld(database);
    const names = Array.from({ length: 1000 }, (_, at) => `a test with quite a long name, number ${at}`);
    const huge = board('r'.repeat(300), start, {}, names);
    w.put([{ ...huge, messages: Object.fromEntries(names.map((name) => [name, 'x'.repeat(1000)])) }]);
    await w.read();
    const [row] = await database.read.selectFrom('ci_job').select('body').execute();
    expect(row?.body.length).toBeLessThan(600_000);
    const [known] = (await w.evidence()).jobs;
    expect(known?.columns).toHaveLength(200);
    expect(known?.columns[0]?.failed).toHaveLength(1000);
    expect(Object.keys(known?.messages ?? {})).toContain(names[0]);
  });

  it('of a configuration without a test signal leaves the store alone, and what is not asked for is forgotten', async () => {
    const database = await databases.open();
    const w = await ciWorld(database, ciConfig());
    w.put([board('ggg', start - hour)]);
    await w.read();
    await w.deps.store.forget([], w.now() + 1);
    expect((await w.evidence()).jobs).toEqual([]);
  });
});
