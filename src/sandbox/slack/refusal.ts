// How a method says no: thrown by the methods, turned into an answer by the server.
import type { Fields } from './fields.js';

export interface RefusalExtra {
  /** More fields of the answer, beside `ok` and `error`. */
  fields?: Fields;
  /** HTTP status, 200 unless told. */
  status?: number;
  /** Seconds for the `Retry-After` header. */
  retryAfter?: number;
}

/** An error of Slack's own list; `code` is the word that the client gets. */
export class Refusal extends Error {
  readonly code: string;
  readonly extra: RefusalExtra;

  constructor(code: string, extra: RefusalExtra = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.extra = extra;
  }

  /** The JSON that the client reads. */
  answer(): Fields {
    return { ok: false, error: this.code, ...this.extra.fields };
  }
}

/**
 * A refusal that names the places, as Slack does: both in `errors` and in `response_metadata.messages`.
 * @param problems lines such as `must be less than 3001 characters [json-pointer:/blocks/0/text/text]`
 */
export function refusalWithProblems(code: string, problems: readonly string[]): Refusal {
  const messages = problems.map((problem) => `[ERROR] ${problem}`);
  return new Refusal(code, { fields: { errors: [...problems], response_metadata: { messages } } });
}
