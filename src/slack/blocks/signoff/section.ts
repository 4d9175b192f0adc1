/** `/release-status signoff`: where the poll of a release stands, with its buttons, for the one who asks. */

import type { Delegation } from '../../../domain/signoff/poll.js';
import type { ShownPoll } from '../../../domain/signoff/shown-poll.js';
import { groupNames, signOffBriefly } from '../../../domain/signoff/tally.js';
import type { Status } from '../../../domain/status.js';
import {
  type Block,
  buttons,
  context,
  firstThatFits,
  header,
  type Message,
  section,
  sections,
} from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { clip, clipEscaped, escapeText } from '../parts/text.js';
import { named, tidy, typedLine } from '../parts/typed.js';
import { askDeed, pollDeeds } from './deeds.js';
import { lineSizes, nameOfGroup } from './lines.js';
import { pollFacts } from './poll.js';

export function signoffMessage(status: Status): Message {
  const { release, evidence, now } = status;
  const name = typedLine(release.name, 90);
  const { poll, problem } = evidence.signOff;
  if (release.signOff === null) {
    const text = `${name} does not ask its groups for a sign-off.`;
    return { text, blocks: [section(text)] };
  }
  const back = buttons([
    { text: 'Back to the verdict', action: 'status_section:verdict', value: release.name },
  ]);
  const trouble = problem === null ? [] : [context(`:warning: ${clipEscaped(tidy(problem), 500)}`)];
  if (poll === null) {
    const { groups } = release.signOff;
    return {
      text: `Nobody was asked for the sign-off of ${name} yet.`,
      blocks: [
        header(`:white_circle: Sign-off for ${clip(tidy(release.name), 110)}`),
        section(
          `Nobody was asked yet. ${groups.length} ${typedLine(release.groups.noun, 40)}${groups.length === 1 ? '' : 's'} have to say GO: ${escapeText(groupNames(groups, release, 30))}.`,
        ),
        ...trouble,
        askDeed(release.name),
        back,
      ],
    };
  }
  const shown: ShownPoll = {
    ...{ release, poll, releaseLeads: [], now },
    delegations: evidence.signOff.delegations.filter(({ until, endedAt }) => endedAt === null && now < until),
    commits: `${evidence.issues.web}/${evidence.issues.repository}/commit/`,
  };
  const read = evidence.signOff.head?.readAt;
  return {
    text: clipEscaped(`${tidy(release.name)}: ${tidy(signOffBriefly(poll, release))}.`, 500),
    blocks: firstThatFits(
      lineSizes.map((size) => (): Block[] => [
        ...pollFacts(shown, size),
        ...delegationLines(shown),
        ...trouble,
        ...(read === undefined ? [] : [context(`The branch was read ${forReader(read, release.zone)}`)]),
        poll.ended === null ? pollDeeds(poll.id) : askDeed(release.name),
        back,
      ]),
    ),
  };
}

/** Those that hold now or later, with the number that ends them. */
function delegationLines(shown: ShownPoll): Block[] {
  const { delegations, release } = shown;
  if (delegations.length === 0) return [];
  const line = ({ id, group, lead, delegate, from, until, at }: Delegation): string => {
    const begins = from > at ? `from ${forReader(from, release.zone)} ` : '';
    return `${id}: ${named(delegate)} for ${named(lead)} (${nameOfGroup(shown, group)}) ${begins}until ${forReader(until, release.zone)}`;
  };
  const lines = delegations.slice(0, 10).map(line);
  const more = delegations.length - lines.length;
  return sections('*Delegates*', [...lines, ...(more > 0 ? [`and ${more} more`] : [])]);
}
