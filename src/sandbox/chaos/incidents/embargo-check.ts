/** An incident whose embargo was lifted: everybody reads the same, once and in order, and nothing of what was said before. */
import type { LocalGitHub } from '../../github/index.js';
import type { LocalSlack } from '../../slack/index.js';
import * as places from './places.js';

interface Said {
  /** In this order. */
  lifted: string;
  wrong: string;
  right: string;
  over: string;
  /** What was said under embargo. */
  secrets: Record<string, string>;
}

/** @returns what is wrong, in words */
export function checkLifted(
  { state }: Pick<LocalSlack, 'state'>,
  github: Pick<LocalGitHub, 'issues'>,
  id: number,
  { lifted, wrong, right, over, secrets }: Said,
): string[] {
  const found: string[] = [];
  const say = (is: boolean, what: string) => void (is && found.push(`${what} (incident ${id})`));
  const about = (channel: string) =>
    state
      .messages(channel)
      .filter((one) => one.user === places.bot && one.subtype !== 'tombstone')
      .filter((one) => one.text.startsWith(`Incident ${id}, S`));
  const heads = about(places.home);
  say(
    heads.length !== 1,
    `${heads.length === 0 ? 'lost' : 'doubled'}: ${heads.length} heads of what was lifted`,
  );
  const [head] = heads;
  if (!head) return found;
  say(
    !JSON.stringify(head.blocks).includes(over),
    'contradicting: the head does not say how it was resolved',
  );
  for (const channel of places.open) {
    const copies = about(channel);
    say(
      copies.length !== 1,
      `${copies.length === 0 ? 'lost' : 'doubled'}: ${copies.length} copies in ${channel}`,
    );
    say(
      copies[0]?.text !== head.text,
      `contradicting: ${channel} says "${copies[0]?.text}", the head "${head.text}"`,
    );
  }
  // As revisions: what is for outside says the same below the head.
  const thread = head.replies
    .map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`)
    .filter((one) => /\*Rev \d+\*/.test(one));
  const at = [lifted, wrong, right, over].map((text) =>
    thread.flatMap((one, place) => (one.includes(text) ? [place] : [])),
  );
  for (const [which, where] of at.entries())
    say(
      where.length !== 1,
      `${where.length === 0 ? 'lost' : 'doubled'}: "${[lifted, wrong, right, over][which]}" stands ${where.length} times in the thread`,
    );
  const order = at.flat();
  say(
    order.some((place, one) => one > 0 && place < (order[one - 1] ?? 0)),
    `out of order: the thread of what was lifted: ${order}`,
  );
  const pointers = state
    .messages(places.hidden)
    .filter(({ text }) => text.startsWith(`Incident ${id}: the embargo is lifted`));
  say(
    pointers.length !== 1,
    `${pointers.length === 0 ? 'lost' : 'doubled'}: ${pointers.length} pointers to what was lifted`,
  );
  const outside = JSON.stringify([
    ...state
      .channels()
      .filter((channel) => channel.id !== places.hidden)
      .map((channel) => state.everything(channel.id)),
    github.issues(places.repository),
  ]);
  for (const word of Object.values(secrets))
    say(outside.includes(word), `contradicting: "${word}" was said under embargo and stands outside`);
  return found;
}
