/** What a post-mortem says of itself: each section from the record, unless somebody has written it. */
import { fixInWords } from '../incident/changes.js';
import { isSameItem, type LinkedItem } from '../incident/github-events.js';
import { type Incident, isOpen } from '../incident/incident.js';
import { lingersAfter } from '../incident/known.js';
import { isoDay, showClock, showDuration } from '../time.js';
import { type Section, sections } from './event.js';

export type Says = Record<Section, { text: string; isWritten: boolean }>;

/** @param zone IANA */
export function saysOf(incident: Incident, zone: string): Says {
  const says = sections.map((one) => {
    const own = incident.postmortem.sections.get(one)?.text ?? '';
    return [one, { text: own || proposed(incident, one, zone), isWritten: own !== '' }];
  });
  return Object.fromEntries(says) as Says;
}

function proposed(incident: Incident, section: Section, zone: string): string {
  switch (section) {
    case 'summary':
      return summary(incident, zone);
    case 'impact':
      return incident.facts.impact.trim();
    // Nobody but those who have looked for it knows it.
    case 'root-causes':
      return '';
    case 'resolution':
      return resolution(incident, zone);
    case 'detection':
      return detection(incident, zone);
  }
}

const sentence = (text: string): string => {
  const clean = text.trim();
  return clean === '' || /[.!?…:)\]”"]$/.test(clean) ? clean : `${clean}.`;
};

function summary(incident: Incident, zone: string): string {
  const { facts, lingering } = incident;
  return [
    sentence(facts.title),
    ...(facts.versions.trim() === '' ? [] : [sentence(`Affected versions: ${facts.versions.trim()}`)]),
    sentence(outcome(incident, zone)),
    ...(lingersAfter(lingering) ? [sentence(`What remains: ${lingering}`)] : []),
  ].join(' ');
}

function outcome(incident: Incident, zone: string): string {
  const { endedAt, declaredAt, facts } = incident;
  if (isOpen(incident) || endedAt === null) return `It is open: ${fixInWords(facts.fix).toLowerCase()}`;
  const released = releaseOf(incident);
  const fixed = released === null ? '' : `The fix was released in ${released.tag}; the`;
  const when = `${isoDay(endedAt, zone)}, ${showDuration(endedAt - declaredAt)} after the incident was declared`;
  return `${fixed === '' ? 'The' : fixed} all-clear was given on ${when}`;
}

/** The first release with the fix in it. */
export function releaseOf({ github }: Incident): { tag: string; url: string | null; at: number } | null {
  const found = github.linked
    .filter(({ as }) => as !== 'duplicate')
    .flatMap(({ sights }) => sights)
    .filter(({ what, tag }) => what === 'released' && tag !== null)
    .sort((a, b) => a.at - b.at)[0];
  return found ? { tag: found.tag ?? '', url: found.url, at: found.at } : null;
}

function resolution(incident: Incident, zone: string): string {
  const { revisions, github, state } = incident;
  const last = revisions.findLast(({ kind, struck }) => kind === 'resolved' && !struck);
  const over = state === 'resolved' || state === 'published';
  const pulls = github.linked.filter(({ as }) => as !== 'duplicate');
  const merged = pulls.filter((one) => became(one) === 'merged');
  const release = releaseOf(incident);
  return [
    ...(over && last ? [sentence(last.text)] : []),
    ...merged.map((one) => sentence(mergedWords(one, zone))),
    ...(release ? [`Released in ${release.tag} on ${isoDay(release.at, zone)}.`] : []),
  ].join(' ');
}

/** What became of a pull request in the end. */
function became({ sights }: LinkedItem): string | null {
  return sights.findLast(({ what }) => what === 'merged' || what === 'reverted')?.what ?? null;
}

function mergedWords({ as, name, title, of, sights }: LinkedItem, zone: string): string {
  const at = sights.findLast(({ what }) => what === 'merged');
  const when = at ? ` on ${isoDay(at.at, zone)}` : '';
  const into = at?.branch ? ` into ${at.branch}` : '';
  if (as === 'cherry-pick') return `Cherry-pick${of ? ` of ${of}` : ''} (${name}) merged${into}${when}`;
  const words = title.trim().replace(/[.\s]+$/, '');
  return words === '' ? `Fix (${name}) merged${into}${when}` : `“${words}” (${name}) merged${into}${when}`;
}

function detection(incident: Incident, zone: string): string {
  const { facts, source, declaredBy, declaredAt, github } = incident;
  const tracked = github.tracking.find(({ name }) => isSameItem(name, facts.issue?.name ?? ''));
  const reporter = tracked?.sights.find(({ what }) => what === 'opened')?.by ?? null;
  const duplicates = github.linked.filter(({ as }) => as === 'duplicate').map(({ name }) => name);
  const moment = `${isoDay(declaredAt, zone)} at ${showClock(declaredAt, zone)}`;
  return [
    ...(facts.issue ? [`${reporter ? `${reporter} reported it` : 'Reported'} as ${facts.issue.name}.`] : []),
    ...(duplicates.length > 0 ? [`Reported again as ${duplicates.join(', ')}.`] : []),
    ...(source?.author ? [`${source.author.name} wrote of it in Slack.`] : []),
    `${declaredBy.name} declared the incident on ${moment}.`,
  ].join(' ');
}
