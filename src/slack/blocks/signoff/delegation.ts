/** To a delegate, directly: for whom they answer and until when, or that it is over. */
import type { Saying } from '../../../domain/delivery.js';
import { groupName, type Release } from '../../../domain/release.js';
import type { Delegation } from '../../../domain/signoff/poll.js';
import { showMoment } from '../../../domain/time.js';
import { context, section } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { clipEscaped } from '../parts/text.js';
import { linked, tidy, typedLine } from '../parts/typed.js';

export function delegationSaying(release: Release, delegation: Delegation): Saying {
  const { group, lead, from, until, at, endedAt, id } = delegation;
  const name = tidy(groupName(release.groups, group));
  const whose = `*${typedLine(name, 60)}* in the sign-off of *${typedLine(release.name, 90)}*`;
  if (endedAt !== null)
    return {
      text: clipEscaped(
        `You do not answer for ${name} in the sign-off of ${tidy(release.name)} any more.`,
        500,
      ),
      blocks: [section(`You do not answer for ${whose} any more. What you said stands.`)],
    };
  const begins = from > at ? `from ${forReader(from, release.zone)} ` : '';
  return {
    text: clipEscaped(
      `You answer for ${name} in the sign-off of ${tidy(release.name)} until ${showMoment(until, release.zone)}.`,
      500,
    ),
    blocks: [
      section(
        `${linked(lead)} is away, and *you answer* for ${whose} ${begins}until ${forReader(until, release.zone)}.`,
      ),
      context(`You are asked when a poll is open. \`/release-signoff status\` shows it · delegation ${id}`),
    ],
  };
}
