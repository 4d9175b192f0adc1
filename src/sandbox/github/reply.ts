/** What a route answers, and the refusals it may throw, in GitHub's shapes. */

export interface Reply {
  readonly status: number;
  /** Serialised when a string, else a value to serialise; none for 204. */
  readonly body?: unknown;
  /** Stands for the body in the ETag, where hashing the body would cost more. */
  readonly version?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly value?: unknown;
  readonly message?: string;
}

/** A refusal with GitHub's body: `message`, perhaps `errors`, `documentation_url` and the status as text. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: {
      readonly errors?: readonly (FieldError | string)[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly extra?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message);
  }

  get reply(): Reply {
    const { errors, headers, extra } = this.details;
    const body = {
      message: this.message,
      ...(errors && { errors }),
      documentation_url: 'https://docs.github.com/rest',
      ...extra,
      status: String(this.status),
    };
    return { status: this.status, body, ...(headers && { headers }) };
  }
}

export function notFound(): Refusal {
  return new Refusal(404, 'Not Found');
}

/** 422 as GitHub answers for a field that it cannot take. */
export function invalid(resource: string, field: string, code = 'invalid', value?: unknown): Refusal {
  const error: FieldError = { resource, field, code, ...(value === undefined ? {} : { value }) };
  return new Refusal(422, 'Validation Failed', { errors: [error] });
}

/** The answer for something that lives elsewhere: 301 for reading, 307 for writing, as GitHub does. */
export function moved(method: string, url: string): Reply {
  const status = method === 'GET' || method === 'HEAD' ? 301 : 307;
  return {
    status,
    body: { message: 'Moved Permanently', url, documentation_url: 'https://docs.github.com/rest' },
    headers: { location: url },
  };
}

export function ok(body: unknown, status = 200): Reply {
  return { status, body };
}
