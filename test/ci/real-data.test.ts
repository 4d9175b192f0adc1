/** The captured fragments and the dump of a TestGrid API, read as they are. Skipped where they are not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createTestGrid } from '../../src/ci/testgrid.js';
import type { Job } from '../../src/domain/ci/job.js';
import { silentLog } from '../builders/log.js';

const data = process.env.SIGNALMAN_REAL_DATA;
const folder = data ? join(data, 'testgrid') : '';
const ready = folder !== '' && existsSync(folder);
const real = ready ? it : it.skip;
const why = ready ? '' : ' (skipped: SIGNALMAN_REAL_DATA does not name a folder with it)';

/** A TestGrid that answers by path, and 404 for the rest. */
function serving(answer: (url: URL) => unknown): typeof fetch {
  return (async (input: string) => {
    const found = answer(new URL(input));
    return found === undefined ? new Response('', { status: 404 }) : new Response(JSON.stringify(found));
  }) as typeof fetch;
}

async function read(
  dashboard: string,
  api: boolean,
  answer: (url: URL) => unknown,
  now: number,
): Promise<Job[]> {
  const base = 'https://testgrid.example';
  const source = createTestGrid({
    ...{ url: api ? null : base, apiUrl: api ? base : null, log: silentLog, now: () => now },
    fetch: serving(answer),
  });
  return (await source.read({ source: 'testgrid', dashboard, tabs: null }, new Map(), null)).jobs;
}

describe('the dump of a TestGrid API', () => {
  real(`is read, every tab of every dashboard${why}`, async () => {
    const dump = JSON.parse(
      readFileSync(join(folder, 'kubernetes-sigs_testgrid_fake-api_data.json'), 'utf8'),
    ) as Record<string, unknown>;
    const answer = ({ pathname }: URL) => {
      const [, , , , dashboard, kind, tab, part] = pathname.split('/');
      return dump[kind === 'tab-summaries' ? `${dashboard}-tab-summaries` : `${tab}-${part}`];
    };
    const now = Date.parse('2023-05-29T12:00:00Z');
    const jobs: Job[] = [];
    for (const name of Object.keys(dump).filter((one) => one.endsWith('-tab-summaries'))) {
      jobs.push(...(await read(name.replace('-tab-summaries', ''), true, answer, now)));
    }
    expect(jobs.length).toBeGreaterThan(20);
    for (const job of jobs) {
      expect(job.columns.length).toBeGreaterThan(0);
      expect(job.readAt).toBe(now);
      expect(new Date(job.lastRunAt ?? 0).getUTCFullYear()).toBe(2023);
      // Its headers have no date, which is not the same as being fresh.
      expect(job.problem).toMatch(/^TestGrid does not say when \d+ runs began$/);
    }
    const outcomes = (tab: string) =>
      jobs.find(({ name }) => name === tab)?.columns.map(({ outcome }) => outcome);
    expect(outcomes('fake-tab-1')).toEqual(['red', 'green', 'green', 'green', 'green']);
    expect(outcomes('fake-tab-4')).toEqual(['red', 'red', 'green', 'red', 'red']);
    expect(jobs.find(({ name }) => name === 'fake-tab-6')?.columns).toMatchObject([{ ran: 3 }, { ran: 4 }]);
  });
});

describe('the captured fragments', () => {
  const fragments = () => readFileSync(join(folder, 'captured-fragments.md'), 'utf8');
  const object = (start: string): Record<string, unknown> => {
    const text = fragments();
    const from = text.indexOf(start);
    const end = [...text.slice(from).matchAll(/\}/g)]
      .map(({ index }) => text.slice(from, from + index + 1))
      .find((part) => {
        try {
          return Boolean(JSON.parse(part));
        } catch {
          return false;
        }
      });
    return JSON.parse(end ?? '{}');
  };

  real(`of a summary keep milliseconds and seconds apart${why}`, async () => {
    const summary = object('{"release-openshift');
    const jobs = await read(
      'd',
      false,
      ({ pathname }) => (pathname === '/d/summary' ? summary : undefined),
      1585181000000,
    );
    expect(jobs).toMatchObject([{ name: 'release-openshift-ocp-installer-console-aws-4.4' }]);
    const table = {
      timestamps: [1585175980000],
      changelists: ['12'],
      column_ids: ['12'],
      tests: [{ name: 'Overall', statuses: [{ count: 21, value: 12 }] }],
    };
    const [job] = await read(
      'd',
      false,
      ({ pathname }) => (pathname === '/d/summary' ? summary : table),
      1585181000000,
    );
    expect(job).toMatchObject({
      status: 'PASSING',
      lastRunAt: 1585175980000,
      problem: null,
      columns: [{ build: '12', startedAt: 1585175980000, outcome: 'red', ran: null }],
    });
  });

  real(`of the API tell a run in progress from one that ended${why}`, async () => {
    const headers = object('{"headers"');
    const rows = {
      rows: [
        { name: 'Overall', cells: [{}, { result: 1 }] },
        { name: 'a', cells: [{ result: 1 }, { result: 1 }] },
      ],
    };
    const now = Date.parse('2026-01-28T19:00:00Z');
    const answer = ({ pathname }: URL) => {
      if (pathname.endsWith('tab-summaries')) return object('{"tab_summaries"');
      return pathname.endsWith('headers') ? headers : rows;
    };
    const [job] = await read('sig-release-master-blocking', true, answer, now);
    expect(job).toMatchObject({
      name: 'kind-master',
      lastRunAt: Date.parse('2026-01-28T18:16:55Z'),
      columns: [
        { build: '2016584716093755392', commit: null, outcome: 'running' },
        { build: '2016569868328898560', commit: 'a57b4befd', outcome: 'green', ran: 1 },
      ],
    });
  });
});
