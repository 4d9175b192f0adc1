/** What waits for a person, as their Home shows it: what it is, and the buttons that do it. */

import type { Waiting } from '../../../domain/home/waiting.js';
import { roleName } from '../../../domain/incident/end.js';
import type { Incident } from '../../../domain/incident/incident.js';
import { groupName, type Release } from '../../../domain/release.js';
import { showDay, showMoment } from '../../../domain/time.js';
import { alertDeeds } from '../ci/deeds.js';
import { incidentButton } from '../incident/deeds.js';
import { deeds as draftDeeds } from '../incident/draft.js';
import { meetingItem } from '../meeting/home.js';
import { type Block, buttons, section } from '../parts/block.js';
import { link, when } from '../parts/text.js';
import { linkText, named, typedLine } from '../parts/typed.js';
import { partValue, postmortemAction } from '../postmortem/names.js';
import { groupNotes, ownNotes } from '../release-notes/home.js';
import { reminderDeeds } from '../signoff/deeds.js';
import { checklistAction, waiverAction } from '../waivers/names.js';
import { homeAction } from './names.js';

/** Characters of what people typed, once escaped. */
const room = { title: 150, text: 400, reason: 300 };

/**
 * @param zone IANA: of moments that belong to no release
 * @param dayZone IANA: in which the days of action items end
 * @returns two blocks at most
 */
export function waitingBlocks(one: Waiting, zone: string, dayZone: string): Block[] {
  switch (one.kind) {
    case 'overdue':
      return [
        withButton(
          `:alarm_clock: *${nameOf(one.incident, one.url)} needs its update*\nPromised for ${at(one.due, zone)}. You command it.`,
          {
            text: 'Update…',
            action: incidentButton.update,
            value: String(one.incident.id),
            primary: true,
            about: `incident ${one.incident.id}`,
          },
        ),
      ];
    case 'draft': {
      const { draft, incident, url } = one;
      const what = draft.why === 'approval' ? 'wrote an update' : 'proposes an update';
      return [
        section(
          `:memo: *${named(draft.by)} ${what} of ${nameOf(incident, url)}*\n&gt; ${typedLine(draft.text, room.text)}`,
        ),
        draftDeeds({ incident }, draft),
      ];
    }
    case 'all-clear':
      return [
        withButton(
          `:white_check_mark: *${nameOf(one.incident, one.url)} can be cleared*\nEvery criterion holds. Your confirmation as ${roleName(one.role)} is missing.`,
          {
            text: 'Check and confirm…',
            action: incidentButton.more,
            value: `resolve:${one.incident.id}`,
            about: `incident ${one.incident.id}`,
          },
        ),
      ];
    case 'alert': {
      const name = typedLine(one.name, room.title);
      const shown = one.url === null ? name : link(one.url, linkText(one.name, room.title));
      const releases = one.releases.map((release) => typedLine(release, 60)).join(', ');
      return [
        section(
          `:red_circle: *${shown} is red*, and nobody looks after it\nSince ${at(one.alert.since, zone)} · ${releases}`,
        ),
        ...alertDeeds({ alert: one.alert, canFile: true }),
      ];
    }
    case 'sign-off':
      return signOff(one);
    case 'exception': {
      const { exception, release } = one;
      const { id, by, what, reason, issue, until } = exception;
      return [
        section(
          `:unlock: *${named(by)} asks for exception ${id} to the freezes of ${releaseName(release)}: ${typedLine(what, room.title)}*\n${link(issue.url, linkText(issue.name, 100))} · until ${at(until, release.zone)} · ${typedLine(reason, room.reason)}`,
        ),
        buttons([
          {
            text: 'Approve',
            action: 'exception_approve',
            value: String(id),
            primary: true,
            about: `exception ${id}`,
          },
          { text: 'Refuse…', action: 'exception_refuse', value: String(id), about: `exception ${id}` },
        ]),
      ];
    }
    case 'waiver': {
      const { id, by, about, reason, until } = one.waiver;
      return [
        withButton(
          `:scales: *${named(by)} asks to ship ${releaseName(one.release)} with: ${typedLine(about, room.title)}*\nWaiver ${id} needs a second person · until ${at(until, one.release.zone)} · ${typedLine(reason, room.reason)}`,
          { text: 'Agree', action: waiverAction.confirm, value: String(id), about: `waiver ${id}` },
        ),
      ];
    }
    case 'post-mortem': {
      const about = `incident ${one.incident.id}`;
      return [
        section(
          `:writing_hand: *The post-mortem of ${nameOf(one.incident, one.url)} waits for your signature*\nOnce every owner has signed it is final.`,
        ),
        buttons([
          {
            ...{ text: 'Sign', action: postmortemAction.sign, value: String(one.incident.id) },
            ...{ primary: true, about: `the post-mortem of ${about}` },
          },
          ...openButton(one.url, about),
        ]),
      ];
    }
    case 'action':
      return action(one, dayZone);
    case 'meeting-action':
      return [meetingItem(one)];
    case 'notes':
      return ownNotes(one);
    case 'group-notes':
      return [groupNotes(one)];
    case 'checklist': {
      const { name, title, done, of } = one.list;
      return [
        withButton(
          `:ballot_box_with_check: *${typedLine(title, room.title)}* of ${releaseName(one.release)}: ${done} of ${of} ticked`,
          {
            text: 'Tick…',
            action: checklistAction.tick,
            value: JSON.stringify([one.release.name, name]),
            about: title,
          },
        ),
      ];
    }
  }
}

function signOff({ release, poll, groups }: Extract<Waiting, { kind: 'sign-off' }>): Block[] {
  const names = groups.slice(0, 6).map((slug) => typedLine(groupName(release.groups, slug), 60));
  const more = groups.length - names.length;
  const whose = `${release.groups.noun} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [
    section(
      `:ballot_box_with_ballot: *May ${typedLine(poll.candidate.name, 80)} ship? Your answer for ${whose} is missing*\n${releaseName(release)} · until ${at(poll.deadline, release.zone)}`,
    ),
    reminderDeeds(poll.id, null),
  ];
}

function action(
  { action: item, incident, isOverdue }: Extract<Waiting, { kind: 'action' }>,
  zone: string,
): Block[] {
  const { text, type, due, issue, owner } = item;
  const title = `incident ${incident.id}: ${linkText(incident.title, 80)}`;
  const facts = [
    type,
    ...(due === null ? [] : [`${isOverdue ? '*overdue*, ' : ''}due ${showDay(due - 1, zone)}`]),
    ...(owner === null ? ['*nobody owns it yet*'] : []),
    `from ${incident.url === null ? typedLine(title, 200) : link(incident.url, title)}`,
  ];
  const sign = isOverdue ? ':hourglass_flowing_sand:' : ':wrench:';
  const value = partValue(incident.id, item.id);
  const said = `${sign} *${typedLine(text, room.text)}*\n${facts.join(' · ')}`;
  const done = { text: 'Done…', action: postmortemAction.done, value, about: text };
  const leads = openButton(issue?.url ?? null, issue?.name ?? '');
  if (owner !== null && leads.length === 0) return [withButton(said, done)];
  const take = [
    { text: 'Take it', action: postmortemAction.take, value, primary: true, about: text },
    { text: 'Name an owner…', action: postmortemAction.owner, value, about: text },
  ];
  return [section(said), buttons([...(owner === null ? take : [done]), ...leads])];
}

/** A moment on the reader's own clock. */
const at = (moment: number, zone: string) => when(moment, showMoment(moment, zone));

const releaseName = ({ name }: Release) => typedLine(name, 90);

/** `Incident 12: title`, as a link to its head. */
export function nameOf({ id, facts }: Pick<Incident, 'id' | 'facts'>, url: string | null): string {
  const name = `Incident ${id}: ${linkText(facts.title, room.title)}`;
  return url === null ? typedLine(name, room.title * 2) : link(url, name);
}

export function withButton(
  text: string,
  button: { text: string; action: string; value: string; primary?: boolean; about?: string },
): Block {
  const [accessory] = buttons([button]).elements as object[];
  return { ...section(text), accessory };
}

/** Leads there. */
const openButton = (url: string | null, about: string) =>
  url === null || url.length > 3000 ? [] : [{ text: 'Open', action: homeAction.open, url, about }];
