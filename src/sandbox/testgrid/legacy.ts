/** The local TestGrid's older JSON: milliseconds next to seconds, rows as runs of equal cells, and no word left out. */
import { summarise, type Tab, testNames } from './model.js';

export function summaryJson(dashboard: ReadonlyMap<string, Tab>): unknown {
  return Object.fromEntries(
    [...dashboard].map(([name, tab]) => {
      const { status, message, green } = summarise(tab);
      return [
        name,
        {
          alert: '',
          last_run_timestamp: tab.runs[0]?.at ?? 0,
          last_update_timestamp: Math.floor(tab.updatedAt / 1000),
          latest_green: green?.commit ?? green?.build ?? 'no recent greens',
          ...(status === null ? {} : { overall_status: status }),
          overall_status_icon: status === 'PASSING' ? 'done' : 'warning',
          status: message,
          tests: [],
          dashboard_name: '',
          healthiness: { tests: [], previousFlakiness: -1 },
        },
      ];
    }),
  );
}

export function tableJson(tab: Tab): unknown {
  const { runs } = tab;
  const rows = [
    ...(tab.overallRow === null
      ? []
      : [
          testJson(
            tab,
            tab.overallRow,
            runs.map(({ overall }) => overall),
            [],
          ),
        ]),
    ...testNames(tab).map((name) =>
      testJson(
        tab,
        name,
        runs.map(({ cells }) => cells.get(name) ?? 0),
        runs.filter(({ cells }) => cells.has(name)).map(({ messages }) => messages.get(name) ?? ''),
      ),
    ),
  ];
  return {
    'test-group-name': tab.name,
    query: tab.query,
    status: `Served from cache in 0.0${runs.length % 10} seconds`,
    'phase-timer': { phases: [], delta: [], total: 0 },
    cached: true,
    summary: '',
    bugs: {},
    changelists: runs.map(({ build }) => build),
    column_ids: runs.map(({ build }) => build),
    'custom-columns': runs.map(({ commit }) => [commit ?? '', '']),
    'column-header-names': ['Commit', 'infra-commit'],
    groups: [],
    metrics: null,
    tests: rows,
    row_ids: rows.map(({ name }) => name),
    timestamps: runs.map(({ at }) => at),
    clusters: null,
    test_id_map: null,
    'test-metadata': {},
    'stale-test-threshold': 0,
    'num-stale-tests': 0,
    'add-tabular-names-option': false,
    'show-tabular-names': false,
    description: '',
    'bug-component': 0,
    'code-search-path': '',
    'open-test-template': template('https://prow.example/view/gs/<gcs_prefix>/<changelist>'),
    'file-bug-template': template('https://github.example/issues/new'),
    'attach-bug-template': template(''),
    'results-url-template': template('https://prow.example/job-history/gs/<gcs_prefix>'),
    'code-search-url-template': template('https://github.example/compare/<start-custom-0>...<end-custom-0>'),
    'about-dashboard-url': '',
    'open-bug-template': template('https://github.example/issues/'),
    'context-menu-template': template(''),
    'results-text': 'See these results on Prow',
    'latest-green': summarise(tab).green?.build ?? 'no recent greens',
    'triage-enabled': false,
    notifications: [],
    'overall-status': 0,
  };
}

interface TestJson {
  name: string;
  [field: string]: unknown;
}

/** @param messages one for each cell that has a result, in order */
function testJson(tab: Tab, name: string, values: readonly number[], messages: readonly string[]): TestJson {
  const statuses: { count: number; value: number }[] = [];
  for (const value of values) {
    const last = statuses.at(-1);
    if (last?.value === value) last.count++;
    else statuses.push({ count: 1, value });
  }
  return {
    name,
    'original-name': name,
    alert: null,
    linked_bugs: tab.linked.get(name) ?? [],
    messages,
    short_texts: messages.map((text) => (text === '' ? '' : 'F')),
    statuses,
    target: name,
    user_property: null,
  };
}

const template = (url: string) => ({ url, name: '', options: {} });
