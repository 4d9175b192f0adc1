// Tells listeners what has changed, and lets a test wait for something to become true without polling.

type ChangeKind =
  | 'message_posted'
  | 'message_changed'
  | 'message_deleted'
  | 'ephemeral'
  | 'view'
  | 'home'
  | 'pin'
  | 'reaction'
  | 'file'
  | 'bookmark'
  | 'members'
  | 'channel';

/** A visible change; only the ids that apply are set. */
export interface Change {
  kind: ChangeKind;
  channel?: string;
  user?: string;
  ts?: string;
  id?: string;
}

export interface Changes {
  tell(change: Change): void;
  /** Something that nobody sees (a call, a delivery) happened: waiting predicates are asked again. */
  stir(): void;
  /** @returns a function that ends the listening */
  listen(listener: (change: Change) => void): () => void;
  waitFor<T>(predicate: () => T, options?: WaitOptions): Promise<Truthy<T>>;
  /** Ends every waiting with an error. */
  close(): void;
}

/** What is left of a type when the value counts as true. */
export type Truthy<T> = Exclude<T, undefined | null | false | 0 | ''>;

export interface WaitOptions {
  /** Milliseconds; 20,000 unless told: how long a busy machine may need, no measure of anything. */
  timeoutMs?: number;
  /** What is waited for, for the error message. */
  what?: string;
}

interface Waiter {
  ask(): void;
  fail(reason: string): void;
}

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  const waiters = new Set<Waiter>();
  function stir(): void {
    for (const waiter of waiters) waiter.ask();
  }
  return {
    stir,
    tell(change) {
      for (const listener of listeners) listener(change);
      stir();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    waitFor: (predicate, options) => wait(waiters, predicate, options),
    close() {
      listeners.clear();
      for (const waiter of waiters) waiter.fail('The local Slack was closed');
    },
  };
}

function wait<T>(waiters: Set<Waiter>, predicate: () => T, options: WaitOptions = {}): Promise<Truthy<T>> {
  const { timeoutMs = 20_000, what = 'the awaited state' } = options;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => waiter.fail(`Not seen within ${timeoutMs} ms`), timeoutMs);
    function finish(): void {
      clearTimeout(timer);
      waiters.delete(waiter);
    }
    const waiter: Waiter = {
      ask() {
        try {
          const value = predicate();
          if (!value) return;
          finish();
          resolve(value as Truthy<T>);
        } catch (error) {
          finish();
          reject(error);
        }
      },
      fail(reason) {
        finish();
        reject(new Error(`${reason}: ${what}`));
      },
    };
    waiters.add(waiter);
    waiter.ask();
  });
}
