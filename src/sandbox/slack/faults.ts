// Faults that a test orders in advance: what goes wrong with the next calls.
import type { Fields } from './fields.js';

export type Fault =
  /** An answer `{ok: false, error}` without doing the work. */
  | { kind: 'error'; error: string; status?: number; retryAfter?: number }
  /** The work is done and answered `ms` milliseconds later. */
  | { kind: 'delay'; ms: number }
  /** The work is done, the answer is lost: the connection is cut. */
  | { kind: 'dropAfterAccept' }
  /** The connection is cut and nothing was done. */
  | { kind: 'drop' }
  /** The work is done, the answer is 200 with a web page. */
  | { kind: 'html' }
  /** The work is done, the answer is 200 without a body. */
  | { kind: 'empty' }
  /** The work is done, half of the JSON arrives. */
  | { kind: 'truncate' }
  /** Nothing is done; a bare HTTP status. */
  | { kind: 'status'; status: number; retryAfter?: number };

interface FaultOrder {
  /** How many calls it hits; 1 unless told. */
  times?: number;
  /** Only calls with these arguments; the others pass. */
  where?: (args: Fields) => boolean;
}

export interface Faults {
  /** @param target a method such as `chat.postMessage`, `response_url`, `upload` for a file's bytes, or `*` for any of them */
  next(target: string, fault: Fault & FaultOrder): void;
  /** The fault for this call, counted as used. */
  take(target: string, args: Fields): Fault | undefined;
  /** How many hits are still to come. */
  pending(): number;
  clear(): void;
}

interface Ordered {
  target: string;
  fault: Fault & FaultOrder;
  left: number;
}

export function createFaults(): Faults {
  let orders: Ordered[] = [];
  return {
    next(target, fault) {
      orders.push({ target, fault, left: fault.times ?? 1 });
    },
    take(target, args) {
      if (orders.length === 0) return undefined;
      const hit = orders.find((order) => isFor(order, target, args));
      if (!hit) return undefined;
      hit.left -= 1;
      if (hit.left <= 0) orders = orders.filter((order) => order !== hit);
      return hit.fault;
    },
    pending: () => orders.reduce((sum, order) => sum + order.left, 0),
    clear() {
      orders = [];
    },
  };
}

function isFor(order: Ordered, target: string, args: Fields): boolean {
  if (order.target !== '*' && order.target !== target) return false;
  return order.fault.where === undefined || order.fault.where(args);
}
