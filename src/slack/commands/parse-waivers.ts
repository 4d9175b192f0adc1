/** What follows `waive` and `checklist` after `/release-signoff [release]`. Pure. */
import { UserFault } from '../../domain/fault.js';
import { echo } from './words.js';

export type WaiverAct =
  | { do: 'waive'; gate: string | null; part: string | null }
  | { do: 'waivers' }
  | { do: 'checklist'; list: string | null };

/** `waive [gate] [#123]` @throws UserFault `unknown-word` */
export function readWaive(rest: string): WaiverAct {
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const parts = words.filter((word) => /^#[1-9]\d{0,8}$/.test(word));
  const gates = words.filter((word) => !parts.includes(word));
  const tooMuch = parts[1] ?? gates[1];
  if (tooMuch !== undefined)
    throw new UserFault(
      'unknown-word',
      `Nothing more was expected after \`waive\`, and there is "${echo(tooMuch)}".`,
      'For example: `/release-signoff waive flakes #123`. The form asks for everything else.',
    );
  return { do: 'waive', gate: gates[0] ?? null, part: parts[0] ?? null };
}

export const readChecklistName = (rest: string): WaiverAct => ({
  do: 'checklist',
  list: rest === '' ? null : rest,
});
