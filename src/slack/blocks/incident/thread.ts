/** What else is said about an incident: reminders, what people wrote elsewhere, and where they talk. */
import type { Saying } from '../../../domain/delivery.js';
import type { IncidentEvent, Source } from '../../../domain/incident/event.js';
import { type Incident, latest } from '../../../domain/incident/incident.js';
import { refusalInWords } from '../../../domain/refusal.js';
import { context, limits, section, sections } from '../parts/block.js';
import { forReader, momentNear } from '../parts/days.js';
import { isDirect, link, mention, ordinal, placeName } from '../parts/text.js';
import { isUser, linked, named, quote, typedLine } from '../parts/typed.js';
import { postMortemLine } from '../postmortem/lines.js';
import { oneButton } from './deeds.js';
import { severityInWords, standing } from './facts.js';
import { linkLine } from './links.js';
import type { Shown } from './shown.js';
import { roomy, severityName, threadLink } from './wording.js';

type Reminded = Extract<IncidentEvent, { kind: 'reminded' }>;

/** @param leads Slack ids of the people who are told when it goes on, and of groups whose people are not known */
export function reminder(shown: Shown, reminded: Reminded, leads: readonly string[]): Saying {
  const { incident } = shown;
  return {
    text: `Incident ${incident.id}: the ${overdue(shown, reminded)}`,
    blocks: [
      section(
        `:alarm_clock: ${linked(incident.facts.commander)}: the ${overdueForReader(shown, reminded)}${reminded.escalated ? whoIsTold(incident, leads) : ''}`,
      ),
      oneButton(incident, 'update', 'Update'),
    ],
  };
}

function whoIsTold({ facts }: Incident, leads: readonly string[]): string {
  if (leads.length === 0) return '\nNobody is named as release lead.';
  // Whoever is asked already need not be told.
  const others = leads.filter((id) => isUser(id) && id !== facts.commander.id).slice(0, 10);
  // They are reached here, as far as Slack reaches them.
  const unread = leads.filter((id) => !isUser(id)).slice(0, 10);
  const told = `${others.map(mention).join(', ')} ${others.length === 1 ? 'has' : 'have'} been told.`;
  const asked = `${unread.map(mention).join(', ')}: please look. Slack does not say at the moment who belongs to that group, so nobody of it was told directly.`;
  return `${others.length === 0 ? '' : `\n${told}`}${unread.length === 0 ? '' : `\n${asked}`}`;
}

function overdue({ incident, settings }: Shown, { due, count }: Reminded): string {
  const by = momentNear(due, latest(incident).at, settings.zone);
  return `update promised by ${by} is overdue (${ordinal(count)} reminder).`;
}

function overdueForReader({ settings }: Shown, { due, count }: Reminded): string {
  const by = forReader(due, settings.zone);
  return `update promised by ${by} is *overdue* (${ordinal(count)} reminder).`;
}

/** To the commander directly: what people follow cannot be seen. @param reason Slack's code, or words */
export function headless({ incident, settings }: Shown, reason: string): Saying {
  const where = placeName(settings.channel);
  const why = typedLine(refusalInWords(reason) || 'failed', 200);
  const said = `The head of incident ${incident.id} could not be posted`;
  return {
    text: `${said}: ${why}.`,
    blocks: [
      ...sections('', [
        `:warning: *${said} in ${where}:* ${why}`,
        'Its copies are sent all the same. Repair the channel, then have the head sent again: whoever runs Signalman types `npx signalman deliveries retry`.',
      ]),
      context(`Incident ${incident.id} · ${typedLine(incident.facts.title, 300)}`),
    ],
  };
}

/** To a release lead directly. */
export function escalation(shown: Shown, reminded: Reminded): Saying {
  const { incident, settings, links } = shown;
  const { facts, id } = incident;
  const said = overdue(shown, reminded);
  return {
    text: `Incident ${id}, ${severityName(facts.severity, settings)}: ${typedLine(facts.title, 600)}. The ${said}`,
    blocks: [
      ...sections('', [
        `:alarm_clock: *${typedLine(facts.title, roomy('title'))}*`,
        `The ${overdueForReader(shown, reminded)}`,
        `${linked(facts.commander)} commands it and has not answered. Please reach them, or send the update yourself: ${threadLink(links.head, `incident ${id}`, settings)}`,
      ]),
      context(`${standing(incident)} · ${severityInWords(incident, settings)}`),
      oneButton(incident, 'update', 'Update'),
    ],
  };
}

/** What somebody wrote elsewhere. Their name is no mention: they are where they wrote. */
export function brought({ incident }: Shown, { text, source }: { text: string; source: Source }): Saying {
  const { author, url, channel } = source;
  const who = author ? `*${named(author)}*` : 'Somebody';
  const place = /^[CGD][A-Z0-9]+$/.test(channel) ? `in ${placeName(channel)}` : 'in another conversation';
  const message = url === null || isDirect(channel) ? '' : ` · ${link(url, 'the message')}`;
  return {
    text: `Incident ${incident.id}: ${author ? named(author) : 'somebody'} wrote elsewhere: ${typedLine(text, 700)}`,
    blocks: [section(`${who} wrote ${place}${message}`), quote(text, limits.section)],
  };
}

/** The message in whose thread people talk. */
export function discussion({ incident, settings, links }: Shown): Saying {
  const { id, facts } = incident;
  const title = typedLine(facts.title, roomy('title'));
  return {
    text: `Incident ${id}, discussion: ${title}. Talk in this thread; what holds is in the one thread of the incident.`,
    blocks: sections('', [
      `:speech_balloon: *Discussion of incident ${id}:* ${title}`,
      'Talk in this thread: what you see, what you tried, what you suspect. What everybody has to know becomes an update.',
      `*What holds now:* ${threadLink(links.head, `incident ${id}, always the latest`, settings)}`,
    ]),
  };
}

/**
 * A line in the thread for what is no revision; null: the head says it, or nobody has to know. What is marked for the
 * timeline has no line: a thread full of them would hide the updates.
 */
export function line(shown: Shown, event: IncidentEvent, by: Incident['declaredBy'] | null): Saying | null {
  const linked = linkLine(shown, event, by);
  const said = linked ?? lineOf(event, named(by)) ?? postMortemLine(shown, event, named(by));
  if (said === null) return null;
  const { incident } = shown;
  return {
    text: `Incident ${incident.id}: ${said.text}`,
    blocks: [...sections('', [said.markup]), ...(linked?.more ?? [])],
  };
}

interface Said {
  text: string;
  markup: string;
}

const same = (text: string): Said => ({ text, markup: text });

function lineOf(event: IncidentEvent, who: string): Said | null {
  switch (event.kind) {
    case 'ticked': {
      const criterion = typedLine(event.criterion, 600);
      return event.on
        ? {
            text: `${who} ticked: ${criterion}`,
            markup: `:ballot_box_with_check: ${who} ticked: *${criterion}*`,
          }
        : {
            text: `${who} took the tick off: ${criterion}`,
            markup: `:white_large_square: ${who} took the tick off: *${criterion}*`,
          };
    }
    case 'confirmed':
      return {
        text: `${who} confirmed the all-clear (${role(event.role)}).`,
        markup: `:ballot_box_with_check: ${who} confirmed the all-clear as *${role(event.role)}*`,
      };
    case 'joined': {
      const title = typedLine(event.title, 700);
      const places = event.places.length;
      const follow =
        places === 0
          ? ''
          : ` Its ${places === 1 ? 'copy points' : `${places} copies point`} here from now on.`;
      return {
        text: `Incident ${event.from} was merged into this one: ${title}`,
        markup: `:twisted_rightwards_arrows: Incident ${event.from} was merged into this one: *${title}*.${follow}`,
      };
    }
    case 'moved':
      return same(
        `The head stands here from now on: in ${placeName(event.from)} it could not be written any more. What was said before stands there.`,
      );
    case 'mended':
      return mended(event);
    default:
      return null;
  }
}

const role = (name: string): string => name.replaceAll('-', ' ');

/** A head that is posted again says so itself. */
function mended({ place, destination, what }: Extract<IncidentEvent, { kind: 'mended' }>): Said | null {
  if (what === 'gone' && place === 'head') return null;
  const message = place === 'copy' ? `The copy in ${placeName(destination)}` : `The ${place} message`;
  return same(
    what === 'gone'
      ? `${message} was deleted by hand, and is posted again.`
      : `${message} no longer said what it should, and is corrected.`,
  );
}
