/** Who signed what and when, for each candidate: the newest first. */
import type { Release } from '../../../domain/release.js';
import type { Poll } from '../../../domain/signoff/poll.js';
import { candidateName, endWords, tallyOf } from '../../../domain/signoff/tally.js';
import {
  type Block,
  context,
  firstThatFits,
  header,
  type Message,
  section,
  sections,
} from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { clip } from '../parts/text.js';
import { named, tidy, typedLine } from '../parts/typed.js';
import { commitLink, groupLine, type LineSize, lineSizes } from './lines.js';

/** Polls that are shown group by group; of the others there is a line each. */
const whole = [5, 3, 1, 0];

/** @param commits where they are looked at: this, then the hash */
export function historyMessage(release: Release, polls: readonly Poll[], commits: string): Message {
  const name = typedLine(release.name, 90);
  if (polls.length === 0) {
    const text = `Nobody was asked for the sign-off of ${name} yet.`;
    return { text, blocks: [section(text)] };
  }
  const versions = whole.flatMap((most) =>
    lineSizes
      .slice(1)
      .map((size) => (): Block[] => [
        header(`Sign-off for ${clip(tidy(release.name), 110)}`),
        ...polls
          .slice(0, 20)
          .flatMap((poll, at) => pollLines(release, poll, commits, at < most ? size : null)),
        context(
          polls.length > 20
            ? `The last 20 of ${polls.length} polls. Every word of them: \`npx signalman audit\``
            : 'All answers and changes: `npx signalman audit`',
        ),
      ]),
  );
  return { text: `The sign-off of ${name}, candidate by candidate.`, blocks: firstThatFits(versions) };
}

/** @param size null: only what came of it */
function pollLines(release: Release, poll: Poll, commits: string, size: LineSize | null): Block[] {
  const shown = { release, poll, commits, delegations: [], releaseLeads: [], now: poll.askedAt };
  const { zone } = release;
  const end =
    poll.ended === null
      ? 'open'
      : `${endWords[poll.ended.why]}${poll.ended.why === 'overtaken' ? '' : ` by ${named(poll.ended.by)}`}, ${forReader(poll.ended.at, zone)}`;
  const title = `*${typedLine(candidateName(poll), 150)}* at ${commitLink(poll.candidate.commit, shown)} · ${tallyOf(poll).join(' · ')}\nAsked by ${named(poll.askedBy)}, ${forReader(poll.askedAt, zone)} · ${end}`;
  // Nobody is called by what is looked up.
  const quiet = size && { ...size, leads: 0 };
  return sections(title, quiet === null ? [] : poll.groups.map((one) => groupLine(one, shown, quiet)));
}
