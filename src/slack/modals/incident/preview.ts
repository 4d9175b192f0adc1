/** An update before it is sent: what the head will say, and who gets it. */
import type { Preview } from '../../../app/incident/update.js';
import { plural } from '../../../domain/plural.js';
import { type Block, context, section } from '../../blocks/parts/block.js';
import { mention, placeName } from '../../blocks/parts/text.js';
import { divider, type Modal, modal } from '../modal.js';
import { writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';
import { type Packed, packInput } from './packed.js';

/** Blocks that a modal can show; buttons would do something in the middle of it. */
const shown = ['header', 'section', 'context', 'divider', 'rich_text'];

/** So that the line stays one that people read. */
const mostNamed = 10;

/**
 * To be put on top of the form, which comes back with "Back".
 * @param packed what is sent from here
 * @param draft the one it was made from
 * @throws FormFault when it is too much to be carried
 */
export function previewView(preview: Preview, packed: Packed, draft?: string): Modal {
  const { incident, head, waits } = preview;
  return modal({
    id: incidentModal.preview,
    title: packed.of ? 'Check the correction' : 'Check the update',
    submit: waits ? 'Ask for approval' : 'Send',
    close: 'Back',
    metadata: writeMetadata({
      incident: incident.id,
      packed: packInput(packed),
      ...(draft === undefined ? {} : { draft }),
    }),
    blocks: [section(whoGetsIt(preview)), divider, ...still(head.blocks as Block[]), divider, notYet(waits)],
  });
}

const notYet = (waits: boolean): Block =>
  context(waits ? 'Nobody but the commander sees it yet.' : 'Nothing is sent yet.');

function whoGetsIt({ incident, copies, pinged, waits }: Preview): string {
  const { commander } = incident.facts;
  if (waits) return `*It goes to ${mention(commander.id)} for approval first.* It would say:`;
  const edits = copies === 0 ? 'the head' : `the head and ${plural(copies, 'copy', 'copies')}`;
  const named = pinged.slice(0, mostNamed).map(placeName);
  const more = pinged.length - named.length;
  const all = more > 0 ? [...named, `${more} more`] : named;
  const list = all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  const reply = all.length === 0 ? '' : `; ${list} ${pinged.length === 1 ? 'gets' : 'get'} a reply`;
  return `*It edits ${edits}${reply}.* It will say:`;
}

/** As the head, but nothing in it can be pressed. */
export function still(blocks: readonly Block[]): Block[] {
  return blocks
    .filter(({ type }) => shown.includes(type))
    .map(({ accessory: _, block_id: __, ...block }) => block as Block);
}
