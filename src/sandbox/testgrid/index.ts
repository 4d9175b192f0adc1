/** Starts a local TestGrid that speaks both dialects over one model, and the hand that lets its jobs run. */
import type { AddressInfo } from 'node:net';
import { faultBook, type TestGridFaults } from './faults.js';
import { addRun, cellValue, type Model, type Run, type RunSeed, type Tab } from './model.js';
import { serverOver, type TestGridRequest } from './server.js';

export interface LocalTestGridOptions {
  /** ms UTC; the wall clock when absent. */
  now?: () => number;
  /** A free one when absent. */
  port?: number;
}

export interface TabHand {
  readonly name: string;
  /** A run is there now; the summary follows at once. */
  run(seed: RunSeed): TabHand;
  /** The run that is in progress ends. */
  finish(seed: Omit<RunSeed, 'at' | 'build'>): TabHand;
  /** The summary's word for the tab; null: it is missing; undefined: computed. */
  setStatus(status: string | null | undefined): TabHand;
  /** TestGrid looks for runs, and finds none. */
  touch(at?: number): TabHand;
}

export interface LocalTestGrid {
  /** Both dialects are below it, e.g. `http://127.0.0.1:1234`. */
  readonly url: string;
  readonly requests: readonly TestGridRequest[];
  /** How often each path was asked for, e.g. `{ '/board/summary': 1, '/board/table?tab=kind': 1 }`. */
  counts(): Record<string, number>;
  resetRequests(): void;
  readonly faults: TestGridFaults;
  addTab(
    dashboard: string,
    name: string,
    options?: Partial<Pick<Tab, 'overallRow' | 'status' | 'query'>> & {
      linked?: Readonly<Record<string, string[]>>;
    },
  ): TabHand;
  renameTab(dashboard: string, from: string, to: string): void;
  removeTab(dashboard: string, name: string): void;
  close(): Promise<void>;
}

export async function startLocalTestGrid(options: LocalTestGridOptions = {}): Promise<LocalTestGrid> {
  const now = options.now ?? Date.now;
  const model: Model = new Map();
  const faults = faultBook();
  const requests: TestGridRequest[] = [];
  const server = serverOver(model, { take: faults.take, log: (request) => void requests.push(request) });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const tabsOf = (dashboard: string) => {
    const tabs = model.get(dashboard) ?? new Map<string, Tab>();
    model.set(dashboard, tabs);
    return tabs;
  };
  const handOf = (tab: Tab): TabHand => {
    const hand: TabHand = {
      name: tab.name,
      run(seed) {
        addRun(tab, seed);
        return hand.touch();
      },
      finish(seed) {
        const [open, ...rest] = tab.runs;
        if (open?.overall !== cellValue.running) throw new Error(`nothing is running in ${tab.name}`);
        tab.runs = rest;
        return hand.run({ ...seed, at: open.at, build: open.build });
      },
      setStatus(status) {
        tab.status = status;
        return hand;
      },
      touch(at = now()) {
        tab.updatedAt = at;
        return hand;
      },
    };
    return hand;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    counts() {
      const counts = new Map<string, number>();
      for (const { target } of requests) counts.set(target, (counts.get(target) ?? 0) + 1);
      return Object.fromEntries(counts);
    },
    resetRequests: () => void requests.splice(0),
    faults,
    addTab(dashboard, name, { linked = {}, ...rest } = {}) {
      const tab: Tab = {
        name,
        runs: [] as Run[],
        overallRow: 'Overall',
        status: undefined,
        updatedAt: now(),
        query: `logs/ci-${name}`,
        ...rest,
        linked: new Map(Object.entries(linked)),
      };
      tabsOf(dashboard).set(name, tab);
      return handOf(tab);
    },
    renameTab(dashboard, from, to) {
      const tabs = tabsOf(dashboard);
      const tab = tabs.get(from);
      if (!tab) throw new Error(`no tab ${from} on ${dashboard}`);
      tabs.delete(from);
      tabs.set(to, Object.assign(tab, { name: to }));
    },
    removeTab: (dashboard, name) => void tabsOf(dashboard).delete(name),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
