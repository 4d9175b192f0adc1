/** What belongs to an incident at GitHub, as it is told in its thread: links, what became of them, suggested duplicates. */
import type { Saying } from '../../../domain/delivery.js';
import type { IncidentEvent } from '../../../domain/incident/event.js';
import { type Item, isSameItem, type LinkedItem } from '../../../domain/incident/github-events.js';
import { isTold, sightInWords, stateOfLink } from '../../../domain/incident/github-lines.js';
import type { Incident } from '../../../domain/incident/incident.js';
import { kindInWords } from '../../../domain/incident/link.js';
import { shortName } from '../../../domain/incident/sights.js';
import type { Person } from '../../../domain/person.js';
import { plural } from '../../../domain/plural.js';
import { type Block, buttons, context, limits, type Message, section, sections } from '../parts/block.js';
import { link, sentence } from '../parts/text.js';
import { linkText, named, typedLine } from '../parts/typed.js';
import { incidentButton } from './deeds.js';
import type { Shown } from './shown.js';

/** Its short name as a link; the name alone where the address is none. */
export function itemLink({ name, url }: Pick<Item, 'name' | 'url'>): string {
  const short = shortName(name);
  return url.length > 300 || !/^https?:\/\/[^\s<>|]+$/.test(url)
    ? typedLine(short, 150)
    : link(url, linkText(short, 120));
}

/** Anybody may have written it. */
const titleOf = ({ title }: Pick<Item, 'title'>): string => {
  const shown = typedLine(title, 300);
  return shown === '' ? '' : `: ${shown}`;
};

interface Said {
  text: string;
  markup: string;
  more?: Block[];
}

/** A line in the thread; null: nobody has to know. @param shown after the event */
export function linkLine(
  { incident, settings }: Shown,
  event: IncidentEvent,
  by: Person | null,
): Said | null {
  const who = named(by);
  switch (event.kind) {
    case 'linked': {
      const { item, as, of } = event;
      const is = of === null ? kindInWords(as) : `the cherry-pick of ${typedLine(shortName(of), 150)}`;
      const did = as === 'duplicate' ? `attached` : by === null ? 'found' : 'linked';
      const said = (name: string) => `${who} ${did} ${name} as ${is}${titleOf(item)}`;
      const closes = as === 'duplicate' && settings.mirror !== null;
      return {
        text: said(typedLine(shortName(item.name), 150)),
        markup: `:link: ${said(itemLink(item))}`,
        ...(closes ? { more: [closeButton(incident, item)] } : {}),
      };
    }
    case 'unlinked': {
      const because = event.reason === '' ? '' : `: ${typedLine(event.reason, 600)}`;
      const text = sentence(`${who} took off ${typedLine(shortName(event.item), 150)}${because}`);
      return { text, markup: text };
    }
    case 'closing': {
      const lock = event.lock ? ', and locked' : '';
      const text = `${who} confirmed that ${typedLine(shortName(event.item), 150)} is closed as a duplicate${lock}.`;
      return { text, markup: text };
    }
    case 'seen': {
      const item = told(incident, event.item);
      if (!isTold(item, event.sight)) return null;
      const words = typedLine(sightInWords(item, event.sight), 700);
      const url = event.sight.url ?? item.url;
      const isLink = /^https?:\/\/[^\s<>|]+$/.test(url) && url.length <= 300;
      return {
        text: words,
        markup: `${signs[event.sight.what]} ${words}${isLink ? ` · ${link(url, `${typedLine(shortName(item.name), 60)} on GitHub`)}` : ''}`,
      };
    }
    default:
      return null;
  }
}

const signs = {
  ...{ opened: ':new:', closed: ':no_entry_sign:', reopened: ':leftwards_arrow_with_hook:' },
  ...{ merged: ':white_check_mark:', reverted: ':rewind:', released: ':package:' },
  ...{ moved: ':truck:', deleted: ':wastebasket:' },
} as const;

/** What is linked, or the issue where it is tracked. */
function told({ github, facts }: Incident, name: string) {
  const linked = github.linked.find((one) => isSameItem(one.name, name));
  if (linked) return linked;
  const title = github.tracking.find((one) => isSameItem(one.name, name))?.title ?? '';
  const url = facts.issue && isSameItem(facts.issue.name, name) ? facts.issue.url : '';
  return { name, title, url, as: 'tracking' as const, of: null };
}

const itemValue = ({ id }: Pick<Incident, 'id'>, { name }: Pick<Item, 'name'>) => `${id}:${name}`;

const closeButton = (incident: Incident, item: Item): Block =>
  buttons([
    {
      text: 'Close it as a duplicate…',
      action: incidentButton.closeDuplicate,
      value: itemValue(incident, item),
    },
  ]);

/** An issue that may report the same, with buttons; or what was decided. @param by who decided it */
export function suggestion(
  { incident }: Shown,
  { why, ...item }: Item & { why: string },
  outcome: 'open' | 'attached' | 'dismissed',
  by: Person | null,
): Saying {
  const short = typedLine(shortName(item.name), 150);
  const because = `because ${typedLine(why, 400)}`;
  if (outcome !== 'open') {
    const is = outcome === 'attached' ? 'is attached as a duplicate' : 'is not the same';
    return {
      text: `Incident ${incident.id}: ${short} ${is} (${named(by)})`,
      blocks: [section(`${itemLink(item)} ${is}, says *${named(by)}*${titleOf(item)}`)],
    };
  }
  const value = itemValue(incident, item);
  return {
    text: `Incident ${incident.id}: ${short} may report the same, ${because}${titleOf(item)}`,
    blocks: [
      section(`:mag: ${itemLink(item)} may report the same${titleOf(item)}`),
      context(sentence(`Suggested ${because}`)),
      buttons([
        { text: 'Attach as a duplicate', action: incidentButton.attach, value },
        { text: 'Not the same', action: incidentButton.dismiss, value },
      ]),
    ],
  };
}

/** Of what comes in crowds only the names are told. */
export function moreSuggestions({ incident }: Shown, items: readonly Item[]): Saying {
  const count = plural(items.length, 'more issue');
  const look = items.length === 1 ? 'looks' : 'look';
  const names = items.slice(0, 20).map(itemLink).join(', ');
  const left = items.length > 20 ? ` and ${items.length - 20} others` : '';
  return {
    text: `Incident ${incident.id}: ${count} of today ${look} like this one.`,
    blocks: [
      section(`:mag: ${count} of today ${look} like this one: ${names}${left}`),
      context(`\`/incident duplicate ${incident.id} owner/name#123\` attaches them`),
    ],
  };
}

/** The private answer to `/incident links 12`. */
export function linksMessage({ github, facts, id }: Incident): Message {
  const { linked } = github;
  const tracked = facts.issue ? [`*Tracked in* ${itemLink(facts.issue)}`] : [];
  const groups = [
    { title: 'Fixes', items: linked.filter(({ as }) => as !== 'duplicate') },
    { title: 'Duplicates', items: linked.filter(({ as }) => as === 'duplicate') },
  ].filter(({ items }) => items.length > 0);
  const nothing = linked.length === 0 ? ['No pull request and no duplicate is linked yet.'] : [];
  return {
    text: `Incident ${id}: ${plural(linked.length, 'item')} linked.`,
    blocks: [
      ...sections('', [...tracked, ...nothing]),
      ...groups.flatMap(({ title, items }) => sections(`*${title}*`, items.map(oneLine))),
      context(
        `\`/incident link ${id} #123\` · \`/incident duplicate ${id} #123\` · \`/incident unlink ${id} #123\``,
      ),
    ].slice(0, limits.blocks),
  };
}

const oneLine = (item: LinkedItem): string =>
  `• ${itemLink(item)}${titleOf(item)} · ${item.of === null ? '' : `cherry-pick of ${typedLine(shortName(item.of), 150)}, `}${typedLine(stateOfLink(item), 200)}`;

/** The private answer to who linked something. */
export function linkedAnswer(
  id: number,
  as: LinkedItem['as'],
  { items, troubles, unchecked }: { items: Item[]; troubles: string[]; unchecked: Item[] },
): Message {
  const names = items.map(itemLink).join(', ');
  const plain = items.length === 0 ? 'nothing new' : items.map(({ name }) => shortName(name)).join(', ');
  const wrong = troubles.length === 0 ? '' : ` ${troubles.join('; ')}`;
  const is = as === 'duplicate' ? 'attached to' : 'linked to';
  const done =
    names === ''
      ? 'Nothing to do: that is so already.'
      : `${names} ${items.length === 1 ? 'is' : 'are'} ${is} incident ${id}.`;
  const away = unchecked.map(({ name }) => typedLine(shortName(name), 150)).join(', ');
  return {
    // Read out alone, it says which, and what went wrong.
    text: typedLine(`Incident ${id}: ${plain} ${is.slice(0, -3)}.${wrong}`, 600),
    blocks: [
      section(done),
      ...(troubles.length === 0
        ? []
        : [section(`:warning: Not ${is.slice(0, -3)}: ${typedLine(troubles.join('; '), 2000)}.`)]),
      ...(away === ''
        ? []
        : [context(`GitHub could not be asked about ${away}: it is looked at as soon as GitHub answers`)]),
    ],
  };
}
