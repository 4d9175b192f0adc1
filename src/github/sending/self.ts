/** Who we are at GitHub, and which of what is written there is our own: any person may copy a marker. */
import { z } from 'zod';
import type { Call } from './call.js';

/** Carried by everything that is written, and not seen by who reads it. */
export const markerOf = (key: string): string => `<!-- signalman:${key} -->`;

export interface Written {
  body?: string | null | undefined;
  user?: { login: string } | null | undefined;
}

/** @returns the login; null when GitHub does not tell it to this token */
export type Self = () => Promise<string | null>;

export function askSelf(call: Call, isApp: boolean): Self {
  let known: string | null | undefined;
  return async () => {
    if (known !== undefined) return known;
    const answer = await call('GET', isApp ? '/app' : '/user');
    if (answer.kind === 'no') known = null;
    if (answer.kind !== 'ok') return null;
    const said = z
      .object({ login: z.string().optional(), slug: z.string().optional() })
      .safeParse(answer.data);
    known = said.data?.login ?? (said.data?.slug === undefined ? null : `${said.data.slug}[bot]`);
    return known;
  };
}

/**
 * What carries the key and is our own, in the order of the list. Where it is not known who we are only the first
 * counts: nothing may be taken away that could be somebody else's.
 */
export function ours<T extends Written>(all: readonly T[], key: string, self: string | null): T[] {
  const marked = all.filter(({ body }) => body?.includes(markerOf(key)));
  if (self === null) return marked.slice(0, 1);
  return marked.filter(({ user }) => user?.login.toLowerCase() === self.toLowerCase());
}
