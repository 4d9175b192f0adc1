/** Failures on order: the next requests that match a pattern are answered the way a bad day at GitHub would. */

export type GitHubFault = { times?: number; skip?: number } & (
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
  /** The primary limit is used up; it returns in so many seconds. */
  | { kind: 'rateLimited'; resetInS: number }
  | { kind: 'secondary'; retryAfterS?: number; status?: 403 | 429 }
  /** 200 with a web page where JSON should be. */
  | { kind: 'html' }
  /** The right answer, cut in half. */
  | { kind: 'truncate' }
  | { kind: 'delay'; ms: number }
  /** The connection breaks; with `after` the request was carried out first. */
  | { kind: 'drop'; after?: boolean }
);

/** `*` for anything, a glob (`*` matches any run) over the path or over `path?query`, or a RegExp over `METHOD path?query`. */
type PathPattern = string | RegExp;

export interface Faults {
  /** Orders a fault for the next matching requests: `skip` of them pass first, then `times` (1) fail. */
  next(pattern: PathPattern, fault: GitHubFault): void;
  /** Takes back what has not happened yet. */
  clear(): void;
}

interface Order {
  readonly matches: (method: string, target: string) => boolean;
  readonly fault: GitHubFault;
  skip: number;
  left: number;
}

export interface FaultQueue extends Faults {
  /** The fault for this request, counted as used; `target` is the path with its query. */
  take(method: string, target: string): GitHubFault | undefined;
}

export function faultQueue(): FaultQueue {
  let orders: Order[] = [];
  return {
    next(pattern, fault) {
      orders.push({ matches: matcher(pattern), fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
    },
    clear() {
      orders = [];
    },
    take(method, target) {
      for (const order of orders) {
        if (!order.matches(method, target)) continue;
        if (order.skip > 0) {
          order.skip -= 1;
          continue;
        }
        order.left -= 1;
        if (order.left <= 0) orders = orders.filter((other) => other !== order);
        return order.fault;
      }
      return undefined;
    },
  };
}

function matcher(pattern: PathPattern): Order['matches'] {
  if (pattern instanceof RegExp) return (method, target) => pattern.test(`${method} ${target}`);
  const [, verb, glob = ''] = /^(?:([A-Z]+) )?(.*)$/s.exec(pattern) ?? [];
  const source = glob.split('*').map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const regexp = new RegExp(`^${source.join('.*')}$`);
  return (method, target) => {
    if (verb && verb !== method) return false;
    return regexp.test(glob.includes('?') ? target : (target.split('?')[0] ?? ''));
  };
}
