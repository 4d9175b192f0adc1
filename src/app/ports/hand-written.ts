/** Where the lines that the release team wrote by hand are kept. */
import type { Note } from '../../domain/hand-written.js';

/** @see Note. A request is written once, however often it arrives. */
export interface NewHandWritten extends Omit<Note, 'id' | 'endedAt'> {
  request: string;
}

export interface HandWrittenStore {
  /** Those that were not ended. */
  list(release: string): Promise<Note[]>;
  /** Writing the same request twice writes it once. */
  add(note: NewHandWritten): Promise<Note>;
  /** @returns false when there is no such note or it has ended already */
  end(release: string, id: number, by: string, at: number): Promise<boolean>;
}
