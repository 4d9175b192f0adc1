/**
 * Sign-off: every group that is asked said GO for the very commit that is to ship. It goes by the branch and the tag as
 * they were read, and not only by what was noted in the poll.
 */
import { shortCommit } from '../ci/commit.js';
import type { Evidence } from '../evidence.js';
import { fill, groupName, type Release } from '../release.js';
import { isComplete } from '../signoff/fold.js';
import type { GroupAnswer, GroupStanding, GroupState, Poll } from '../signoff/poll.js';
import type { SignOffSettings } from '../signoff/settings.js';
import { minute, showDuration, showMoment } from '../time.js';
import type { Part } from '../waiver/waiver.js';
import type { Decide, Finding, GateState, SignOffGate } from './gate.js';

export const decideSignOff: Decide<SignOffGate> = (gate, release, evidence, now): Finding => {
  const { signOff: settings } = release;
  const { poll, head } = evidence.signOff;
  const asked = settings?.groups ?? [];
  const standings = asked.map((group) => standingOf(group, poll));
  const open = standings.filter(({ state }) => state !== 'go');
  const found = judge(settings, standings, evidence, release.staleAfter, now);
  const names = open.map(({ group }) => groupName(release.groups, group));
  const isGo = found.state === 'go';
  return {
    ...{ gate: gate.id, type: gate.type, blocks: gate.blocks, state: found.state, items: [] },
    reason: sentence(fill(gate.reason, release), isGo || found.isElsewhere ? [] : names),
    detail: [found.why, tally(release, poll, standings, now)].filter(Boolean).join('; '),
    rule: ruleOf(release, settings),
    ...{ value: isGo ? 0 : Math.max(1, open.length), limit: 0 },
    evidence: poll ? [commitLink(release, evidence, poll)] : [],
    observedAt: head?.readAt ?? null,
    actions: isGo ? [] : gate.actions.map((action) => fill(action, release)),
    ...(poll && found.state === 'no-go' ? partsOf(release, open, found, poll, now) : {}),
  };
};

interface Judged {
  state: GateState;
  /** What is wrong beside the answers; empty: nothing. */
  why: string;
  /** It is not the answers that are missing. */
  isElsewhere: boolean;
  /** Beside the answers something could not be read. */
  isUnread?: boolean;
}

const beside = (state: GateState, why: string): Judged => ({ state, why, isElsewhere: true });

function judge(
  settings: SignOffSettings | null,
  standings: readonly GroupStanding[],
  { signOff }: Evidence,
  staleAfter: number,
  now: number,
): Judged {
  const { poll } = signOff;
  if (!settings || standings.length === 0) return beside('unknown', 'no group is configured to sign');
  if (!poll) return beside('unknown', 'nobody was asked yet');
  // What nobody knows is not decided on before the deadline; after it, it is missing.
  const missing: GateState = now < poll.deadline ? 'unknown' : 'no-go';
  if (poll.ended && poll.ended.why !== 'overtaken') return beside('unknown', 'the poll was closed');
  const moved = movedWords(poll, signOff, settings);
  if (moved !== null || poll.ended) return beside(missing, moved ?? 'the candidate was overtaken');
  const unread = unreadWords(poll, signOff, settings, staleAfter, now);
  const isAllGo = isComplete({ groups: [...standings] });
  const isRefused = standings.some(({ state }) => state === 'no-go');
  const state: GateState = isAllGo ? 'go' : isRefused ? 'no-go' : missing;
  // Wherever the branch is: what the answers alone make NO GO does not become better by it.
  if (unread !== null && state !== 'no-go') return beside('unknown', unread);
  return { state, why: unread ?? '', isElsewhere: false, isUnread: unread !== null };
}

/** A group that is asked by now and was not then has not answered. */
const standingOf = (group: string, poll: Poll | null): GroupStanding =>
  poll?.groups.find((one) => one.group === group) ?? { group, state: 'waiting', answer: null };

/** @returns null when the candidate is still what was asked for, as far as anybody knows */
function movedWords(
  { candidate, head }: Poll,
  { head: now, tag }: Evidence['signOff'],
  { voidOn }: SignOffSettings,
): string | null {
  if (candidate.tag !== null && tag && tag.commit !== candidate.commit)
    return tag.commit === null
      ? `the tag ${candidate.tag} is gone`
      : `the tag ${candidate.tag} names ${shortCommit(tag.commit)} now, asked was ${shortCommit(candidate.commit)}`;
  if (voidOn.commit && now && now.commit !== head)
    return `the branch is at ${shortCommit(now.commit)}, asked was at ${shortCommit(head)}`;
  return null;
}

function unreadWords(
  { candidate }: Poll,
  { head, tag, problem }: Evidence['signOff'],
  { voidOn }: SignOffSettings,
  staleAfter: number,
  now: number,
): string | null {
  const needed = [
    ...(voidOn.commit ? [{ what: 'the branch', readAt: head?.readAt }] : []),
    ...(candidate.tag === null ? [] : [{ what: `the tag ${candidate.tag}`, readAt: tag?.readAt }]),
  ];
  const cause = problem === null ? '' : `: ${problem}`;
  for (const { what, readAt } of needed) {
    if (readAt === undefined) return `${what} has not been read yet${cause}`;
    if (readAt > now + minute) return `${what} was last read in the future: a clock is wrong`;
    if (now - readAt > staleAfter)
      return `${what} was last read ${showDuration(now - readAt)} ago, limit ${showDuration(staleAfter)}${cause}`;
  }
  return null;
}

const mostNamed = 5;

function sentence(reason: string, names: readonly string[]): string {
  if (names.length === 0) return reason;
  const shown = names.slice(0, mostNamed).join(', ');
  return `${reason}: ${shown}${names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''}`;
}

/** `7 of 9 GO for v1.6.0-rc.1 (a57b4befd); Node: NO GO; Auth: no answer until …` */
function tally(
  release: Release,
  poll: Poll | null,
  standings: readonly GroupStanding[],
  now: number,
): string {
  if (!poll) return '';
  const { candidate } = poll;
  const hash = shortCommit(candidate.commit);
  const go = standings.filter(({ state }) => state === 'go').length;
  const open = standings.filter(({ state }) => state !== 'go');
  const said = open
    .slice(0, mostNamed)
    .map((one) => `${groupName(release.groups, one.group)}: ${sayState(one.state, poll, release, now)}`);
  return [
    `${go} of ${standings.length} GO for ${candidate.tag === null ? hash : `${candidate.tag} (${hash})`}`,
    ...said,
    ...(open.length > mostNamed ? [`${open.length - mostNamed} more`] : []),
  ].join('; ');
}

function sayState(state: GroupState, { deadline }: Poll, { zone }: Release, now: number): string {
  const until = now < deadline ? `until ${showMoment(deadline, zone)}` : 'by the deadline';
  const says: Record<GroupState, string> = {
    go: 'GO',
    'no-go': 'NO GO',
    waiting: `no answer ${until}`,
    void: 'its answer is void',
    conditional: 'GO with a condition that is not met',
    late: 'GO after the deadline',
  };
  return says[state];
}

function partOf(release: Release, { group, state, answer }: GroupStanding, now: number, poll: Poll): Part {
  const refused =
    state === 'no-go' && answer ? [answer.by, answer.delegateOf].flatMap((one) => one?.id ?? []) : [];
  const failed = answer?.conditions.find((one) => one.state === 'failed');
  return {
    key: `group:${group}/${poll.id}/${state === 'no-go' && answer ? refusalKey(answer) : 'no GO'}`,
    title: `${groupName(release.groups, group)}: ${sayState(state, poll, release, now)}`,
    url: answer?.issue?.url ?? failed?.url ?? null,
    raisedBy: refused,
  };
}

/** Another NO GO is another finding, as is another condition that has failed: whoever waived one did not know of it. */
function refusalKey({ at, conditions }: GroupAnswer): string {
  const failed = conditions.filter(({ state }) => state === 'failed').map(({ name }) => name);
  return ['NO GO', at, ...failed].join(' ');
}

/** What holds it back by name. An answer that is not missing yet, and another commit than was asked for, nobody waives. */
function partsOf(
  release: Release,
  open: readonly GroupStanding[],
  { isElsewhere, isUnread }: Judged,
  poll: Poll,
  now: number,
): Pick<Finding, 'parts' | 'besides'> {
  const red = now < poll.deadline ? open.filter(({ state }) => state === 'no-go') : open;
  return {
    parts: red.map((one) => partOf(release, one, now, poll)),
    ...(isElsewhere || isUnread || red.length < open.length ? { besides: 'unknown' } : {}),
  };
}

function commitLink({ issues }: Release, evidence: Evidence, { candidate }: Poll) {
  const hash = shortCommit(candidate.commit);
  return {
    title: candidate.tag === null ? hash : `${candidate.tag}: ${hash}`,
    url: `${evidence.issues.web}/${issues.repository}/commit/${candidate.commit}`,
  };
}

function ruleOf({ groups, staleAfter }: Release, settings: SignOffSettings | null): string {
  const count = settings?.groups.length ?? 0;
  const each = `each of ${count} ${groups.noun}${count === 1 ? '' : 's'}`;
  const read = settings?.voidOn.commit
    ? `, and the branch, read within ${showDuration(staleAfter)}, is still there`
    : '';
  return `${each} said GO for the commit that is to ship${read}`;
}
