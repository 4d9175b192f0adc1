/** The local TestGrid's API: protobuf as JSON, where zero and empty values are left out. */
import { summarise, type Tab, testNames } from './model.js';

export function tabSummariesJson(dashboard: string, tabs: ReadonlyMap<string, Tab>): unknown {
  return proto({
    tab_summaries: [...tabs.values()].map((tab) => {
      const { status, message, green } = summarise(tab);
      return {
        dashboard_name: dashboard,
        tab_name: tab.name,
        overall_status: status,
        detailed_status_message: `Tab stats: ${message}`,
        last_run_timestamp: tab.runs[0] ? stamp(tab.runs[0].at) : null,
        last_update_timestamp: stamp(tab.updatedAt),
        latest_passing_build: green?.commit ?? green?.build,
      };
    }),
  });
}

export function headersJson(tab: Tab): unknown {
  const headers = tab.runs.map(({ build, at, commit }) => ({
    ...(proto({ build, started: stamp(at) }) as object),
    // A list that holds an empty text is not empty.
    extra: [commit ?? ''],
  }));
  return headers.length === 0 ? {} : { headers };
}

export function rowsJson(tab: Tab): unknown {
  const row = (name: string, values: readonly number[], messages: readonly (string | undefined)[]) => ({
    ...(proto({ name, issues: tab.linked.get(name) }) as object),
    cells: values.map((result, at) =>
      proto({ result, cell_id: result === 0 ? '' : tab.runs[at]?.build, message: messages[at] }),
    ),
  });
  const rows = [
    ...(tab.overallRow === null
      ? []
      : [
          row(
            tab.overallRow,
            tab.runs.map(({ overall }) => overall),
            [],
          ),
        ]),
    ...testNames(tab).map((name) =>
      row(
        name,
        tab.runs.map(({ cells }) => cells.get(name) ?? 0),
        tab.runs.map(({ messages }) => messages.get(name)),
      ),
    ),
  ];
  return rows.length === 0 ? {} : { rows };
}

const stamp = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

/** Without what protobuf does not write. */
function proto(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== null &&
        value !== undefined &&
        value !== 0 &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );
}
