/** A group answers, or takes its answer back: by one of its leads, or by whoever answers for them. */
import { FormFault, UserFault } from '../../domain/fault.js';
import { groupName } from '../../domain/release.js';
import { type Named, readAnswer } from '../../domain/signoff/answer.js';
import type { Condition, GroupStanding, Poll, PollEvent } from '../../domain/signoff/poll.js';
import { showMoment } from '../../domain/time.js';
import type { Actor } from '../permission.js';
import type { PollNews, ShownPoll, SignoffDesk } from '../ports/signoff.js';
import { unreachable } from './ask.js';
import {
  type Beside,
  besidePoll,
  loadPoll,
  requireOpen,
  type Signing,
  type SignoffDependencies,
  shownPoll,
  unknownPoll,
} from './dependencies.js';
import { stateOfItem, whereIs } from './items.js';
import { tellPoll } from './tell.js';
import { followPoll } from './tend.js';
import { groupsOf, noGroup, notLead, requireGroup, roleIn } from './who.js';

export async function mayAnswerFor(
  deps: SignoffDependencies,
  { actor, poll: id }: Parameters<SignoffDesk['mine']>[0],
): Promise<string[]> {
  const { stored, release } = await loadPoll(deps, id);
  const { delegations } = await besidePoll(deps, release);
  const groups = stored.poll.groups.map(({ group }) => group);
  const mine = await groupsOf(groups, (group) => roleIn(deps, release, group, actor, delegations));
  if (mine.length === 0) throw noGroup(release);
  return mine;
}

export async function answerPoll(
  deps: SignoffDependencies,
  { actor, request, poll: id, group, ...form }: Parameters<SignoffDesk['answer']>[0],
): Promise<ShownPoll> {
  const { beside, role } = await allowed(deps, { actor, poll: id, group });
  const { release } = beside;
  const { repository } = release.issues;
  const { reason, issue, conditions: named } = readAnswer(form, { repository, web: deps.web });
  const conditions = await lookUp(deps, named);
  // What has turned since was not known to whoever answers now, and does not make their answer void.
  await followPoll(deps, id);
  const now = deps.clock();
  const { answer } = form;
  const done = await deps.store.change(id, request, now, ({ poll }) => {
    requireOpen(poll, release);
    const isLate = answer === 'go' && now >= poll.deadline;
    const event: PollEvent = {
      ...{ kind: 'answered', group, answer, reason, issue, delegateOf: role.delegateOf, isLate },
      conditions: conditions.map(({ name, url, wants }) => ({ name, url, wants })),
    };
    const met = conditions.flatMap(({ name, why }): PollEvent[] =>
      why === null ? [] : [{ kind: 'condition', group, name, state: 'met', why }],
    );
    return {
      events: [{ by: actor, event }, ...met.map((one) => ({ by: null, event: one }))],
      deliveries: (after, before) =>
        tellPoll(deps, beside, after, before, newsOf(of(after, group), of(before, group), actor)),
    };
  });
  if (!done) throw unknownPoll(id);
  deps.nudge();
  const { poll } = done.stored;
  const said = of(poll, group);
  if (said?.state === 'late' && said.answer?.by.id === actor.id) throw late(poll, release, group);
  return shownPoll(deps, beside, poll);
}

const of = ({ groups }: Poll, group: string) => groups.find((one) => one.group === group);

/** Before a form is read: whether there is anything to answer, and who may. */
async function allowed(
  deps: SignoffDependencies,
  { actor, poll: id, group }: { actor: Actor; poll: number; group: string },
) {
  const { stored, release } = await loadPoll(deps, id);
  requireOpen(stored.poll, release);
  requireGroup(
    release,
    stored.poll.groups.map((one) => one.group),
    group,
  );
  const beside: Beside = await besidePoll(deps, release);
  const role = await roleIn(deps, release, group, actor, beside.delegations);
  if (!role) throw notLead(release, group, 'answers for it, or whoever is named to answer for them');
  return { beside, role };
}

function newsOf(
  after: GroupStanding | undefined,
  before: GroupStanding | undefined,
  actor: Actor,
): PollNews[] {
  if (!after?.answer || after.answer.by.id !== actor.id) return [];
  const { group, state, answer } = after;
  if (answer.answer === 'no-go') return [{ kind: 'no-go', group }];
  const refused = before?.state === 'no-go' ? before.answer : null;
  const overruled: PollNews[] =
    refused && refused.by.id !== actor.id ? [{ kind: 'overruled', group, before: refused.by }] : [];
  return [...overruled, ...(state === 'late' ? [{ kind: 'late' as const, group }] : [])];
}

function late({ deadline }: Poll, release: Signing, group: string): UserFault {
  return new UserFault(
    'late-answer',
    `The deadline was ${showMoment(deadline, release.zone)}. The GO of ${groupName(release.groups, group)} is noted, and counts as soon as a release lead extends the deadline.`,
    'The release leads are told.',
  );
}

interface LookedUp extends Condition {
  /** How it was met already; null: it is open. */
  why: string | null;
}

/** @throws FormFault `conditions`, or UserFault `unreachable` */
async function lookUp({ github }: SignoffDependencies, named: readonly Named[]): Promise<LookedUp[]> {
  const wrong: string[] = [];
  const found = await Promise.all(
    named.map(async ({ name }): Promise<LookedUp[]> => {
      const { repository, number } = whereIs(name);
      const item = await github.item(repository, number, null).catch((error: unknown) => {
        throw unreachable(error);
      });
      if (item?.kind !== 'found') {
        const moved = item?.kind === 'moved' ? `${name} has become ${item.to}: name that.` : null;
        wrong.push(moved ?? `There is no ${name}, or the GitHub token cannot see it.`);
        return [];
      }
      const wants = item.isPullRequest ? 'merged' : 'closed';
      const now = stateOfItem(item);
      if (now?.state === 'failed') wrong.push(`${name}: ${now.why}.`);
      return [{ name: item.name, url: item.url, wants, why: now?.why ?? null }];
    }),
  );
  if (wrong.length > 0) throw new FormFault({ conditions: wrong.join(' ') });
  return found.flat();
}

export async function withdrawAnswer(
  deps: SignoffDependencies,
  { actor, request, poll: id, group }: Parameters<SignoffDesk['withdraw']>[0],
): Promise<ShownPoll> {
  const { beside } = await allowed(deps, { actor, poll: id, group });
  const { release } = beside;
  const done = await deps.store.change(id, request, deps.clock(), (stored) => {
    requireOpen(stored.poll, release);
    const said = of(stored.poll, group)?.answer;
    if (!said || said.voided)
      throw new UserFault(
        'nothing-to-withdraw',
        `${groupName(release.groups, group)} has not answered${said ? ' again since its answer became void' : ''}.`,
        'There is nothing to withdraw: say GO or NO GO with the buttons of the sign-off.',
      );
    return {
      events: [{ by: actor, event: { kind: 'withdrawn', group } }],
      deliveries: (after, before) => tellPoll(deps, beside, after, before, [{ kind: 'withdrawn', group }]),
    };
  });
  if (!done) throw unknownPoll(id);
  deps.nudge();
  return shownPoll(deps, beside, done.stored.poll);
}
