/** The poll's own message: what is to ship, by when, and what every group says; edited with every answer. */
import type { Saying } from '../../../domain/delivery.js';
import { plural } from '../../../domain/plural.js';
import { isComplete } from '../../../domain/signoff/fold.js';
import type { Poll } from '../../../domain/signoff/poll.js';
import type { ShownPoll } from '../../../domain/signoff/shown-poll.js';
import {
  candidateName,
  causeWords,
  countIn,
  signOffBriefly,
  tallyOf,
} from '../../../domain/signoff/tally.js';
import { showMoment } from '../../../domain/time.js';
import { linkTo } from '../ci/lines.js';
import { type Block, context, firstThatFits, header, section, sections } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { clip, clipEscaped } from '../parts/text.js';
import { named, tidy, typedLine } from '../parts/typed.js';
import { againDeed, pollDeeds } from './deeds.js';
import { commitLink, groupLine, type LineSize, lineSizes } from './lines.js';

export function pollSaying(shown: ShownPoll): Saying {
  const { poll, release } = shown;
  const end =
    poll.ended === null && !isComplete(poll) ? ` Answers by ${showMoment(poll.deadline, release.zone)}.` : '';
  return {
    text: clipEscaped(`${tidy(release.name)}: ${tidy(signOffBriefly(poll, release))}.${end}`, 600),
    blocks: firstThatFits(lineSizes.map((size) => () => pollBlocks(shown, size))),
  };
}

function pollBlocks(shown: ShownPoll, size: LineSize): Block[] {
  return [
    ...pollFacts(shown, size),
    ...(shown.poll.ended === null
      ? [context(`${smallPrint(shown)} · news follows in the thread`), pollDeeds(shown.poll.id)]
      : [context(smallPrint(shown)), ...(mayBeAskedAgain(shown.poll) ? [againDeed(shown.poll.id)] : [])]),
  ];
}

/** All but what can be pressed, for every place where a poll is shown. */
export function pollFacts(shown: ShownPoll, size: LineSize): Block[] {
  const { poll } = shown;
  return [
    header(`${sign(poll)} Sign-off for ${clip(tidy(candidateName(poll)), 110)}`),
    section(whatIsAsked(shown)),
    ...endBlocks(shown),
    // A list that is folded away is not read.
    ...sections(
      '',
      poll.groups.map((standing) => groupLine(standing, shown, size)),
    ).map((block) => ({ ...block, expand: true })),
  ];
}

/** Red is against, white is not known yet, green is for. A poll that is over says nothing of what would ship now. */
function sign(poll: Poll): string {
  if (poll.ended !== null) return ':white_circle:';
  if (countIn(poll, 'no-go') > 0) return ':red_circle:';
  return isComplete(poll) ? ':large_green_circle:' : ':ballot_box_with_ballot:';
}

/** `2 of 3 GO · 1 waiting`, then what is to ship, and by when. */
function whatIsAsked(shown: ShownPoll): string {
  const { poll, release } = shown;
  const [first, ...others] = tallyOf(poll);
  const branch = typedLine(poll.branch ?? 'the default branch', 100);
  // Jobs are judged at the head: whoever signs has to know that it is another commit.
  const ahead =
    poll.candidate.commit === poll.head ? '' : `, which was at ${commitLink(poll.head, shown)} then`;
  const due = poll.ended === null ? `answers by ${forReader(poll.deadline, release.zone)}` : 'over';
  return [
    [`*${first}*`, ...others].join(' · '),
    `*${typedLine(release.name, 90)}* at ${commitLink(poll.candidate.commit, shown)} on ${branch}${ahead} · ${due}`,
  ].join('\n');
}

/** Why nobody is asked any more, and how many answers were lost by it. */
function endBlocks(shown: ShownPoll): Block[] {
  const { poll, release } = shown;
  const { ended } = poll;
  if (ended === null) return [];
  const at = forReader(ended.at, release.zone);
  if (ended.why === 'closed') return [section(`*Closed* by ${named(ended.by)}, ${at}.`)];
  if (ended.why === 'replaced') return [section(`*Another poll was opened* by ${named(ended.by)}, ${at}.`)];
  const place = poll.branch === null ? null : typedLine(poll.branch, 100);
  const cause = ended.cause
    ? ended.cause.why === 'job'
      ? `${linkTo(ended.cause.url, ended.cause.name, 100)} turned red`
      : causeWords(ended.cause, place, (hash) => commitLink(hash, shown))
    : `something landed on ${place ?? 'the default branch'}`;
  // Which ones stands beside each group.
  const lost = poll.groups.filter(({ state }) => state === 'void').length;
  const lostWords =
    lost === 0
      ? 'No answer was lost by it.'
      : `${plural(lost, 'answer')} given before that ${lost === 1 ? 'is' : 'are'} void.`;
  return [section(`:warning: *Overtaken*, ${at}: ${cause}.\n${lostWords}`)];
}

/** Where another poll stands already nobody asks for this candidate again. */
const mayBeAskedAgain = ({ ended }: Poll): boolean => ended !== null && ended.why !== 'replaced';

/** Moments in the message are in each reader's own zone; here they are as the team says them. */
function smallPrint({ poll, release }: ShownPoll): string {
  const asked = `Asked by ${named(poll.askedBy)}`;
  return poll.ended === null
    ? `${asked} · in the team’s zone: until ${showMoment(poll.deadline, release.zone)}`
    : `${asked} on ${showMoment(poll.askedAt, release.zone)}`;
}
