/** For people outside Slack: plain sentences to be pasted into a status page, a mail and a release page. */
import type { Saying } from '../../../domain/delivery.js';
import { emptyFact, type Fact, factNames, fixInWords } from '../../../domain/incident/changes.js';
import { newsOf, standingCorrections } from '../../../domain/incident/correction.js';
import type { FactsChange } from '../../../domain/incident/event.js';
import type { Incident } from '../../../domain/incident/incident.js';
import { isOpen, latest } from '../../../domain/incident/incident.js';
import { showMoment } from '../../../domain/time.js';
import { type Block, context, firstThatFits } from '../parts/block.js';
import { clock } from '../parts/days.js';
import { clip, sentence } from '../parts/text.js';
import { isUser, tidy } from '../parts/typed.js';
import type { Shown } from './shown.js';
import { stateInWords, tookOf } from './wording.js';

export interface OutsideText {
  statusPage: string;
  mail: { subject: string; body: string };
  releasePage: string;
}

/** Nothing of Slack's is in it: no marks, no names of channels, no ids of people. */
export function outsideText(shown: Shown): OutsideText {
  const { incident } = shown;
  const title = tidy(incident.facts.title);
  const state = stateNow(incident);
  const told = paragraphs(shown);
  return {
    statusPage: [`${state}: ${title}`, ...told].join('\n'),
    mail: {
      subject: `[${state}] ${title}`,
      body: ['Hello,', introduction(incident), ...told].join('\n\n'),
    },
    // Always replaced as a whole: what holds is enough there.
    releasePage: [knownIssue(incident), ...lasting(incident), tracked(incident)].filter(Boolean).join(' '),
  };
}

const stateNow = (incident: Incident): string =>
  incident.state === 'declared' ? 'Investigating' : stateInWords(incident).replace(', being watched', '');

function introduction(incident: Incident): string {
  const title = sentence(tidy(incident.facts.title));
  if (incident.state === 'retracted') return `We take back what we wrote about this: ${title}`;
  return isOver(incident) ? `This problem is resolved: ${title}` : `There is a problem: ${title}`;
}

const isOver = ({ state }: Incident): boolean => state === 'resolved' || state === 'published';

function paragraphs(shown: Shown): string[] {
  const { incident, settings } = shown;
  const { facts, state, mergedInto, reason } = incident;
  const { number, at } = latest(incident);
  const fresh = `This is revision ${number}, as of ${everywhere(at, settings.zone)}.`;
  if (state === 'retracted') return [`It was not an incident: ${sentence(tidy(reason))}`, fresh];
  if (state === 'merged')
    return [
      `This is the same problem as "${tidy(mergedInto?.title ?? '')}". All news of it is there.`,
      fresh,
    ];
  const news = lastNews(incident);
  return [
    ...(news === null ? [] : [news]),
    ...corrections(shown),
    `Affected versions: ${sentence(tidy(facts.versions))}`,
    `Impact: ${sentence(tidy(facts.impact))}`,
    ...(isOver(incident) ? [] : [workaround(incident)]),
    ...doing(incident),
    ...ending(incident),
    ...(facts.issue ? [`It is tracked at ${facts.issue.url}`] : []),
    ...(isOpen(incident) && facts.nextUpdateBy !== null
      ? [`The next update comes by ${everywhere(facts.nextUpdateBy, settings.zone)}.`]
      : []),
    fresh,
  ];
}

function lastNews(incident: Incident): string | null {
  const news = newsOf(incident);
  if (!news || tidy(news.text) === '') return null;
  return `${news.kind === 'reopened' ? 'This is open again: ' : ''}${sentence(tidy(news.text))}`;
}

/** What people outside have read; nobody there knows of severities, nor of owners without a name. */
const readOutside: readonly Fact[] = ['fix', 'title', 'versions', 'impact', 'workaround', 'action'];

/** Nothing can be struck through there, and what was pasted before may still stand: so it is said in a sentence. */
function corrections({ incident, settings }: Shown): string[] {
  return standingCorrections(incident)
    .slice(0, 2)
    .flatMap(({ by, reason, words, before }) => {
      const facts = readOutside.filter((fact) => fact in before && (fact !== 'fix' || isOpen(incident)));
      const wrong = [
        ...(words === null ? [] : [quoted(words)]),
        ...facts.map((fact) => `${factNames[fact]} ${quoted(plainFact(fact, before))}`),
      ];
      if (wrong.length === 0) return [];
      const why = `Correction at ${everywhere(by.at, settings.zone)}: ${sentence(tidy(reason))}`;
      return [`${why} What we wrote before is wrong: ${wrong.join('; ')}.`];
    });
}

/** The beginning is enough to know again what one has read. */
const quoted = (text: string): string => `"${clip(tidy(text).replace(/\s+/g, ' ').replace(/\.$/, ''), 250)}"`;

function plainFact(fact: Fact, facts: FactsChange): string {
  if (fact === 'fix') return facts.fix === undefined ? '' : fixInWords(facts.fix);
  return tidy(String(facts[fact] ?? '')) || emptyFact(fact);
}

const workaround = ({ facts }: Incident): string =>
  tidy(facts.workaround) === ''
    ? 'No workaround is known.'
    : `Until it is fixed: ${sentence(tidy(facts.workaround))}`;

/** An id of a person means nothing outside. */
function doing(incident: Incident): string[] {
  const { action, owner } = incident.facts;
  if (!isOpen(incident) || tidy(action) === '') return [];
  const who = tidy(owner) === '' || isUser(tidy(owner)) ? '' : ` (${tidy(owner)})`;
  return [`What is being done: ${sentence(`${tidy(action)}${who}`)}`];
}

function ending(incident: Incident): string[] {
  const took = tookOf(incident);
  if (took === null) return [];
  const lingers = tidy(incident.lingering);
  return [
    `From the declaration to the all-clear it took ${took}.`,
    ...(lingers === '' ? [] : [`What remains: ${sentence(lingers)}`]),
  ];
}

function knownIssue(incident: Incident): string {
  const { facts, state } = incident;
  if (state === 'retracted') return `Taken back: ${sentence(tidy(facts.title))} It was not an incident.`;
  return `Known issue${isOver(incident) ? ', resolved' : ''}: ${sentence(tidy(facts.title))}`;
}

function lasting(incident: Incident): string[] {
  const { facts, state } = incident;
  if (state === 'retracted') return [];
  return [
    `It affects ${sentence(tidy(facts.versions))}`,
    sentence(tidy(facts.impact)),
    isOver(incident) ? (lastNews(incident) ?? '') : workaround(incident),
  ];
}

const tracked = ({ facts, state }: Incident): string =>
  facts.issue && state !== 'retracted' ? `Follow it at ${facts.issue.url}` : '';

/** For readers anywhere: `30 March 2017, 01:51 UTC (29 March 2017, 18:51 PDT)`. */
function everywhere(at: number, zone: string): string {
  const utc = showMoment(at, 'UTC');
  const local = showMoment(at, zone);
  if (utc === local) return utc;
  const sameDay = utc.split(',')[0] === local.split(',')[0];
  return `${utc} (${sameDay ? clock(at, zone) : local})`;
}

/** Below the head: three texts, ready to be copied as they are. */
export function outside(shown: Shown): Saying {
  const { incident } = shown;
  const { statusPage, mail, releasePage } = outsideText(shown);
  const blocks = (most: number): Block[] => [
    pasted('For the status page', statusPage, most),
    pasted('For a mail', `Subject: ${mail.subject}\n\n${mail.body}`, most),
    pasted('For the release page', releasePage, most),
    context(
      `Rev ${latest(incident).number} of incident ${incident.id} in plain words, kept up to date here · look it over before you paste it`,
    ),
  ];
  return {
    text: `Incident ${incident.id}: text for outside, rev ${latest(incident).number}.`,
    blocks: firstThatFits([4000, 3000, 2000, 1200].map((most) => () => blocks(most))),
  };
}

/** As it is, in a grey box: in rich text nothing of it is read as a command. */
const pasted = (title: string, text: string, most: number): Block => ({
  type: 'rich_text',
  elements: [
    { type: 'rich_text_section', elements: [{ type: 'text', text: title, style: { bold: true } }] },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: clip(text, most) }] },
  ],
});
