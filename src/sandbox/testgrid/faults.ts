/** Bad days of the local TestGrid: they last until they are cleared, or for so many requests. */

export type TestGridFault = { times?: number } & (
  | { kind: 'down' }
  | { kind: 'status'; status: number }
  /** The right answer, late. */
  | { kind: 'slow'; ms: number }
  /** 200 with a web page where JSON should be. */
  | { kind: 'html' }
  | { kind: 'body'; text: string }
  | { kind: 'redirect'; to: string }
  /** An answer without an end in sight, of so many bytes. */
  | { kind: 'huge'; bytes: number }
);

export interface TestGridFaults {
  /** @param pattern over the decoded path with its query, e.g. `/table?tab=kind-master` */
  set(pattern: RegExp | string, fault: TestGridFault): void;
  clear(): void;
}

export function faultBook(): TestGridFaults & { take(target: string): TestGridFault | null } {
  let orders: { pattern: RegExp | string; fault: TestGridFault; left: number }[] = [];
  return {
    set: (pattern, fault) =>
      void orders.push({ pattern, fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      orders = [];
    },
    take(target) {
      const hit = orders.find(
        ({ pattern, left }) =>
          left > 0 && (typeof pattern === 'string' ? target.includes(pattern) : pattern.test(target)),
      );
      if (!hit) return null;
      hit.left--;
      return hit.fault;
    },
  };
}
