/** Says which keys a place of the configuration's schema knows, for "did you mean". */
import { z } from 'zod';
import { fileSchema } from './schema.js';

/** The known keys of the object at that path; empty where the schema has no object. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = fileSchema;
  for (const step of path) schema = child(unwrap(schema), String(step));
  const found = unwrap(schema);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodUnion)
    return unwrap(schema.options.find((one) => !(one instanceof z.ZodLiteral)));
  return schema;
}

function child(schema: unknown, step: string): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[step];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}
