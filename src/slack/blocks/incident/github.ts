/** What stands of an incident at GitHub, in Slack's words. */
import type { Saying } from '../../../domain/delivery.js';
import type { GitHubPlace, Receipt } from '../../../domain/receipt.js';
import { section } from '../parts/block.js';
import { link, sentence } from '../parts/text.js';
import { linkText, typedLine } from '../parts/typed.js';
import type { Shown } from './shown.js';

/** More than this nobody reads in a line. */
const mostNamed = 3;

/** `GitHub: kubeadm#212 at rev 4`, or why it is not there. */
export function githubInWords(receipt: Pick<Receipt, 'github'> | null): string[] {
  const places = receipt?.github ?? [];
  if (places.length === 0) return [];
  const more = places.length - mostNamed;
  const named = places.slice(0, mostNamed).map(inWords);
  return [`GitHub: ${[...named, ...(more > 0 ? [`${more} more`] : [])].join('; ')}`];
}

function inWords(place: GitHubPlace): string {
  if (place.reason !== null) return `${nameOf(place)} could not be written: ${typedLine(place.reason, 150)}`;
  return `${nameOf(place)}${place.revision === null ? '' : ` at rev ${place.revision}`}`;
}

/** Without its owner: `kubeadm#212`. */
function nameOf({ name, url }: GitHubPlace): string {
  const short = name.split('/').at(-1) ?? name;
  return url === null ? typedLine(short, 110) : link(url, linkText(short, 110));
}

/** In the thread, once: whoever runs the incident has to know what people outside do not see. */
export function trouble({ incident }: Shown, place: GitHubPlace): Saying {
  const reason = sentence(typedLine(place.reason ?? '', 300));
  const what = `*GitHub: ${nameOf(place)} could not be written.* ${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  const next = whatNext(place);
  return {
    text: `Incident ${incident.id}: ${typedLine(place.name, 110)} could not be written on GitHub: ${reason}`,
    blocks: [section(`:warning: ${what} ${next}`)],
  };
}

function whatNext({ what }: GitHubPlace): string {
  switch (what) {
    case 'incident-mirror':
      return 'Readers there see nothing new of this. Name another tracking issue, or repair it: the next update is tried again.';
    case 'incident-issue':
      return 'Readers on GitHub see nothing new of this. Name a tracking issue, or repair it: the next update is tried again.';
    case 'incident-closing':
      return 'It stays open until somebody closes it there.';
    default:
      return 'It is tried again when there is something new to say.';
  }
}
