/**
 * Real documents of enhancements, served by a local GitHub for issues that are made up, and read by the whole way to
 * the messages. They come from the folder named by SIGNALMAN_REAL_DATA; nothing of them is kept here.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../../src/compose.js';
import type { Status } from '../../../src/domain/status.js';
import { reportMarkdown } from '../../../src/report/markdown.js';
import { enhancementsMessage } from '../../../src/slack/blocks/enhancements/features.js';
import { kepMessage } from '../../../src/slack/blocks/enhancements/kep.js';
import type { Database } from '../../../src/storage/dialect.js';
import {
  type DocumentsWorld,
  documentsConfig,
  features,
  startDocuments,
} from '../../builders/enhancements.js';
import { expectSlackTakesIt, textsOf } from '../../slack/blocks/checks.js';

const folder = process.env.SIGNALMAN_REAL_DATA;
if (!folder)
  process.stderr.write('SIGNALMAN_REAL_DATA is not set: the real documents of enhancements are not tried\n');

/** All files of both folders, as they lie in the repository. */
function realFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const part of folder ? ['keps', 'keps-dirty'] : [])
    for (const path of readdirSync(join(folder ?? '', part), { recursive: true, encoding: 'utf8' }))
      if (/\.(yaml|md)$/.test(path))
        files[`keps/${path}`] = readFileSync(join(folder ?? '', part, path), 'utf8');
  return files;
}

const files = realFiles();
const numbers = [
  ...new Set(Object.keys(files).flatMap((path) => Number(/\/0*(\d+)-[^/]+\/[^/]+$/.exec(path)?.[1] ?? 0))),
].filter((number) => number > 0);

(folder ? describe : describe.skip)('real documents of enhancements', () => {
  let world: DocumentsWorld;
  let database: Database;
  let status: Status;
  const dataDir = mkdtempSync(join(tmpdir(), 'signalman-keps-'));

  beforeAll(async () => {
    database = await openStore({ databaseUrl: null, dataDir });
    world = await startDocuments(database, { config: documentsConfig.replaceAll('v1.36', 'v1.37') });
    world.github.addMilestone(features, { title: 'v1.37' });
    world.github.addMilestone('acme/rocket', { title: 'v1.37' });
    for (const number of numbers)
      world.github.addIssue(features, { number, title: `Enhancement ${number}`, milestone: 'v1.37' });
    world.commit(files);
    await world.sync();
    await world.read();
    status = await world.status();
  });
  afterAll(async () => {
    await world?.close();
    await database?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const standingOf = (number: number) =>
    status.evidence.documents?.standings.find((one) => one.number === number);

  it('are all read and judged, and none takes the others with it', () => {
    expect(world.log.filter(({ level }) => level === 'error')).toEqual([]);
    expect(status.evidence.documents?.standings.map((one) => one.number).sort()).toEqual([...numbers].sort());
    expect(status.evidence.documents?.standings.filter(({ unread }) => unread)).toEqual([]);
    expect(status.verdict.state).toBe('NO GO');
  });

  it('fit into messages, one by one and together', async () => {
    expectSlackTakesIt(enhancementsMessage(status));
    for (const number of numbers) {
      const message = kepMessage(await world.show(number));
      expectSlackTakesIt(message);
    }
  });

  it.each([
    // Counted by reading them.
    [5237, 'cloud-provider', 'beta', 7],
    [4192, 'api-machinery', 'stable', 10],
    [4762, 'network', 'stable', 3],
  ])('of %i are of %s, for %s, with %i required boxes open', (number, group, stage, boxes) => {
    const one = standingOf(number);
    expect(one).toMatchObject({ group, stage, status: 'implementable' });
    expect(one?.lacks.filter(({ code }) => code === 'box')).toHaveLength(boxes);
  });

  it.each([
    [423, 'latest-milestone', 20],
    [4872, 'milestone.stable', 31],
    [4595, 'last-updated', 16],
    [6080, 'metrics', 49],
  ])('of %i that are dirty say so, with field %s and line %i', async (number, field, line) => {
    const { detail } = await world.show(number);
    expect(detail.faults).toContainEqual(expect.objectContaining({ field, line }));
    const said = textsOf(kepMessage(await world.show(number)).blocks).join('\n');
    expect(said).toContain(`kep.yaml · ${field} · line ${line}`);
  });

  it('whose box is ticked while the issue links elsewhere do not count', async () => {
    const { detail } = await world.show(4762);
    expect(detail.boxes.filter(({ contradiction }) => contradiction !== null)).toHaveLength(1);
    expect(detail.standing.questions).toEqual({ answered: 25, asked: 25 });
  });

  it('are in the report, by group', () => {
    const markdown = reportMarkdown(status);
    expect(markdown).toContain('- Documents: 32 of 32 enhancements are not ready');
    expect(markdown).toContain('  - Scheduling: 8 of 8');
  });
});
