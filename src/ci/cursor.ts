/** What is remembered of a dashboard between two readings; one that cannot be read begins anew. */
import { z } from 'zod';
import type { Cursor } from '../app/ports/ci.js';
import { type Summary, summarySchema } from './summary.js';

const schema = z.object({
  /** Where it was read: another server's word for "unchanged" is worth nothing. */
  from: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  // Pairs and not a record, because a tab may be called anything.
  tabs: z.array(
    z.tuple([
      z.string(),
      z.object({
        /** The newest summary; null: it could not be read. */
        seen: summarySchema.nullable(),
        /** The summary by which the runs were last read; null: they have to be read. */
        read: summarySchema.nullable(),
      }),
    ]),
  ),
});

export interface TabMemory {
  seen: Summary | null;
  read: Summary | null;
}

export interface Memory {
  etag: string | null;
  lastModified: string | null;
  tabs: Map<string, TabMemory>;
}

export function recall(cursor: Cursor | null, from: string): Memory | null {
  const parsed = schema.safeParse(cursor);
  if (!parsed.success || parsed.data.from !== from) return null;
  return { ...parsed.data, tabs: new Map(parsed.data.tabs) };
}

export function remember({ etag, lastModified, tabs }: Memory, from: string): Cursor {
  return { from, etag, lastModified, tabs: [...tabs] } satisfies z.infer<typeof schema>;
}
