/** The faults that are the person's to mend. Everything else that is thrown is ours. */

/** Shown to the person as it is: what is wrong, then what to do next. */
export class UserFault extends Error {
  override readonly name = 'UserFault';

  /**
   * @param code a stable word for logs and tests, e.g. `unknown-release`
   * @param message what is wrong, in the person's words
   * @param hint what to do next: a person who is refused something is never left alone with it
   */
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** Fields of a form that are wrong, all of them at once. */
export class FormFault extends UserFault {
  /** @param fields what is wrong, by the name of the field */
  constructor(readonly fields: Readonly<Record<string, string>>) {
    super('bad-form', Object.values(fields).join(' '), 'Each field says what it needs.');
  }
}
