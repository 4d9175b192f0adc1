/** What the forms of the test signal are called towards Slack, and what they carry with them out of sight. */
import { z } from 'zod';

export const ciModal = {
  silence: 'ci_silence',
  word: 'ci_word',
  manual: 'ci_manual',
  file: 'ci_file',
} as const;

/** It comes back from outside, so it is checked. */
const metadata = z
  .object({ alert: z.string().max(2000), release: z.string().max(200), job: z.string().max(2000) })
  .partial();

export type CiMetadata = z.infer<typeof metadata>;

export const writeCiMetadata = (carried: CiMetadata): string => JSON.stringify(carried);

export function readCiMetadata(text: string): CiMetadata {
  try {
    const read = metadata.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** The longest that people may type. */
export const longestCi = { reason: 1000, commit: 64, what: 1000, title: 250, body: 3000 } as const;
