/** Reads the fields of a request body; what has the wrong type is refused with 422 as GitHub does. */

import { invalid, Refusal } from './reply.js';

type Body = Readonly<Record<string, unknown>>;

/** A request body as an object; throws 400 for something that is not JSON. */
export function parseBody(text: string): Body {
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
  if (Array.isArray(value)) return { items: value };
  if (typeof value !== 'object' || value === null) throw new Refusal(400, 'Body should be a JSON object');
  return value as Body;
}

/** A text, `undefined` when absent. */
export function text(body: Body, field: string, resource = 'Issue'): string | undefined {
  const value = body[field];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw invalid(resource, field, 'invalid', value);
  return value;
}

/** A text that must be there and not be blank. */
export function required(body: Body, field: string, resource = 'Issue'): string {
  const value = text(body, field, resource);
  if (value === undefined || value.trim() === '') throw invalid(resource, field, 'missing_field');
  return value;
}

/** A text or null, `undefined` when absent. */
export function nullable(body: Body, field: string, resource = 'Issue'): string | null | undefined {
  return body[field] === null ? null : text(body, field, resource);
}

/** So many characters has the description of an issue or a pull request at most. */
const LONGEST_DESCRIPTION = 65_536;

/** The field `body` of an issue or a pull request. */
export function description(body: Body, resource = 'Issue'): string | null | undefined {
  const given = nullable(body, 'body', resource);
  if (given == null || [...given].length <= LONGEST_DESCRIPTION) return given;
  const message = `body is too long (maximum is ${LONGEST_DESCRIPTION} characters)`;
  throw new Refusal(422, 'Validation Failed', {
    errors: [{ resource, code: 'custom', field: 'body', message }],
  });
}

/** One of a few words. */
export function oneOf<T extends string>(
  body: Body,
  field: string,
  words: readonly T[],
  resource = 'Issue',
): T | undefined {
  const value = text(body, field, resource);
  if (value === undefined) return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw invalid(resource, field, 'invalid', value);
  return word;
}

/** Names, given as texts or as objects with a `name`. */
export function names(body: Body, field: string, resource = 'Issue'): string[] | undefined {
  const value = body[field];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw invalid(resource, field, 'invalid', value);
  return value.map((item: unknown) => {
    const name = typeof item === 'object' && item !== null ? (item as { name?: unknown }).name : item;
    if (typeof name !== 'string' || name === '') throw invalid(resource, field, 'invalid', item);
    return name;
  });
}

/** A date in ISO form as ms, `null` for null, `undefined` when absent. */
export function date(body: Body, field: string, resource: string): number | null | undefined {
  const value = nullable(body, field, resource);
  if (value === undefined || value === null) return value;
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw invalid(resource, field, 'invalid', value);
  return at;
}
