/** What was sent and what came back, to be quoted. */
export interface Tally {
  add(kind: string, statuses: readonly number[], ms: number): void;
  requests(): number;
  statuses(): number[];
  slowest(): number;
  lines(): string[];
}

export function createTally(): Tally {
  const kinds = new Map<string, { count: number; slowest: number; statuses: Map<number, number> }>();
  return {
    add(kind, statuses, ms) {
      const one = kinds.get(kind) ?? { count: 0, slowest: 0, statuses: new Map() };
      kinds.set(kind, one);
      one.count++;
      one.slowest = Math.max(one.slowest, ms);
      // 0: the connection was closed without an answer, as to what is no HTTP.
      for (const status of statuses.length > 0 ? statuses : [0])
        one.statuses.set(status, (one.statuses.get(status) ?? 0) + 1);
    },
    requests: () => [...kinds.values()].reduce((sum, { count }) => sum + count, 0),
    statuses: () => [...new Set([...kinds.values()].flatMap((one) => [...one.statuses.keys()]))].sort(),
    slowest: () => Math.max(...[...kinds.values()].map(({ slowest }) => slowest)),
    lines: () =>
      [...kinds].map(([kind, { count, slowest, statuses }]) => {
        const answers = [...statuses].sort(([one], [other]) => one - other);
        const told = answers.map(([status, times]) => `${status || 'closed'} ${times}`).join(', ');
        return `${kind}: ${count} requests; ${told}; slowest ${Math.round(slowest)} ms`;
      }),
  };
}
