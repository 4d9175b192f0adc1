/** A word of `/release-signoff` as it reaches what is done about it: who typed it, and where. */
import type { SlackDependencies } from '../dependencies.js';
import type { Answering } from '../signoff/answers.js';

export interface Typed extends Omit<Answering, 'desk'> {
  deps: SlackDependencies;
  /** As it was named; null: it was not. */
  release: string | null;
}
