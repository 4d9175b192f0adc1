/** Lines in the thread of an incident about its post-mortem: what its readers should know without looking. */
import type { IncidentEvent } from '../../../domain/incident/event.js';
import type { Shown } from '../incident/shown.js';
import { link } from '../parts/text.js';
import { linked, linkText, typedLine } from '../parts/typed.js';
import { dueDay, issueLink, statusNames } from './words.js';

interface Said {
  text: string;
  markup: string;
}

const most = 600;

/** @param who by name, as mrkdwn @returns null: nobody has to know, or it is no event of a post-mortem */
export function postMortemLine(
  { incident, settings }: Shown,
  event: IncidentEvent,
  who: string,
): Said | null {
  const action = (id: string) => incident.postmortem.actions.find((one) => one.id === id);
  const textOf = (id: string) => typedLine(action(id)?.text ?? '', most);
  switch (event.kind) {
    case 'action-added': {
      const { text, type, owner, login, due, issue } = event.action;
      const words = typedLine(text, most);
      const whose = owner
        ? linked(owner)
        : login === null
          ? '*no owner yet*'
          : `${typedLine(login, 60)} (GitHub)`;
      const more = [
        whose,
        ...(due === null ? [] : [`due ${dueDay(due, settings.zone)}`]),
        ...(issue === null ? [] : [issueLink(issue)]),
      ];
      return {
        text: `${who} added an action item (${type}): ${words}`,
        markup: `:memo: ${who} added an action item (${type}): *${words}* · ${more.join(' · ')}`,
      };
    }
    case 'action-changed': {
      const { owner } = event.change;
      // Of what else is changed nobody has to hear at once.
      if (!owner) return null;
      return {
        text: `${typedLine(owner.name, 80)} owns the action item now: ${textOf(event.action)}`,
        markup: `:bust_in_silhouette: ${linked(owner)} owns the action item now: *${textOf(event.action)}*`,
      };
    }
    case 'action-removed': {
      const why = typedLine(event.reason, most);
      return said(':wastebasket:', `${who} took an action item out${why === '' ? '.' : `: ${why}`}`);
    }
    case 'action-filed': {
      const { name, url } = event.issue;
      return {
        text: `Opened as ${typedLine(name, 200)}: ${textOf(event.action)}`,
        markup: `:link: Opened as ${link(url, linkText(name, 160))}: *${textOf(event.action)}*`,
      };
    }
    case 'action-done': {
      const why = typedLine(event.reason, most);
      const after = why === '' ? '' : ` · ${why}`;
      if (event.how === 'dropped')
        return said(
          ':no_entry_sign:',
          `${who} says that this will not be done: ${textOf(event.action)}${after}`,
        );
      const by = event.how === 'closed' ? ', its issue is closed' : `, says ${who}`;
      return said(':white_check_mark:', `Done${by}: ${textOf(event.action)}${after}`);
    }
    case 'action-reopened': {
      const why = typedLine(event.reason, most);
      return said(
        ':arrows_counterclockwise:',
        `Open again: ${textOf(event.action)}${why === '' ? '' : ` · ${why}`}`,
      );
    }
    case 'owners-set': {
      const names = event.owners.slice(0, 10).map((one) => typedLine(one.name, 80));
      const more = event.owners.length - names.length;
      const all = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
      return said(
        ':bust_in_silhouette:',
        `The post-mortem is owned by ${all || 'whoever commanded the incident'}.`,
      );
    }
    case 'status-changed': {
      const why = typedLine(event.reason, most);
      const after = why === '' ? '' : ` · ${why}`;
      if (event.status === 'final')
        return said(':white_check_mark:', `The post-mortem is *final*.${why === '' ? '' : ` ${why}`}`);
      return said(
        ':page_facing_up:',
        `The post-mortem is *${statusNames[event.status]}* now, says ${who}.${after}`,
      );
    }
    case 'signed':
      return said(':lower_left_fountain_pen:', `${who} signed the post-mortem.`);
    case 'document-filed': {
      const { name, url } = event.pull;
      return {
        text: `The post-mortem is up for review as ${typedLine(name, 200)}.`,
        markup: `:link: The post-mortem is up for review as ${link(url, linkText(name, 160))}`,
      };
    }
    default:
      return null;
  }
}

const said = (sign: string, text: string): Said => ({
  text: text.replaceAll('*', ''),
  markup: `${sign} ${text}`,
});
