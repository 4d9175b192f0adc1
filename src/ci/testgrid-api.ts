/** TestGrid's API: protobuf written as JSON, which leaves out everything that is zero or empty. */
import { z } from 'zod';
import type { AskGrid, AskSummaries, Tabs } from './dialect.js';
import type { JsonClient } from './fetch-json.js';
import type { Row } from './grid.js';
import { encoded, isStep } from './link.js';
import { moment } from './moment.js';
import { checked, isObject, unreadable } from './shape.js';
import { summaryOf } from './summary.js';
import { clean, textOf } from './text.js';

const summaries = z.object({ tab_summaries: z.array(z.unknown()).nullish() });

const headers = z.object({
  headers: z
    .array(
      z.object({
        build: z.unknown().optional(),
        name: z.unknown().optional(),
        started: z.unknown().optional(),
        extra: z.array(z.unknown()).nullish(),
      }),
    )
    .nullish(),
});

const rows = z.object({
  rows: z
    .array(
      z.object({
        name: z.string().default(''),
        // Read one by one: a table has a million of them, and one that is odd hides no other.
        cells: z.array(z.unknown()).nullish(),
        issues: z.array(z.unknown()).nullish(),
      }),
    )
    .nullish(),
});

/** @param base of the API, without a slash at its end, e.g. `https://testgrid-api.prow.k8s.io` */
export function askApiSummaries(client: JsonClient, base: string): AskSummaries {
  return async (dashboard, validators) => {
    const about = `the dashboard ${dashboard}`;
    if (!isStep(dashboard)) throw unreadable(about, 'no address can name it');
    const url = `${base}/api/v1/dashboards/${encoded(dashboard)}/tab-summaries`;
    const answer = await client.get(url, about, validators);
    if (answer === null) return null;
    if (!isObject(answer.data)) throw unreadable(about, 'it is not a list of tabs');
    const tabs: Tabs = new Map();
    for (const one of checked(summaries, answer.data, about).tab_summaries ?? []) {
      if (!isObject(one) || typeof one.tab_name !== 'string' || tabs.has(one.tab_name)) continue;
      tabs.set(
        one.tab_name,
        summaryOf({
          lastRun: one.last_run_timestamp,
          updated: one.last_update_timestamp,
          status: one.overall_status,
          message: one.detailed_status_message,
          latestGreen: one.latest_passing_build,
          alert: null,
        }),
      );
    }
    return { tabs, validators: answer.validators };
  };
}

/** Two questions: the headers, and then the rows. @param width how many of the newest columns are wanted */
export function askApiGrid(client: JsonClient, base: string, width: number): AskGrid {
  return async (dashboard, tab) => {
    const about = `the tab ${tab}`;
    if (!isStep(dashboard) || !isStep(tab)) throw unreadable(about, 'no address can name it');
    const url = `${base}/api/v1/dashboards/${encoded(dashboard)}/tabs/${encoded(tab)}`;
    const top = checked(headers, (await client.get(`${url}/headers`, about))?.data, about).headers ?? [];
    const body = checked(rows, (await client.get(`${url}/rows`, about))?.data, about).rows ?? [];
    // Rows without a cell are of a tab that never had a run.
    if (top.length === 0 && body.some(({ cells }) => (cells ?? []).length > 0))
      throw unreadable(about, 'it has results and no runs');
    const heads = top.slice(0, width).map((head, at) => {
      const startedAt = moment(head.started);
      return {
        build: textOf(head.build, 200) ?? textOf(head.name, 200) ?? String(startedAt ?? `column ${at + 1}`),
        startedAt,
        commit: textOf(head.extra?.[0], 200),
        url: null,
      };
    });
    return { heads, rows: body.map((row) => rowOf(row, heads.length)) };
  };
}

function rowOf(row: NonNullable<z.infer<typeof rows>['rows']>[number], width: number): Row {
  const cells = row.cells ?? [];
  const issues = (row.issues ?? []).map((issue) => textOf(issue, 300)).filter((issue) => issue !== null);
  return {
    name: clean(row.name, 500),
    values: Array.from({ length: width }, (_, at) => (at < cells.length ? resultOf(cells[at]) : 0)),
    message: (column) => {
      const cell = cells[column];
      return isObject(cell) ? textOf(cell.message, 1000) : null;
    },
    issues: [...new Set(issues)].slice(0, 20),
  };
}

/** No result is left out; what is no number has a result that nobody knows. */
function resultOf(cell: unknown): number {
  if (!isObject(cell)) return -1;
  if (cell.result === undefined) return 0;
  return typeof cell.result === 'number' ? cell.result : -1;
}
