/** Telling what was read from what was hoped for. */
import type { z } from 'zod';
import { SourceFault } from '../app/ports/source-fault.js';

export type Fields = Record<string, unknown>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws SourceFault when the answer is of another shape */
export function checked<S extends z.ZodType>(schema: S, data: unknown, about: string): z.infer<S> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw unreadable(about, `unexpected content at ${first?.path.join('.') || 'the top'}`);
}

export function unreadable(about: string, why: string): SourceFault {
  return new SourceFault('bad-answer', `TestGrid's answer about ${about} could not be read (${why})`);
}
