/** Where the sign-off of a release stands, in a line at the head of a digest. */
import { signOffBriefly } from '../../../domain/signoff/tally.js';
import type { Status } from '../../../domain/status.js';
import { type Block, section } from '../parts/block.js';
import { typedLine } from '../parts/typed.js';

/** Nothing where nobody was asked. Nobody is called: this is posted every day. */
export function signOffLine({ release, evidence }: Status): Block[] {
  const { poll } = evidence.signOff;
  if (release.signOff === null || poll === null) return [];
  return [section(typedLine(signOffBriefly(poll, release), 600))];
}
