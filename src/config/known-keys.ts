/** Says which keys a place of the configuration's schema knows, for "did you mean". */
import { z } from 'zod';
import { fileSchema } from './schema.js';

/** The known keys of the object at that path; empty where the schema has no object. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = fileSchema;
  for (const step of path)
    schema = child(unwrap(schema, typeof step === 'number' ? z.ZodArray : z.ZodObject), String(step));
  const found = unwrap(schema, z.ZodObject);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** @param wanted which of several forms is meant, where there is a choice */
function unwrap(schema: unknown, wanted: typeof z.ZodArray | typeof z.ZodObject): unknown {
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap(), wanted);
  if (schema instanceof z.ZodUnion) {
    const forms = schema.options.filter((one) => !(one instanceof z.ZodLiteral));
    return unwrap(forms.find((one) => one instanceof wanted) ?? forms[0], wanted);
  }
  return schema;
}

function child(schema: unknown, step: string): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[step];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}
