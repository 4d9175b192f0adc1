/** The shortcuts that the app's manifest announces: Slack shows them to people from there, so the page does too. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../operate/package.js';
import type { WireShortcut } from './page-wire.js';

const words = z.string().min(1);
const manifest = z.object({
  features: z
    .object({
      shortcuts: z
        .array(
          z.object({
            name: words,
            type: z.enum(['global', 'message']),
            callback_id: words,
            description: words,
          }),
        )
        .default([]),
    })
    .default({ shortcuts: [] }),
});

/**
 * @param path of the manifest; the project's own unless given
 * @returns none when there is no manifest, or when it announces none
 * @throws Error naming the place in the manifest that makes no sense
 */
export async function readShortcuts(path?: string): Promise<WireShortcut[]> {
  const file = path ?? join(await packageRoot(), 'manifest.yml');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const parsed = manifest.safeParse(parse(text) ?? {});
  if (!parsed.success) throw new Error(`The manifest makes no sense: ${z.prettifyError(parsed.error)}`);
  return parsed.data.features.shortcuts.map(({ callback_id: callbackId, ...rest }) => ({
    callbackId,
    ...rest,
  }));
}
