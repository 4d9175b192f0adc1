/** Who hears of a red job, when, and how often: from the reading to what is owed, on both databases. */
import { describe, expect, it } from '@jest/globals';
import { SourceFault } from '../../src/app/ports/source-fault.js';
import {
  board,
  type CiWorld,
  ciConfig,
  ciWorld,
  hour,
  minute,
  quietConfig,
  start,
} from '../builders/ci-world.js';
import { onEveryDatabase } from '../builders/databases.js';

const day = 24 * hour;
const places = async (w: CiWorld) => (await w.owed()).map(({ purpose, to }) => `${purpose} ${to}`);
const kinds = async (w: CiWorld, purpose: string) =>
  (await w.owed()).filter((one) => one.purpose === purpose);

onEveryDatabase('alerts', (databases) => {
  const begin = async (config = ciConfig(), jobs = [board('ggg', start - hour)]) => {
    const database = await databases.open();
    const w = await ciWorld(database, config);
    w.put(jobs);
    await w.read();
    return { w, database };
  };

  it('the first red run is heard once, in the owner’s channel and the release’s, with the commits', async () => {
    const { w } = await begin();
    expect(await w.owed()).toEqual([]);
    w.put([board('rggg', start)]);
    await w.next();
    await w.next();
    const owed = await w.owed();
    expect(owed.map(({ to }) => to).sort()).toEqual(['C0NODE', 'C0RELEASE']);
    const commit = (at: number) => (at / hour).toString(16).padStart(9, '0');
    for (const { text, revision } of owed) {
      expect(text).toContain(`${commit(start - hour)}..${commit(start)}`);
      expect(revision).toBe(1);
    }
  });

  it('one place that is both hears once', async () => {
    const { w } = await begin(ciConfig().replace('node: [C0NODE]', 'node: [C0RELEASE]'));
    w.put([board('rggg', start)]);
    await w.next();
    expect(await places(w)).toEqual(['ci-alert C0RELEASE']);
  });

  it('another failing test is news in the thread, and the message is edited', async () => {
    const { w } = await begin();
    w.put([board('rggg', start)]);
    await w.next();
    w.put([board('rrggg', start + hour, {}, ['TestA', 'TestB'])]);
    await w.next(hour);
    const news = await kinds(w, 'ci-news');
    expect(news.map(({ to, inThread, text }) => [to, inThread, text])).toEqual([
      ['C0NODE', true, 'tests'],
      ['C0RELEASE', true, 'tests'],
    ]);
    expect((await kinds(w, 'ci-alert')).at(-1)).toMatchObject({ revision: 2 });
  });

  it('recovery edits and says nothing new; red again soon goes on in the same thread', async () => {
    const { w } = await begin();
    w.put([board('rggg', start)]);
    await w.next();
    w.put([board('gggrggg', start + 3 * hour)]);
    w.forwardTo(start + 3 * hour + minute);
    await w.read();
    const recovered = await w.owed();
    expect(recovered.at(-1)?.text).toContain('recovered');
    expect(new Set(recovered.map(({ purpose }) => purpose))).toEqual(new Set(['ci-alert']));
    w.put([board('rgggrggg', start + 4 * hour)]);
    await w.next(hour);
    expect((await kinds(w, 'ci-news')).map(({ text }) => text)).toEqual(['reopened range', 'reopened range']);
    expect(await w.alerts()).toHaveLength(1);
    // Long after its recovery it is another trouble.
    w.put([board('gggrgggrggg', start + 7 * hour)]);
    await w.next(3 * hour);
    w.put([board('rggg', start + 20 * hour)]);
    w.forwardTo(start + 20 * hour + minute);
    await w.read();
    const alerts = await w.alerts();
    expect(alerts.map(({ current }) => current)).toEqual([0, 1]);
  });

  it('an acknowledgement and a silence are shown; what happens in the silence comes in one piece', async () => {
    const { w } = await begin();
    w.put([board('rggg', start)]);
    await w.next();
    const [{ id } = { id: '' }] = await w.alerts();
    const by = { id: 'U0MAX', name: 'max' };
    const before = (await w.owed()).length;
    await w.desk.acknowledge({ alert: id, by, request: 'a' });
    const until = w.now() + 3 * hour;
    await w.desk.silence({ alert: id, by, request: 'b', until });
    await w.desk.silence({ alert: id, by, request: 'b', until: until + day });
    expect((await w.desk.alert(id)).alert).toMatchObject({
      acknowledged: { name: 'max' },
      silenced: { until },
    });
    // Two edits in two places.
    expect(await w.owed()).toHaveLength(before + 4);
    w.put([board('rrggg', start + hour, {}, ['TestA', 'TestB'])]);
    await w.next(hour);
    w.put([board('rrrggg', start + 2 * hour, {}, ['TestA', 'TestC'])]);
    await w.next(hour);
    expect(await kinds(w, 'ci-news')).toEqual([]);
    w.forwardTo(until + 1);
    await w.read();
    expect(await kinds(w, 'ci-news')).toHaveLength(2);
  });

  it('only who looks after it or answers for the job may silence it', async () => {
    const { w } = await begin();
    w.put([board('rggg', start)]);
    await w.next();
    const [{ id } = { id: '' }] = await w.alerts();
    const silence = (user: string) =>
      w.desk.silence({ alert: id, by: { id: user, name: user }, request: user, until: w.now() + hour });
    await expect(silence('U0MAX')).rejects.toMatchObject({
      code: 'not-allowed',
      hint: expect.stringContaining('U0NODE'),
    });
    for (const user of ['U0NODE', 'U0LEAD']) expect((await silence(user)).alert.silenced?.id).toBe(user);
    await expect(
      w.desk.acknowledge({ alert: 'nothing', by: { id: 'U', name: 'u' }, request: 'x' }),
    ).rejects.toMatchObject({
      code: 'unknown-alert',
    });
  });

  it('after a day of red the release lead hears directly, once, though nothing was read', async () => {
    const { w } = await begin();
    w.put([board('rggg', start)]);
    await w.next();
    w.put(new SourceFault('unreachable', 'TestGrid did not answer'));
    w.forwardTo(start + day + minute);
    await w.read();
    await w.next();
    expect((await kinds(w, 'ci-escalation')).map(({ to, inThread }) => [to, inThread])).toEqual([
      ['U0LEAD', false],
    ]);
  });

  it('where no release lead can be reached, it is said in the threads', async () => {
    const { w } = await begin(ciConfig().replace('[U0LEAD]', '[S0TEAM]'));
    w.put([board('rggg', start)]);
    await w.next();
    w.forwardTo(start + day + minute);
    await w.read();
    expect((await kinds(w, 'ci-escalation')).map(({ to, inThread }) => [to, inThread])).toEqual([
      ['C0NODE', true],
      ['C0RELEASE', true],
    ]);
  });

  describe('at 03:00, in the quiet hours of its owner', () => {
    const night = start + 15 * hour;
    const morning = start + 18 * hour + minute;
    const red = async (config: string) => {
      const { w } = await begin(config);
      w.put([board('ggg', night - hour)]);
      w.forwardTo(night - minute);
      await w.read();
      w.put([board('rggg', night)]);
      await w.next();
      return w;
    };

    it('is sent where that is configured', async () => {
      expect(await places(await red(ciConfig()))).toEqual(['ci-alert C0NODE', 'ci-alert C0RELEASE']);
    });

    it('is held for the owner only, and sent once as it stands when the quiet is over', async () => {
      const w = await red(quietConfig());
      expect(await places(w)).toEqual(['ci-alert C0RELEASE']);
      w.put([board('rrggg', night + hour, {}, ['TestA', 'TestB'])]);
      await w.next(hour);
      w.forwardTo(morning);
      await w.read();
      await w.next();
      const node = (await w.owed()).filter(({ to }) => to === 'C0NODE');
      expect(node).toHaveLength(1);
      expect(node[0]?.text).toContain('TestB');
    });

    it('is told in one message where it has recovered meanwhile', async () => {
      const w = await red(quietConfig());
      w.put([board('gggrggg', night + 40 * minute + 2 * hour)]);
      await w.next(2 * hour + 50 * minute);
      w.forwardTo(morning);
      await w.read();
      await w.next();
      const node = (await w.owed()).filter(({ to }) => to === 'C0NODE');
      expect(node.map(({ text }) => text.includes('recovered'))).toEqual([true]);
    });

    it('is told with what is red again the same night, however late', async () => {
      const { w } = await begin(quietConfig());
      const evening = start + 11 * hour;
      w.put([board('ggg', evening - hour)]);
      w.forwardTo(evening - minute);
      await w.read();
      w.put([board('rggg', evening)]);
      await w.next();
      const columns = board('gggrggg', evening).columns.map((one, at) => ({
        ...one,
        build: `${at}`,
        startedAt: evening + (3 - at) * 5 * minute,
      }));
      w.put([{ ...board('g', evening), columns }]);
      await w.next(20 * minute);
      expect((await w.alerts())[0]?.alert.stage).toBe('recovered');
      w.put([board('rggg', evening + 6 * hour + 50 * minute)]);
      w.forwardTo(evening + 6 * hour + 52 * minute);
      await w.read();
      w.forwardTo(evening + 7 * hour + minute);
      await w.read();
      expect((await w.alerts()).map(({ alert }) => [alert.stage, alert.reopened])).toEqual([['red', 1]]);
      expect((await w.owed()).filter(({ to }) => to === 'C0NODE')).toHaveLength(1);
    });

    it('is not told at all where it was a flake, and is when that comes back', async () => {
      const w = await red(quietConfig());
      const again = board('grggg', night + hour);
      const [newest, failed] = again.columns;
      if (newest && failed) newest.commit = failed.commit;
      w.put([again]);
      await w.next(hour);
      expect((await w.alerts())[0]?.alert.stage).toBe('flake');
      w.forwardTo(morning);
      await w.read();
      expect((await w.owed()).filter(({ to }) => to === 'C0NODE')).toEqual([]);
      w.put([board('rggrggg', night + 4 * hour)]);
      w.forwardTo(night + 4 * hour + minute);
      await w.read();
      expect((await w.owed()).filter(({ to }) => to === 'C0NODE')).toHaveLength(1);
    });
  });

  it('two processes that read and tend at the same moment tell it once', async () => {
    const { w } = await begin();
    const other = w.beside(await databases.reopen());
    w.put([board('rggg', start)]);
    w.pass(5 * minute);
    await Promise.all([w.read(), other.read(), w.read(), other.read()]);
    await Promise.all([w.read(), other.read()]);
    expect(await places(w)).toEqual(['ci-alert C0NODE', 'ci-alert C0RELEASE']);
    w.forwardTo(start + day + minute);
    await Promise.all([w.read(), other.read(), w.read()]);
    expect(await kinds(w, 'ci-escalation')).toHaveLength(1);
  });

  it('what is broken off between the reading and the telling is done as a whole the next time', async () => {
    const { w } = await begin();
    w.put([board('rggg', start)]);
    const { alert } = w.deps.renderer;
    w.deps.renderer.alert = () => {
      throw new Error('killed');
    };
    await w.next();
    expect(await w.alerts()).toEqual([]);
    expect((await w.evidence()).jobs[0]?.columns[0]?.outcome).toBe('green');
    w.deps.renderer.alert = alert;
    await w.next();
    expect(await places(w)).toEqual(['ci-alert C0NODE', 'ci-alert C0RELEASE']);
  });

  it('what is red when nobody may be told is only shown', async () => {
    const { w } = await begin(ciConfig().replace('alerts: { in-quiet: send }', 'alerts: false'));
    w.put([board('rggg', start)]);
    await w.next();
    expect(await w.alerts()).toEqual([]);
    expect((await w.status()).verdict.state).toBe('NO GO');
  });

  it('a job that is taken away leaves its message open, edited once, and comes back into it', async () => {
    const { w } = await begin();
    w.put([board('rggg', start)]);
    await w.next();
    w.put([]);
    await w.next();
    await w.next();
    expect((await kinds(w, 'ci-alert')).map(({ revision }) => revision)).toEqual([1, 1, 2, 2]);
    const [{ id } = { id: '' }] = await w.alerts();
    expect((await w.desk.alert(id)).job).toMatchObject({
      name: 'kind-master',
      problem: expect.stringContaining('renamed'),
    });
    w.put([board('gggrggg', start + 3 * hour)]);
    w.forwardTo(start + 3 * hour + minute);
    await w.read();
    expect((await w.alerts()).map(({ alert }) => alert.stage)).toEqual(['recovered']);
  });
});
