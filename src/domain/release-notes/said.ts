/** What the description of a pull request says for the release notes. */

/**
 * Why there is nothing to publish: `no-block`: nothing in it is for release notes; `empty`: nothing stands in the block;
 * `template`: only the text that asks for a note does.
 */
export type MissingWhy = 'no-block' | 'empty' | 'template';

export type Said =
  /** @property text Markdown with plain line ends, as its author wrote it: of people outside, not escaped */
  | { kind: 'note'; text: string; isActionRequired: boolean }
  /** Its author says that users need not know of it. */
  | { kind: 'none' }
  | { kind: 'missing'; why: MissingWhy };

/** Reads a description. Nothing is thrown, whatever it says. */
export type ReadDescription = (body: string) => Said;
