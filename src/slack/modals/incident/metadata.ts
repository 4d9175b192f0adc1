/** What a modal carries with it from one step to the next, out of sight. It comes back from outside, so it is checked. */
import { z } from 'zod';
import type { Source } from '../../../domain/incident/event.js';

const source = z.object({
  channel: z.string(),
  ts: z.string(),
  author: z.object({ id: z.string(), name: z.string() }).nullable(),
  url: z.string().nullable(),
  edited: z.string().optional(),
});

const metadata = z
  .object({
    /** Its number. */
    incident: z.int().positive(),
    /** The revision that the person had before their eyes. */
    base: z.int().nonnegative(),
    /** The newest incident when the form was opened; 0: none. */
    known: z.int().nonnegative(),
    /** The message from which it was opened. */
    source,
    /** The draft that it is about, or was made from. */
    draft: z.string(),
    /** The entry of the timeline that is changed. */
    entry: z.string(),
    /** How many newer entries of the timeline the page leaves out. */
    after: z.int().nonnegative(),
    /** The linked issue that it is about: `owner/name#12`. */
    item: z.string(),
    /** Fields that were changed in an earlier round of the same form. */
    touched: z.array(z.string()),
    /** What an incident is chosen for, and what was typed for it. */
    for: z.string(),
    text: z.string(),
    /** An update that is looked at, as `packInput` makes it. */
    packed: z.string(),
  })
  .partial();

export type Metadata = z.infer<typeof metadata>;

/** Slack's limit for `private_metadata`. */
const most = 3000;

/** @throws Error when it does not fit though everything was left out that can be */
export function writeMetadata(given: Metadata): string {
  for (const kept of [given, withoutAddress(given)]) {
    const text = JSON.stringify(kept);
    if (text.length <= most) return text;
  }
  throw new Error('what a form has to carry does not fit');
}

/** The address of a message can be made again from its channel and its time. */
function withoutAddress(given: Metadata): Metadata {
  if (!given.source) return given;
  const { author } = given.source;
  const brief: Source = {
    ...given.source,
    url: null,
    author: author && { ...author, name: author.name.slice(0, 100) },
  };
  return { ...given, source: brief };
}

/** @returns nothing in it when it is not ours */
export function readMetadata(text: string): Metadata {
  try {
    const read = metadata.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}
