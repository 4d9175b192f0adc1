/** What is said of delegates: that one is named, and that one is not any more. */
import type { Release } from '../../domain/release.js';
import type { Delegation } from '../../domain/signoff/poll.js';
import { forReader } from '../blocks/parts/days.js';
import { named, typedLine } from '../blocks/parts/typed.js';
import { nameOfGroup } from '../blocks/signoff/lines.js';

export function newDelegation(added: Delegation, release: Release): string {
  const from = added.from > added.at ? `from ${forReader(added.from, release.zone)} ` : '';
  return `*${named(added.delegate)}* answers for ${nameOfGroup({ release }, added.group)} ${from}until ${forReader(added.until, release.zone)}.`;
}

export const endedDelegation = ({ delegate, group }: Delegation): string =>
  `${named(delegate)} does not answer for ${typedLine(group, 60)} any more.`;
