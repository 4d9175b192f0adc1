/** What an incident means for its release: the verdict, the reports, and the record that is left of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/compose.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { kubernetesConfig } from '../builders/bot.js';
import { signalman } from '../builders/cli.js';
import { declared, declaredAt, incidentFacts, step, updated } from '../builders/incident.js';
import { commander, type IncidentBot, startIncidentBot } from '../builders/incident-bot.js';

describe('an incident and the verdict of its release', () => {
  let bot: IncidentBot;
  beforeAll(async () => {
    bot = await startIncidentBot();
  }, 30_000);
  afterAll(() => bot.close());

  it('are one: while it is open the release is NO GO, first of all because of it', async () => {
    expect((await bot.ask('')).text).toMatch(/^v1\.6: GO/);
    await bot.declare();
    await bot.settle();
    const answer = await bot.ask('');
    expect(answer.text).toMatch(/^v1\.6: NO GO \(1 reason\)/);
    expect(answer.all).toContain('Incident 1 (S1) is open: kubeadm 1.6.0 hangs when initializing a cluster');
    // An incident is no count that might be higher.
    expect(answer.all).toMatch(/is open: kubeadm 1\.6\.0 hangs[^\n]*incident 1, rev 1/);
    expect(answer.all).not.toMatch(/incident 1, rev 1\S*, 0 allowed/);
    expect(answer.all).toContain(
      `/archives/C0INCIDENTS/p${bot.head().ts.replace('.', '')}|incident 1, rev 1>`,
    );
  });

  it('concern no other release', async () => {
    expect((await bot.ask('v1.5.6')).text).toMatch(/^v1\.5\.6: GO/);
  });

  it('of a severity that does not block it is a known issue and no reason', async () => {
    await bot.declare({ title: 'Docs are down', severity: 's3', release: 'v1.5.6', issue: null });
    await bot.settle();
    const answer = await bot.ask('v1.5.6');
    expect(answer.text).toMatch(/^v1\.5\.6: GO/);
    expect(answer.all).toContain('*Known issues*');
    expect(answer.all).toContain('Docs are down');
  });

  it('holds it back also when somebody takes it together with one of another release', async () => {
    await bot.declare({ title: 'init hangs', release: 'v1.5.6' });
    if (bot.slack.state.views(commander).at(-1)?.callbackId === 'incident_declare')
      await bot.send(commander, {});
    await bot.settle();
    await bot.form('merge 1');
    expect((await bot.send(commander, { into: '3', reason: 'The same cause.' })).action).toBe('push');
    expect(JSON.stringify(bot.slack.state.views(commander).at(-1)?.blocks)).toContain(
      'Incident 1 holds v1.6 back, and incident 3 is about v1.5.6.',
    );
    await bot.settle();
    expect((await bot.ask('')).text).toMatch(/^v1\.6: NO GO/);
  });

  it('holds it back no more once it is retracted', async () => {
    await bot.form('retract 1');
    expect((await bot.send(commander, { reason: 'It was a local proxy.' })).action).toBe('clear');
    await bot.settle();
    expect((await bot.ask('')).text).toMatch(/^v1\.6: GO/);
  });
});

describe('signalman incident export', () => {
  let folder: string;
  let env: Record<string, string>;
  const run = (...args: string[]) => signalman(['incident', 'export', ...args], env);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-incident-'));
    const config = join(folder, 'signalman.yml');
    writeFileSync(config, kubernetesConfig);
    env = { CONFIG_FILE: config, DATA_DIR: join(folder, 'data') };
    const database = await openStore({ databaseUrl: null, dataDir: env.DATA_DIR ?? '' });
    const store = incidentStore(database, Date.now);
    await store.declare('one', declaredAt, 0, step([declared()]));
    await store.change([1], 'two', declaredAt + 60_000, () => [step([updated('The cause is known.')])]);
    await database.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('prints who did what when, in the order in which it was recorded', async () => {
    const { code, out } = await run('1');
    expect(code).toBe(0);
    const json = JSON.parse(out);
    expect(json).toMatchObject({
      ...{ schema: 1, incident: 1, open: true, revision: 2, declaredAt: '2017-03-16T12:00:00.000Z' },
      facts: { title: incidentFacts().title, nextUpdateBy: '2017-03-16T12:20:00.000Z' },
    });
    expect(json.record).toMatchObject([
      { seq: 1, at: '2017-03-16T12:00:00.000Z', by: { id: 'U0ANN', name: 'ann' }, kind: 'declared' },
      {
        seq: 2,
        at: '2017-03-16T12:01:00.000Z',
        by: { name: 'ann' },
        kind: 'updated',
        text: 'The cause is known.',
      },
    ]);
    expect(json.record[0].facts.nextUpdateBy).toBe('2017-03-16T12:20:00.000Z');
  });

  it('has a post-mortem in its configured zone, unless another one is named, or none can be read', async () => {
    const config = join(folder, 'zone.yml');
    const zone = 'incidents: { channel: C0INCIDENTS, post-mortem: { timezone: PST8PDT } }';
    writeFileSync(config, `${kubernetesConfig}\n${zone}\n`);
    const shown = (more: string[], file = config) =>
      signalman(['incident', 'export', '1', '--format', 'post-mortem', ...more], {
        ...env,
        CONFIG_FILE: file,
      });
    expect((await shown([])).out).toContain('> 05:00 ann declares the incident');
    expect((await shown(['--timezone', 'Europe/Berlin'])).out).toContain('> 13:00 ann declares the incident');
    expect((await shown([], join(folder, 'none.yml'))).out).toContain('> 12:00 ann declares the incident');
  });

  it('says when there is no such incident', async () => {
    expect(await run('7')).toMatchObject({ code: 2, out: '' });
    expect((await run('7')).err).toContain('There is no incident 7.');
    expect((await run('seven')).err).toContain('"seven" is not the number of an incident.');
  });
});
