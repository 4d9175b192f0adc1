/** The agenda: what is known of the release, and what has changed since the last meeting of the series. */
import { stateOf } from '../../domain/calendar/exception.js';
import { compileFilter } from '../../domain/filter.js';
import type { CountGate } from '../../domain/gates/gate.js';
import type { Agenda, AgendaItem } from '../../domain/meeting/agenda.js';
import { type AgendaFacts, blockersSince, flippedSince } from '../../domain/meeting/compare.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import type { MeetingSeries } from '../../domain/meeting/settings.js';
import { findRelease, groupName, type Release } from '../../domain/release.js';
import { type Status, statusOf } from '../../domain/status.js';
import { minute } from '../../domain/time.js';
import type { WholeEvidence } from '../ports/evidence.js';
import type { MeetingDependencies } from './dependencies.js';

type Needed = Pick<MeetingDependencies, 'store' | 'evidence' | 'releases' | 'clock'>;

/** What it was made of, to compare the next one with. */
export interface MadeAgenda {
  agenda: Agenda;
  facts: AgendaFacts;
}

export async function makeAgenda(deps: Needed, series: MeetingSeries, meeting: Meeting): Promise<MadeAgenda> {
  const release = findRelease(deps.releases, meeting.release);
  const now = deps.clock();
  const whole = await deps.evidence.gatherWhole(release);
  const status = statusOf(release, whole.evidence, now);
  const facts: AgendaFacts = {
    release: release.name,
    verdict: status.verdict.state,
    gates: Object.fromEntries(status.verdict.findings.map(({ gate, state }) => [gate, state])),
    blockers: blockersOf(release, whole),
  };
  const before = (await deps.store.before(series.name, meeting.begins))?.agenda?.facts ?? null;
  const was = before?.blockers?.map(({ name }) => numberIn(name)) ?? [];
  const fates = await deps.evidence.fates(release, was);
  const agenda: Agenda = {
    ...{ series, release, meeting, at: now, verdict: facts.verdict },
    ...fromCalendar(status),
    flipped: flippedSince(before, facts),
    blockers: blockersSince(before, facts, (name) => fates.get(numberIn(name)) ?? 'moved'),
    unsigned: unsignedOf(status),
    atRisk: atRiskIn(status),
    docs: whole.evidence.releaseNotes?.docs ?? null,
    actions: await deps.store.openActions(series.name, meeting.begins),
  };
  return { agenda, facts };
}

const numberIn = (name: string): number => Number(name.slice(name.lastIndexOf('#') + 1));

/** Open issues that a gate which blocks counts; null: no gate does, or GitHub was not read. */
function blockersOf({ gates, issues: { repository } }: Release, whole: WholeEvidence): AgendaItem[] | null {
  const counting = gates.filter(
    (gate): gate is CountGate => gate.type === 'count' && gate.blocks && gate.in === 'milestone',
  );
  if (counting.length === 0 || whole.evidence.issues.census === null) return null;
  const matchers = counting.map(({ filter, of }) => ({ matches: compileFilter(filter), of }));
  return whole.issues
    .filter((issue) =>
      matchers.some(
        ({ matches, of }) =>
          (of === 'all' || (of === 'pull-requests') === issue.isPullRequest) && matches(issue),
      ),
    )
    .map(({ number, title, url, assignees }) => ({
      ...{ name: `${repository}#${number}`, title, url, owners: assignees },
    }));
}

function fromCalendar({ calendar, evidence, now }: Status): Pick<Agenda, 'week' | 'next' | 'exceptions'> {
  const coming = calendar?.coming[0];
  return {
    week: calendar?.week ?? null,
    next: coming
      ? {
          title: coming.what === 'ends' ? `${coming.phase.title} ends` : coming.phase.title,
          ...{ deadline: coming.deadline, at: coming.at },
        }
      : null,
    exceptions: evidence.exceptions
      .filter((one) => stateOf(one, now) === 'waiting')
      .map(({ id, what, by, until }) => ({ id, what, by: by.name, until })),
  };
}

/** Who said NO GO has answered. */
function unsignedOf({ release, evidence: { signOff } }: Status): Agenda['unsigned'] {
  if (release.signOff === null || signOff.poll === null || signOff.poll.ended) return null;
  return signOff.poll.groups
    .filter(({ state }) => state !== 'go' && state !== 'no-go')
    .map(({ group }) => groupName(release.groups, group));
}

function atRiskIn({ release, evidence: { documents } }: Status): Agenda['atRisk'] {
  return (documents?.standings ?? []).flatMap(({ number, title, url, group, lacks }) => {
    const blocking = lacks.filter(({ blocks }) => blocks).length;
    const name = group === null ? null : groupName(release.groups, group);
    return blocking === 0 ? [] : [{ number, title, url, group: name, lacks: blocking }];
  });
}

/** A topic that is added does not read all issues again: facts so old are good enough for an edit. ms */
const fresh = 2 * minute;

/** Makes agendas, and remembers the last one of each meeting for a while. */
export function agendaMaker(deps: Needed) {
  const made = new Map<number, MadeAgenda>();
  async function make(series: MeetingSeries, meeting: Meeting): Promise<MadeAgenda> {
    const now = await makeAgenda(deps, series, meeting);
    if (made.size > 100) made.clear();
    made.set(meeting.id, now);
    return now;
  }
  return {
    make,
    async recent(series: MeetingSeries, meeting: Meeting): Promise<MadeAgenda> {
      const known = made.get(meeting.id);
      const isFresh = known && Math.abs(deps.clock() - known.agenda.at) < fresh;
      return isFresh && known.agenda.meeting.begins === meeting.begins ? known : await make(series, meeting);
    },
  };
}

export type AgendaMaker = ReturnType<typeof agendaMaker>;
