/** The private answer to `/incident list`: what is open first, then what is over. */
import { type Incident, isOpen, latest } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { plural } from '../../../domain/plural.js';
import { type Block, context, firstThatFits, header, type Message, sections } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { link } from '../parts/text.js';
import { linked, linkText, typedLine } from '../parts/typed.js';
import { severityInWords, standing } from './facts.js';
import { severityName } from './wording.js';

/** How much is shown, from the fullest version to the barest. */
const sizes = [
  { open: 20, over: 10, title: 140 },
  { open: 12, over: 10, title: 80 },
  { open: 8, over: 5, title: 60 },
  { open: 4, over: 3, title: 40 },
];

/**
 * @param links addresses of the heads, by the number of the incident
 * @param now ms, UTC: nobody but the person who asks sees it, and so it may say what is overdue
 */
export function incidentList(
  incidents: readonly Incident[],
  settings: IncidentSettings,
  links: ReadonlyMap<number, string>,
  now: number,
): Message {
  const rank = ({ facts }: Incident) => {
    const at = settings.severities.findIndex(({ id }) => id === facts.severity);
    return at < 0 ? 0 : at;
  };
  const open = incidents.filter(isOpen).sort((a, b) => rank(a) - rank(b) || b.id - a.id);
  const over = incidents
    .filter((one) => !isOpen(one))
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0) || b.id - a.id);
  const text = open.length === 0 ? 'No incident is open' : `${plural(open.length, 'incident')} open`;
  const blocks = (size: (typeof sizes)[number]): Block[] => [
    header(text),
    ...open
      .slice(0, size.open)
      .flatMap((one) => sections('', openLines(one, settings, links.get(one.id), now, size.title))),
    ...more(open.length - size.open, 'open'),
    ...overBlocks(over, settings, links, size),
    context(
      incidents.length === 0
        ? 'None was ever declared here: `/incident declare` does it'
        : `\`/incident show ${(open[0] ?? over[0])?.id}\` shows all of one · \`/incident declare\` declares another`,
    ),
  ];
  return {
    text: `${text}${
      open.length === 0
        ? ''
        : `: ${open
            .slice(0, 5)
            .map((one) => brieflyNamed(one, settings))
            .join('; ')}`
    }.`,
    blocks: firstThatFits(sizes.map((size) => () => blocks(size))),
  };
}

const brieflyNamed = ({ id, facts }: Incident, settings: IncidentSettings) =>
  `${id} (${severityName(facts.severity, settings)}) ${typedLine(facts.title, 200)}`;

const more = (count: number, what: string): Block[] =>
  count > 0 ? [context(`and ${count} more ${what}`)] : [];

/** `12: title`, as a link to its head. */
function titleOf({ id, facts, isEmbargoed }: Incident, url: string | undefined, most: number): string {
  const title = `${id}: ${linkText(facts.title, most)}`;
  const lock = isEmbargoed ? ':lock: under embargo · ' : '';
  return `${lock}${url === undefined ? typedLine(title, most * 5 + 20) : link(url, title)}`;
}

export function openLines(
  incident: Incident,
  settings: IncidentSettings,
  url: string | undefined,
  now: number,
  most: number,
): string[] {
  const { facts } = incident;
  const { number, at } = latest(incident);
  const due = facts.nextUpdateBy;
  const overdue = due !== null && due <= now ? ' · *overdue*' : '';
  const next = due === null ? '' : ` · next update by ${forReader(due, settings.zone)}${overdue}`;
  return [
    `:rotating_light: *${titleOf(incident, url, most)}*`,
    `*${standing(incident)}* · ${severityInWords(incident, settings)} · commander ${linked(facts.commander)}`,
    `rev ${number}, as of ${forReader(at, settings.zone)}${next}`,
  ];
}

function overBlocks(
  over: Incident[],
  settings: IncidentSettings,
  links: ReadonlyMap<number, string>,
  size: { over: number; title: number },
): Block[] {
  const lines = over
    .slice(0, size.over)
    .map(
      (one) =>
        `${signs[one.state] ?? ':white_check_mark:'} ${titleOf(one, links.get(one.id), size.title)} · ${standing(one)} · ${severityName(one.facts.severity, settings)}`,
    );
  return lines.length === 0
    ? []
    : [...sections('*Over*', lines), ...more(over.length - size.over, 'that are over')];
}

const signs: Partial<Record<Incident['state'], string>> = {
  retracted: ':wastebasket:',
  merged: ':twisted_rightwards_arrows:',
};
