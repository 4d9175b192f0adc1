/** What every reader of a source throws when it could not read. */

/** A source could not be read, in words for people: what, why, and what to do. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault';

  constructor(
    readonly code: 'access' | 'not-found' | 'rate-limited' | 'unreachable' | 'bad-answer' | 'superseded',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
