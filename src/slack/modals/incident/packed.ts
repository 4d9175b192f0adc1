/** An update that waits behind its preview: Slack has no hidden fields, so it travels in the little that a modal may carry. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { FormFault } from '../../../domain/fault.js';
import { fixStates } from '../../../domain/incident/event.js';
import type { Update } from '../../../domain/incident/update.js';

const update = z.object({
  text: z.string(),
  base: z.int().nonnegative(),
  title: z.string().optional(),
  severity: z.string().optional(),
  versions: z.string().optional(),
  impact: z.string().optional(),
  workaround: z.string().optional(),
  fix: z.enum(fixStates).optional(),
  action: z.string().optional(),
  owner: z.string().optional(),
  issue: z.string().optional(),
  nextUpdateBy: z.number().nullable(),
});

const packed = z.object({
  input: update,
  /** The revision that is corrected, and why; null: it is an update. */
  of: z.object({ revision: z.int().positive(), reason: z.string() }).nullable(),
});

export interface Packed {
  input: Update;
  of: { revision: number; reason: string } | null;
}

/** Leaves room for the rest of what the modal carries. */
const most = 2700;

/** Nobody types more; what unfolds to more was not made here. */
const mostUnpacked = 100_000;

/** @throws FormFault when it is too much to be shown before it is sent */
export function packInput(given: Packed): string {
  const text = deflateRawSync(JSON.stringify(given), { level: 9 }).toString('base64url');
  if (text.length <= most) return text;
  throw new FormFault({
    text: 'That is too much for one update: shorten it, or put the details into the thread.',
  });
}

/** @returns null when it is not ours */
export function unpackInput(text: string): Packed | null {
  try {
    const bytes = Buffer.from(text, 'base64url');
    const unfolded = inflateRawSync(bytes, { maxOutputLength: mostUnpacked }).toString('utf8');
    const read = packed.safeParse(JSON.parse(unfolded));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
