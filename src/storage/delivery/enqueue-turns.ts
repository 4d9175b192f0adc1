/** Whose turn is when: what new deliveries wait for and which older ones they stand for. Reads and writes nothing. */
import { type DeliveryState, type NewDelivery, unsettled } from '../../domain/delivery.js';
import { type Message, nameOf } from './enqueue-messages.js';

/** A delivery that is written already, as far as it matters for others. */
export interface Owed {
  id: number;
  message_id: number;
  revision: number;
  state: DeliveryState;
  due_at: number | null;
  waits_for: number | null;
  reposted: number;
}

/** One that is about to be written. Its id is not yet the one that it will have, but comes after all others as that. */
export interface Added extends Owed {
  delivery: NewDelivery;
  version: number;
  settled_at: number | null;
}

export interface Turns {
  /** In the order of the list. */
  added: Added[];
  /** By the id of what is not sent any more, the one that stands for it. */
  standsFor: ReadonlyMap<number, number>;
}

/** What is known before anything is decided. */
export interface Books {
  /** Of the messages of the list: what is not settled, and all revisions from the lowest of the list on. */
  owed: readonly Owed[];
  /** What is not settled in the threads of the list, their heads included. */
  threads: readonly (Owed & { thread_id: number | null })[];
  /** By their names: messages that something of the list comes after, and that stand nowhere. */
  earlier: ReadonlyMap<string, Pick<Message, 'id'>>;
}

/** Above all that a database gives out. */
const firstNew = 2 ** 52;

export const isNew = (id: number) => id >= firstNew;

const isOpen = ({ state }: Owed) => unsettled.includes(state);

/** Those that a delivery of the list would stand for, if they are not under way. */
export function mayGiveWay(
  list: readonly { delivery: NewDelivery; message: Message }[],
  owed: readonly Owed[],
): number[] {
  const known = new Set(owed.map((one) => `${one.message_id} ${one.revision}`));
  const newest = new Map<number, number>();
  for (const { delivery, message } of list)
    if (!known.has(`${message.id} ${delivery.revision}`))
      newest.set(message.id, Math.max(delivery.revision, newest.get(message.id) ?? 0));
  return owed
    .filter((one) => isOpen(one) && one.revision < (newest.get(one.message_id) ?? 0))
    .map((one) => one.id);
}

/**
 * Goes through the list as if each were written before the next one is looked at.
 * @param gaveWay the ids of those that could be called back; the others that are not settled are under way
 * @param now ms, on the clock of the machine
 */
export function takeTurns(
  list: readonly { delivery: NewDelivery; message: Message }[],
  books: Books,
  gaveWay: ReadonlySet<number>,
  now: number,
): Turns {
  const shelf = shelve(books);
  const added: Added[] = [];
  const standsFor = new Map<number, number>();
  for (const { delivery, message } of list) {
    const known = shelf.ofMessage(message.id);
    if (known.some((one) => one.revision === delivery.revision)) continue;
    const older = known
      .filter((one) => one.revision < delivery.revision && isOpen(one))
      .sort((a, b) => a.revision - b.revision);
    const stale = known.some((one) => one.revision > delivery.revision);
    const stood = older.filter(({ id }) => isNew(id) || gaveWay.has(id));
    // What is under way has to be settled first; in a thread, so has what stands before it.
    const flying = older.find((one) => !stood.includes(one));
    const before =
      flying?.id ??
      turnOf(message, stood, shelf.lastInThread) ??
      shelf.lastOf(earlierThan(delivery, books.earlier)?.id);
    // An edit that was tried may still arrive: what replaces it must not be overtaken by it.
    const notBefore = Math.max(now, ...older.map((one) => one.due_at ?? now));
    const row: Added = {
      delivery,
      id: firstNew + added.length,
      message_id: message.id,
      revision: delivery.revision,
      state: stale ? 'superseded' : before === null ? 'pending' : 'waiting',
      due_at: stale || before !== null ? null : notBefore,
      waits_for: stale ? null : before,
      version: 0,
      // A first copy of what it stands for may still turn up.
      reposted: stood.some((one) => one.reposted > 0) ? 1 : 0,
      settled_at: stale ? now : null,
    };
    for (const one of stood) {
      replace(one, now);
      standsFor.set(one.id, row.id);
    }
    shelf.add(row, message.thread_id);
    shelf.followBy(stood, row.id);
    added.push(row);
  }
  return { added, standsFor };
}

/**
 * What has to be settled first where nothing of the message is under way. What stands for others takes their turn:
 * behind the end of the thread it would wait for those who wait for it.
 */
function turnOf(
  { thread_id }: Message,
  [first]: Owed[],
  lastInThread: (head: number) => number | null,
): number | null {
  if (first) return first.waits_for;
  return thread_id === null ? null : lastInThread(thread_id);
}

const earlierThan = ({ after, destination }: NewDelivery, earlier: Books['earlier']) =>
  after && earlier.get(nameOf({ ...after, destination }));

function replace(one: Owed | Added, now: number): void {
  Object.assign(one, { state: 'superseded', due_at: null, waits_for: null });
  // Those that are written already are replaced where they stand.
  if ('delivery' in one) Object.assign(one, { settled_at: now, version: one.version + 1 });
}

/** Deliveries by their message, by their thread and by what they wait for. */
function shelve({ owed, threads }: Books) {
  const messages = new Map<number, Owed[]>();
  const heads = new Map<number, Owed[]>();
  const waiting = new Map<number, Owed[]>();
  const wait = (row: Owed) => row.waits_for !== null && put(waiting, row.waits_for, row);
  const hang = (row: Owed, head: number | null) => {
    put(heads, row.message_id, row);
    if (head !== null) put(heads, head, row);
  };
  const byId = new Map<number, Owed>();
  for (const row of owed) {
    byId.set(row.id, row);
    put(messages, row.message_id, row);
    wait(row);
  }
  for (const { thread_id, ...read } of threads) {
    const row = byId.get(read.id);
    hang(row ?? read, thread_id);
    if (!row) wait(read);
  }

  return {
    ofMessage: (id: number): readonly Owed[] => messages.get(id) ?? [],

    /** Of a message, where something of it is not settled: the latest revision of that. */
    lastOf(id: number | undefined): number | null {
      const open = (id === undefined ? [] : (messages.get(id) ?? [])).filter(isOpen);
      return open.reduce<Owed | null>((a, b) => (a && a.revision > b.revision ? a : b), null)?.id ?? null;
    },

    /** The last reply of a thread that is not settled; only where there is none, what is owed of its head. */
    lastInThread(head: number): number | null {
      let last: Owed | null = null;
      for (const row of heads.get(head) ?? []) {
        // A head is written before its replies.
        const isLater =
          !last ||
          row.message_id > last.message_id ||
          (row.message_id === last.message_id && row.id > last.id);
        if (isOpen(row) && isLater) last = row;
      }
      return last?.id ?? null;
    },

    add(row: Added, head: number | null): void {
      put(messages, row.message_id, row);
      hang(row, head);
      wait(row);
    },

    /** What waited for them waits for what stands for them. */
    followBy(stood: readonly Owed[], by: number): void {
      for (const { id } of stood)
        for (const row of waiting.get(id) ?? []) {
          if (row.waits_for !== id || row.id === by) continue;
          row.waits_for = by;
          wait(row);
        }
    },
  };
}

function put<T>(lists: Map<number, T[]>, at: number, one: T): void {
  const list = lists.get(at);
  if (list) list.push(one);
  else lists.set(at, [one]);
}
