/** What a milestone of 100 to 50,000 issues costs: to read, to ask about, to report on, to keep. */

import { grows } from '../curve.js';
import type { Measurement } from '../measurement.js';
import { startHelper } from '../parts/process.js';
import { project } from '../parts/project.js';
import type { Costs } from '../parts/sized.js';
import type { Stage } from '../parts/stage.js';
import type { Row, Unit } from '../row.js';

const sizes = [100, 1000, 10_000, 50_000];

const titles: Record<keyof Costs, [title: string, unit: Unit]> = {
  cold: ['first reading', 'ms'],
  unchanged: ['reading when nothing has changed', 'ms'],
  nightly: ['nightly reading', 'ms'],
  status: ['/release-status', 'ms'],
  issues: ['/release-status issues', 'ms'],
  flakes: ['/release-status flakes', 'ms'],
  report: ['/release-status report', 'ms'],
  digest: ['a digest built, with its file', 'ms'],
  snapshot: ['a snapshot stored', 'ms'],
  memory: ['memory of the process that reads', 'MB'],
  store: ['store', 'MB'],
};

async function measure(stage: Stage): Promise<Row[]> {
  const projects = sizes.map((issues) => project(issues));
  const github = await startHelper(stage, 'local-github.js', projects);
  const costs = new Map<number, Costs>();
  for (const one of projects) {
    stage.say(`${one.issues} issues`);
    const options = { project: one, apiUrl: github.url, dataDir: await stage.folder() };
    const helper = await startHelper(stage, 'sized.js', options);
    costs.set(one.issues, (await helper.ask({})) as Costs);
  }
  return Object.entries(titles).map(([which, [title, unit]]) =>
    grows(
      title,
      [...costs].map(([size, its]) => ({ size, value: its[which as keyof Costs] })),
      { of: 'issues', unit },
    ),
  );
}

export const byIssues: Measurement = {
  name: 'by-issues',
  title: 'Cost against size: 100 to 50,000 issues',
  measure,
};
