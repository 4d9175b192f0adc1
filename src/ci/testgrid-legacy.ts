/** TestGrid's older JSON, as its web page reads it: `/<dashboard>/summary`, and `/<dashboard>/table` for each tab. */
import { z } from 'zod';
import { type Stretch, unroll } from './cell.js';
import type { AskGrid, AskSummaries, Tabs } from './dialect.js';
import type { JsonClient } from './fetch-json.js';
import type { Grid, Head, Row } from './grid.js';
import { encoded, isStep, runLink } from './link.js';
import { moment } from './moment.js';
import { checked, isObject, unreadable } from './shape.js';
import { summaryOf } from './summary.js';
import { clean, textOf } from './text.js';

/** Any of them tells a tab from an error message that happens to be an object. */
const tabFields = [
  'last_run_timestamp',
  'last_update_timestamp',
  'overall_status',
  'status',
  'latest_green',
  'dashboard_name',
  'tests',
  'alert',
];

const list = <S extends z.ZodType>(item: S) => z.array(item).nullish();

const row = z.object({
  name: z.string(),
  statuses: z.unknown().optional(),
  messages: z.unknown().optional(),
  linked_bugs: z.unknown().optional(),
});

const table = z.object({
  timestamps: list(z.unknown()),
  changelists: list(z.unknown()),
  column_ids: list(z.unknown()),
  'custom-columns': list(z.unknown()),
  'column-header-names': list(z.unknown()),
  query: z.unknown().optional(),
  'open-test-template': z.unknown().optional(),
  'results-url-template': z.unknown().optional(),
  tests: list(row),
});

type Table = z.infer<typeof table>;

/** @param base without a slash at its end */
export function askLegacySummaries(client: JsonClient, base: string): AskSummaries {
  return async (dashboard, validators) => {
    const about = `the dashboard ${dashboard}`;
    if (!isStep(dashboard)) throw unreadable(about, 'no address can name it');
    const answer = await client.get(`${base}/${encoded(dashboard)}/summary`, about, validators);
    if (answer === null) return null;
    if (!isObject(answer.data)) throw unreadable(about, 'it is not a list of tabs');
    const tabs: Tabs = new Map();
    for (const [name, value] of Object.entries(answer.data)) {
      const readable = isObject(value) && tabFields.some((field) => Object.hasOwn(value, field));
      tabs.set(
        name,
        readable
          ? summaryOf({
              lastRun: value.last_run_timestamp,
              updated: value.last_update_timestamp,
              status: value.overall_status,
              message: value.status,
              latestGreen: value.latest_green,
              alert: value.alert,
            })
          : null,
      );
    }
    return { tabs, validators: answer.validators };
  };
}

/** @param width how many of the newest columns are wanted */
export function askLegacyGrid(client: JsonClient, base: string, width: number): AskGrid {
  return async (dashboard, tab) => {
    const about = `the tab ${tab}`;
    if (!isStep(dashboard)) throw unreadable(about, 'no address can name it');
    // Not `URLSearchParams`: it writes a blank as `+`, which not every server reads back as a blank.
    const query = `tab=${encoded(tab)}&width=${width}&dashboard=${encoded(dashboard)}`;
    const answer = await client.get(`${base}/${encoded(dashboard)}/table?${query}`, about);
    const data = answer?.data;
    if (!isObject(data) || !('timestamps' in data || 'tests' in data)) {
      throw unreadable(about, 'it is not a table');
    }
    return gridOf(checked(table, data, about), width, about);
  };
}

function gridOf(data: Table, width: number, about: string): Grid {
  const { timestamps, changelists, column_ids: ids } = data;
  const columns = Math.max(timestamps?.length ?? 0, changelists?.length ?? 0, ids?.length ?? 0);
  const shown = Math.min(width, columns);
  const changes = texts(changelists, shown);
  const commits = commitsOf(data, columns, shown);
  // What stands in `changelists` is the build, as Prow numbers it, or else the commit that was built.
  const areBuilds = changes.every((change) => change === null || /^\d+$/.test(change));
  const names = texts(ids, shown);
  const heads = Array.from({ length: shown }, (_, at): Head => {
    const startedAt = moment(timestamps?.[at]);
    const change = changes[at] ?? null;
    const id = names[at] ?? null;
    const build = (areBuilds ? (change ?? id) : (id ?? change)) ?? String(startedAt ?? `column ${at + 1}`);
    const commit = commits ? (commits[at] ?? null) : areBuilds ? null : change;
    return { build, startedAt, commit, url: linkOf(data, change, id, build) };
  });
  const rows = (data.tests ?? []).map((test): Row => {
    const values = unroll(stretchesOf(test.statuses, about), shown);
    return {
      name: clean(test.name, 500),
      values,
      message: messagesBy(test.messages, values, columns),
      issues: issuesOf(test.linked_bugs),
    };
  });
  return { heads, rows };
}

/** By hand: a table may have a million of them, and a schema for each would keep everything else waiting. */
function stretchesOf(value: unknown, about: string): Stretch[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw unreadable(about, 'unexpected content at tests.statuses');
  return value.map((one: unknown) => {
    const { count = 0, value: result = 0 } = isObject(one) ? one : { count: null };
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || typeof result !== 'number') {
      throw unreadable(about, 'unexpected content at tests.statuses');
    }
    return { count, value: result };
  });
}

function texts(values: readonly unknown[] | null | undefined, length: number): (string | null)[] {
  return Array.from({ length }, (_, at) => textOf(values?.[at], 200));
}

/** The custom column `Commit`, or else the first: one list for each run, or one for each header. */
function commitsOf(data: Table, columns: number, shown: number): (string | null)[] | null {
  const lists = (data['custom-columns'] ?? []).map((one) => (Array.isArray(one) ? one : [one]));
  if (lists.length === 0) return null;
  const headers = (data['column-header-names'] ?? []).map((name) => String(name));
  const at = Math.max(
    0,
    headers.findIndex((name) => /^commit$/i.test(name)),
  );
  const perHeader = lists.length !== columns && lists[at]?.length === columns;
  if (!perHeader && lists.length !== columns) return null;
  return perHeader ? texts(lists[at], shown) : lists.slice(0, shown).map((values) => textOf(values[at], 200));
}

function linkOf(data: Table, change: string | null, id: string | null, build: string): string | null {
  const values = new Map(
    Object.entries({ gcs_prefix: textOf(data.query, 500), changelist: change, column_id: id, build }).flatMap(
      ([name, value]): [string, string][] => (value === null ? [] : [[name, value]]),
    ),
  );
  return runLink(data['results-url-template'], values) ?? runLink(data['open-test-template'], values);
}

/** Messages stand for every column, or for those that have a result. */
function messagesBy(messages: unknown, values: readonly number[], columns: number): Row['message'] {
  if (!Array.isArray(messages)) return () => null;
  if (messages.length >= columns) return (column) => textOf(messages[column], 1000);
  return (column) => {
    if (values[column] === 0) return null;
    const before = values.slice(0, column).filter((value) => value !== 0).length;
    return textOf(messages[before], 1000);
  };
}

function issuesOf(bugs: unknown): string[] {
  if (!Array.isArray(bugs)) return [];
  const named = bugs.map((bug) => textOf(isObject(bug) ? (bug.url ?? bug.id ?? bug.name) : bug, 300));
  return [...new Set(named.filter((name) => name !== null))].slice(0, 20);
}
