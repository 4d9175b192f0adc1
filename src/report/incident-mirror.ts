/**
 * An incident as Markdown for GitHub: the one comment that is kept up to date, and the pointers to it. What people
 * typed stays plain text there: it mentions nobody, is no mark, and names no issue but those that belong to it.
 */
import { fixInWords } from '../domain/incident/changes.js';
import { newsOf } from '../domain/incident/correction.js';
import type { Item } from '../domain/incident/github-events.js';
import { type Incident, isOpen, latest } from '../domain/incident/incident.js';
import { lingersAfter } from '../domain/incident/known.js';
import type { IncidentSettings } from '../domain/incident/settings.js';
import { shortName } from '../domain/incident/sights.js';
import { shortened } from '../domain/shorten.js';
import { showDay, showDuration, showMoment } from '../domain/time.js';
import { escapeWithLinks, webAddress } from './escape.js';

interface Shown {
  incident: Incident;
  settings: Pick<IncidentSettings, 'zone'>;
  /** Of the thread; null: not known yet. */
  links: { head: string | null };
}

/** GitHub takes 65,536 characters; the marker needs some of them. */
const mostCharacters = 65_000;

/** The `GitHubWords` of `app/ports/incident-github.ts`. All pure. */
export const githubWords = {
  title: ({ facts }: Incident): string => withoutMentions(facts.title),
  mirror: (shown: Shown): string => cut(paragraphs(shown), shown),
  moved({ incident }: Pick<Shown, 'incident'>): string {
    const { issue } = incident.facts;
    return [
      '**This is not kept up to date here any more.**',
      issue ? `It goes on at ${linked(issue)}.` : 'It is not tracked on GitHub any more.',
    ].join(' ');
  },
  pointer({ incident }: Pick<Shown, 'incident'>): string {
    const { issue } = incident.facts;
    const where = issue ? linked(issue) : 'another issue';
    return `This is the same problem as ${where}. How it stands is said there: **${state(incident)}**.`;
  },
  unlinked: (): string =>
    'This was taken for a report of another problem. It is not: please disregard the pointer.',
};

const cut = (text: string, { links }: Shown): string =>
  shortened(
    text,
    mostCharacters,
    links.head === null
      ? '*The rest is left out: GitHub takes no more.*'
      : `*The rest is left out: GitHub takes no more. All of it is [in the thread](${webAddress(links.head) ?? ''}).*`,
  );

function paragraphs(shown: Shown): string {
  const { incident, settings } = shown;
  const { number, at } = latest(incident);
  const fresh = `<sub>Incident ${incident.id}, revision ${number}, as of ${everywhere(at, settings.zone)}. Kept up to date here by Signalman.</sub>`;
  return [`### ${heading(incident)}`, ...told(shown), fresh].join('\n\n');
}

const heading = (incident: Incident): string => `${state(incident)}: ${line(incident.facts.title)}`;

function told(shown: Shown): string[] {
  const { incident, settings } = shown;
  const { facts, mergedInto, reason } = incident;
  if (incident.state === 'retracted')
    return [`**It was not an incident.** ${several(reason)}`, 'What was said here before does not hold.'];
  if (incident.state === 'merged')
    return [
      `**This is the same problem as incident ${mergedInto?.id ?? ''}**, ${line(mergedInto?.title ?? '')}. News of it is there.`,
    ];
  const isOver = !isOpen(incident);
  const news = newsOf(incident);
  const due = facts.nextUpdateBy;
  return [
    ...(news && news.text.trim() !== ''
      ? [
          `${news.kind === 'reopened' ? '**This is open again:** ' : ''}${several(news.text, incident.github.linked)}`,
        ]
      : []),
    row('Affected versions', facts.versions),
    row('Impact', facts.impact),
    ...(isOver ? [] : [row('Workaround', facts.workaround || 'None is known.')]),
    ...(isOver || facts.action.trim() === '' ? [] : [row('What is being done', facts.action, who(incident))]),
    ...(isOver && incident.endedAt !== null
      ? [`**Resolved** ${showDuration(incident.endedAt - incident.declaredAt)} after it was declared.`]
      : []),
    ...(isOver && lingersAfter(incident.lingering) ? [row('What remains', incident.lingering)] : []),
    ...(!isOver && due !== null ? [`**Next update by** ${everywhere(due, settings.zone)}`] : []),
  ];
}

const row = (name: string, text: string, by = ''): string => `**${name}:** ${several(text)}${by}`;

/** An id of a person means nothing outside Slack; a name does. */
function who({ facts, revisions, declaredBy }: Incident): string {
  const owner = facts.owner.trim();
  if (owner === '') return '';
  if (!/^[UW][A-Z0-9]+$/.test(owner)) return ` (${line(owner)})`;
  const people = [facts.commander, declaredBy, ...revisions.flatMap(({ by, to }) => [by, to])];
  const person = people.find((one) => one?.id === owner);
  return person ? ` (${line(person.name)})` : '';
}

function state({ state, facts }: Incident): string {
  switch (state) {
    case 'declared':
      return 'Investigating';
    case 'resolved':
    case 'published':
      return 'Resolved';
    case 'retracted':
      return 'Retracted';
    case 'merged':
      return 'Merged';
    default:
      return fixInWords(facts.fix);
  }
}

/** For readers anywhere: `30 March 2017, 01:51 UTC (29 March 2017, 18:51 PDT)`. */
function everywhere(at: number, zone: string): string {
  const [utc, local] = [showMoment(at, 'UTC'), showMoment(at, zone)];
  if (utc === local) return utc;
  const isSameDay = showDay(at, 'UTC') === showDay(at, zone);
  return `${utc} (${isSameDay ? local.slice(showDay(at, zone).length + 2) : local})`;
}

const linked = ({ name, url }: { name: string; url: string }): string => {
  const address = webAddress(url);
  return address === null ? line(name) : `[${line(name)}](${address})`;
};

/** Of control and of turning: nobody sees them, and they change what is seen. */
const unseen = /[\u202a-\u202e\u2066-\u2069\p{Surrogate}]|(?![\n\t])\p{Cc}/gu;

const withoutMentions = (text: string): string =>
  text.replace(unseen, '').replace(/\s+/g, ' ').trim().replaceAll('@', '@\u200b');

const line = (text: string): string =>
  withoutReferences(escapeWithLinks(text.replace(unseen, '').replace(/\s+/g, ' ')));

/** As many lines as somebody typed; each is plain text. */
const several = (text: string, items: readonly Item[] = []): string =>
  text
    .replace(unseen, '')
    .split(/\r\n?|[\n\u2028\u2029\v\f]/)
    .map((one) => withLinks(one, items))
    .filter((one) => one !== '')
    .join('  \n');

/** Pull requests and issues that were linked to it are links, by their whole name or as people say it. */
function withLinks(text: string, items: readonly Item[]): string {
  const named = new Map(
    items.flatMap((item) => [item.name, shortName(item.name)].map((name) => [name.toLowerCase(), item])),
  );
  if (named.size === 0) return line(text);
  const names = [...named.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const parts = text.split(new RegExp(`(?<![\\w./-])(${names.join('|')})(?!\\d)`, 'gi'));
  // Every other one is a name. The blanks beside it belong to the sentence.
  return parts
    .map((part, at) => {
      const item = at % 2 === 1 ? named.get(part.toLowerCase()) : undefined;
      if (item) return linked({ name: part, url: item.url });
      const [before = '', after = ''] = [
        /^\s*/.exec(part)?.[0] && at > 0 ? ' ' : '',
        /\s*$/.exec(part)?.[0] && at < parts.length - 1 ? ' ' : '',
      ];
      return part.trim() === '' ? before : before + line(part).trim() + after;
    })
    .join('')
    .trim();
}

/** GitHub makes a reference of `#12` and `GH-12`, escaped or not, and says so at what it names. */
const withoutReferences = (text: string): string =>
  text.replace(/\bGH-(?=\d)|\\#(?=\d)/gi, (mark) => `${mark}\u200b`).replace(/^=/, '\\=');
