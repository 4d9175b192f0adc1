/** What an embargo adds to the messages of an incident: while it lasts, and once it is lifted. */
import type { Saying } from '../../../domain/delivery.js';
import { type Incident, isOpen } from '../../../domain/incident/incident.js';
import { context, sections } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import type { Shown } from './shown.js';
import { asOf, threadLink } from './wording.js';

/** On top of the head, so that nobody who comes to the private channel passes it on. */
export function embargoLines({ isEmbargoed, facts }: Incident): string[] {
  if (!isEmbargoed) return [];
  return [
    ':lock: *Under embargo: nobody outside this channel hears of it.* There are no copies, and nothing is written on GitHub.',
    `The verdict of ${facts.release} does not count it, because that would tell of it: a release lead who wants the release held gives a reason of their own with \`/release-status\`.`,
  ];
}

/** In the small print of what everybody can read. */
export const formerEmbargo = ({ liftedBy, declaredAt }: Incident, zone: string): string[] =>
  liftedBy === null
    ? []
    : [`Declared under embargo ${forReader(declaredAt, zone)}, lifted with rev ${liftedBy}`];

/** Where the head stood: from here on it is told elsewhere. What was said below it stays among few. */
export function lifted({ incident, settings, links }: Shown): Saying {
  const { id } = incident;
  const text = `Incident ${id}: the embargo is lifted. It goes on in ${links.head === null ? 'the channel of the incidents' : 'its one thread'}; what was said here stays here.`;
  return {
    text,
    blocks: [
      ...sections('', [
        `:unlock: *The embargo of incident ${id} is lifted.* It goes on for everybody: ${threadLink(null, '', settings)}`,
        'What was said in this thread stays here. Nobody is told of it, and nothing is added.',
      ]),
      context(`${isOpen(incident) ? 'Open' : 'Over'} · lifted with ${asOf(incident, settings)}`),
    ],
  };
}
