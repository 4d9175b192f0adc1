/** The private line to whoever wrote in the thread of a meeting, or marked a message: what was kept of it. One line, while forty people write. */
import type { Prefixed } from '../../../domain/meeting/prefixed.js';
import { plural } from '../../../domain/plural.js';
import { context, type Message, section } from '../parts/block.js';
import { pointNames } from './words.js';

export type Kept = Pick<Prefixed, 'kind'> | { kind: 'opened' };

const names = { ...pointNames, topic: 'Topic', action: 'Action item', opened: 'Topic' };

/** @param isMarked by a reaction, which takes it out again */
export function keptMessage(kept: readonly Kept[], isMarked: boolean): Message {
  const counts = new Map<string, number>();
  for (const { kind } of kept) counts.set(names[kind], (counts.get(names[kind]) ?? 0) + 1);
  const said = [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count})`)).join(', ');
  const text = kept.every(({ kind }) => kind === 'opened')
    ? 'This is what is spoken about now.'
    : `Kept: ${said}. ${isMarked ? 'Take your reaction off to undo it.' : 'Edit or delete it, and the notes follow.'}`;
  return { text, blocks: [context(text)] };
}

export function takenOutMessage(count: number): Message {
  const text = `${count === 1 ? 'It is' : `${plural(count, 'point')} are`} taken out of the notes again.`;
  return { text, blocks: [section(text)] };
}
