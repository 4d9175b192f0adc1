/** What stands in Slack in the end, compared with what people were told was sent: nothing lost, doubled, behind or out of order. */
import type { LocalSlack } from '../../slack/index.js';
import { archived, bot, home, open, shut } from './places.js';

/**
 * @param texts of the updates that were acknowledged, in their order
 */
export function checkIncident(
  slack: Pick<LocalSlack, 'state'>,
  id: number,
  texts: readonly string[],
): string[] {
  const found: string[] = [];
  const say = (is: boolean, what: string) => void (is && found.push(`incident ${id}: ${what}`));
  const ours = (channel: string) =>
    slack.state.messages(channel).filter((one) => one.user === bot && one.subtype !== 'tombstone');
  const about = (channel: string) => ours(channel).filter((one) => one.text.startsWith(`Incident ${id}, S`));
  const heads = about(home);
  const [head] = heads;
  say(heads.length !== 1, `${heads.length} heads`);
  if (!head) return found;

  const last = texts.length + 1;
  say(!head.text.includes(`rev ${last} as of`), `the head says "${head.text}" instead of rev ${last}`);
  for (const channel of open) {
    const copies = about(channel);
    say(copies.length !== 1, `${copies.length} copies in ${channel}`);
    say(copies[0]?.text !== head.text, `${channel} says "${copies[0]?.text}" instead of "${head.text}"`);
  }
  for (const channel of [archived, shut]) say(ours(channel).length > 0, `something stands in ${channel}`);

  const receipt = JSON.stringify(head.blocks);
  const words = [`${open.length} of ${open.length + 2} places`, `<#${archived}>`, `<#${shut}>`];
  // Also where the bot was killed while it posted to the archive, and nobody can look whether that arrived.
  for (const one of words) say(!receipt.includes(one), `the head does not say "${one}"`);

  const replies = head.replies.map((one) => ({
    key: keyOf(one),
    all: `${one.text} ${JSON.stringify(one.blocks)}`,
  }));
  const keys = replies.map((one) => one.key);
  say(new Set(keys).size !== keys.length, 'something stands twice in the thread');
  const places = texts.map((text) =>
    replies.flatMap(({ all }, at) => (all.includes(`${text}.`) && isUpdate(all) ? at : [])),
  );
  for (const [at, where] of places.entries())
    say(where.length !== 1, `"${texts[at]}" stands ${where.length} times in the thread`);
  const order = places.flat();
  say(
    order.some((place, at) => at > 0 && place < (order[at - 1] ?? 0)),
    `the thread is out of order: ${order}`,
  );
  return found;
}

/** The text for outside says the same below the head; it is no revision. */
const isUpdate = (all: string) => /\*Rev \d+\*/.test(all);

const keyOf = ({ metadata }: { metadata?: { event_payload: Record<string, unknown> } | undefined }) =>
  String(metadata?.event_payload.key);
