/** What an incident is to say at GitHub: what should stand there before and after a step, and so what is owed. */
import { aDay, type NewDelivery } from '../../domain/delivery.js';
import { type GitHubContent, githubPlace } from '../../domain/github-content.js';
import { isSameItem } from '../../domain/incident/github-events.js';
import { isOpen } from '../../domain/incident/incident.js';
import { messages } from '../../domain/incident/places.js';
import type { MirrorSettings } from '../../domain/incident/settings.js';
import { hour } from '../../domain/time.js';
import type { AtGitHubNow, Shown } from '../ports/incident.js';
import type { GitHubWords } from '../ports/incident-github.js';
import type { Scene } from './publish.js';

/** One thing that stands at GitHub. */
interface Wanted {
  name: { purpose: string; subject: string };
  destination: string;
  content: GitHubContent;
}

/** Whether it is an issue that may be written to. */
export type IsOurs = (issue: { name: string; url: string }) => boolean;

/** What nobody needs any more after a week. */
const worthAWeek = 7 * aDay;

/** Of an incident under embargo nothing is told; once that is lifted it begins. */
export function owedAtGitHub(
  { before, edition, stored, rewrite = [] }: Pick<Scene, 'before' | 'edition' | 'stored' | 'rewrite'>,
  shown: Shown,
  words: GitHubWords,
  isOurs: IsOurs,
): NewDelivery[] {
  const { incident, settings } = shown;
  if (!settings.mirror || incident.isEmbargoed) return [];
  const home = stored.home?.issue ?? null;
  const was =
    !before || before.isEmbargoed ? [] : wanted({ ...shown, incident: before }, { home, words, isOurs });
  const now = wanted(shown, { home, words, isOurs });
  const sameAs = (one: Wanted) => (other: Wanted) =>
    other.name.purpose === one.name.purpose && other.destination === one.destination;
  const isTriedAgain = ({ name, destination }: Wanted) =>
    rewrite.some((one) => one.purpose === name.purpose && one.destination === destination);
  const changed = now.filter((one) => {
    if (isTriedAgain(one)) return true;
    const known = was.find(sameAs(one));
    return !known || JSON.stringify(known.content) !== JSON.stringify(one.content);
  });
  const left = was.filter((one) => !now.some(sameAs(one))).flatMap((one) => withdrawn(one, shown, words));
  return [...changed, ...left].map(({ name, destination, content }) => ({
    ...{ ...name, revision: edition, destination, content },
    ...{ thread: null, urgent: true, worthFor: worthAWeek },
  }));
}

/** What was locked may be opened again, and a permission given: so often it is tried, in ms. */
const triedAgainEvery = hour;

/** What could not be written and still should be, once it is time to try that again. */
export function toTryAgain(
  shown: Shown,
  home: string | null,
  written: readonly AtGitHubNow[],
  words: GitHubWords,
  isOurs: IsOurs,
): { purpose: string; destination: string }[] {
  if (!shown.settings.mirror || shown.incident.isEmbargoed) return [];
  const now = wanted(shown, { home, words, isOurs });
  return written
    .filter(({ failedFor }) => failedFor !== null && failedFor >= triedAgainEvery)
    .filter((one) =>
      now.some(({ name, destination }) => name.purpose === one.purpose && destination === one.destination),
    )
    .map(({ purpose, destination }) => ({ purpose, destination }));
}

interface Around {
  /** The repository where an issue was opened for it; null: none was. */
  home: string | null;
  words: GitHubWords;
  isOurs: IsOurs;
}

function wanted(shown: Shown, around: Around): Wanted[] {
  const { mirror } = shown.settings;
  return mirror ? [...faces(shown, mirror, around), ...duplicates(shown, around)] : [];
}

/** Where people outside read how it stands: one comment, or an issue of its own. */
function faces(shown: Shown, mirror: MirrorSettings, { home, words, isOurs }: Around): Wanted[] {
  const { incident } = shown;
  const { id, facts, github } = incident;
  const isOwn = facts.issue === null || isSameItem(facts.issue.name, github.opened?.name ?? '');
  const opening = home ?? (mirror.opensIn && isOwn && isOpen(incident) ? githubPlace + mirror.opensIn : null);
  const faces: Wanted[] = [];
  if (opening !== null)
    faces.push({
      name: messages.issue(id),
      destination: opening,
      content: {
        kind: 'issue',
        title: words.title(incident),
        body: isOwn ? words.mirror(shown) : words.moved(shown),
        labels: mirror.labels,
        assignees: [],
      },
    });
  if (!isOwn && facts.issue && isOurs(facts.issue) && mirror.comment)
    faces.push({
      name: messages.mirror(id),
      destination: githubPlace + facts.issue.name,
      content: { kind: 'comment', body: words.mirror(shown), pin: true },
    });
  return faces;
}

/** There is nowhere to point to before it is tracked anywhere. */
function duplicates(shown: Shown, { words, isOurs }: Around): Wanted[] {
  const { id, facts, github } = shown.incident;
  const { issue } = facts;
  return github.linked
    .filter((one) => one.as === 'duplicate' && isOurs(one) && !isSameItem(one.name, issue?.name ?? ''))
    .flatMap(({ name, closing }): Wanted[] => {
      const destination = githubPlace + name;
      return [
        ...(issue
          ? [
              {
                name: messages.pointer(id),
                destination,
                content: { kind: 'comment' as const, body: words.pointer(shown), pin: false },
              },
            ]
          : []),
        ...(closing
          ? [
              {
                name: messages.closing(id),
                destination,
                content: { kind: 'closing' as const, reason: 'duplicate' as const, lock: closing.lock },
              },
            ]
          : []),
      ];
    });
}

/** What stood there is not taken away: it says where to go. */
function withdrawn({ name, destination, content }: Wanted, shown: Shown, words: GitHubWords): Wanted[] {
  if (content.kind !== 'comment') return [];
  const isMirror = name.purpose === messages.mirror(0).purpose;
  const body = isMirror ? words.moved(shown) : words.unlinked(shown);
  return [{ name, destination, content: { ...content, body } }];
}
