/** What the forms of the sign-off are called towards Slack, and what they carry with them out of sight. */
import { z } from 'zod';

export const signoffModal = {
  ask: 'signoff_ask_form',
  answer: 'signoff_answer_form',
  withdraw: 'signoff_withdraw_form',
  extend: 'signoff_extend_form',
  close: 'signoff_close_form',
  delegate: 'signoff_delegate_form',
} as const;

/** How an answer is given: GO at once, GO with conditions, or NO GO with a reason. */
export const answerKinds = ['go', 'go-if', 'no-go'] as const;
export type AnswerForm = (typeof answerKinds)[number];

/** It comes back from outside, so it is checked; what it names is held against what the person may do. */
const metadata = z
  .object({
    release: z.string().max(200),
    poll: z.int().positive(),
    group: z.string().max(200),
    answer: z.enum(answerKinds),
  })
  .partial();

export type SignoffMetadata = z.infer<typeof metadata>;

export const writeSignoffMetadata = (carried: SignoffMetadata): string => JSON.stringify(carried);

export function readSignoffMetadata(text: string): SignoffMetadata {
  try {
    const read = metadata.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** The longest that people may type. */
export const longestSignoff = { candidate: 200, reason: 1000, issue: 500, conditions: 1000 } as const;
