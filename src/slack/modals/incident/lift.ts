/** Lifting an embargo: everything that everybody will read, to be looked through before it is sent. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Preview } from '../../../app/incident/update.js';
import { FormFault } from '../../../domain/fault.js';
import { type Incident, isOpen, latest } from '../../../domain/incident/incident.js';
import type { Lift } from '../../../domain/incident/lift.js';
import { longest } from '../../../domain/incident/words.js';
import { plural } from '../../../domain/plural.js';
import { type Block, context, section } from '../../blocks/parts/block.js';
import { answersOf, type Submitted } from '../answers.js';
import { boxesField, divider, type Modal, modal, textField } from '../modal.js';
import { issueField, noWorkaroundField } from './declare.js';
import { readMetadata, writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';
import { still } from './preview.js';

const input = z.object({
  base: z.int().nonnegative(),
  ...{ text: z.string(), title: z.string(), versions: z.string(), impact: z.string() },
  ...{ workaround: z.string(), action: z.string(), owner: z.string(), issue: z.string() },
  ...{ lingering: z.string(), noWorkaround: z.boolean(), keeps: z.boolean() },
});

export function liftView(incident: Incident): Modal {
  const { id, facts, lingering } = incident;
  const long = (field: 'impact' | 'workaround' | 'action' | 'text' | 'lingering', initial: string) => ({
    ...{ most: longest[field], initial, isLong: true },
  });
  return modal({
    id: incidentModal.lift,
    title: 'Lift the embargo',
    submit: 'Preview',
    metadata: writeMetadata({ incident: id, base: latest(incident).number }),
    blocks: [
      section(
        '*Everybody will read what stands in these fields.* They are filled with what was written for few: look through all of them. What was said before in updates, drafts and the discussion stays in the private channel.',
      ),
      textField(
        { id: 'text', label: 'What everybody should know now' },
        { ...long('text', ''), placeholder: 'What happened, and what people should do' },
      ),
      textField({ id: 'title', label: 'What is broken' }, { most: longest.title, initial: facts.title }),
      textField(
        { id: 'versions', label: 'Affected versions' },
        { most: longest.versions, initial: facts.versions },
      ),
      textField({ id: 'impact', label: 'Impact' }, long('impact', facts.impact)),
      textField(
        { id: 'workaround', label: 'Workaround', optional: true },
        long('workaround', facts.workaround),
      ),
      noWorkaroundField(facts.workaround.trim() === ''),
      textField({ id: 'action', label: 'What is being done', optional: true }, long('action', facts.action)),
      textField(
        { id: 'owner', label: 'Who does it', optional: true },
        { most: longest.owner, initial: facts.owner },
      ),
      issueField(facts.issue?.url ?? ''),
      ...(isOpen(incident)
        ? []
        : [
            textField(
              { id: 'lingering', label: 'What remains', optional: true },
              long('lingering', lingering),
            ),
          ]),
      boxesField(
        {
          ...{ id: 'keeps', label: 'What was written down before', optional: true },
          hint: 'Left empty: they stay in the record, and nobody is shown them.',
        },
        [{ value: 'keeps', text: 'Show timeline entries, links and post-mortem notes too' }],
        [],
      ),
    ],
  });
}

export function readLift(submitted: Submitted): Lift {
  const { text, ticked } = answersOf(submitted);
  return {
    base: readMetadata(submitted.private_metadata).base ?? 0,
    ...{ text: text('text'), title: text('title'), versions: text('versions'), impact: text('impact') },
    ...{ workaround: text('workaround'), action: text('action'), owner: text('owner') },
    ...{ issue: text('issue'), lingering: text('lingering') },
    noWorkaround: ticked('noWorkaround').length > 0,
    keeps: ticked('keeps').length > 0,
  };
}

/** On top of the form, which comes back with "Back". @throws FormFault when it is too much to be carried */
export function liftPreviewView({ incident, head, copies }: Preview, given: Lift): Modal {
  const places = copies === 0 ? '' : `, and ${plural(copies, 'channel')} get a copy`;
  return modal({
    id: incidentModal.liftPreview,
    title: 'Check what is told',
    submit: 'Lift the embargo',
    close: 'Back',
    metadata: writeMetadata({ incident: incident.id, packed: pack(given) }),
    blocks: [
      section(`:warning: *Everybody will read this.* It stands in the channel of the incidents${places}:`),
      divider,
      ...still(head.blocks as Block[]),
      divider,
      context(
        given.keeps
          ? 'Timeline entries, links and post-mortem notes from before are shown too. That cannot be taken back.'
          : 'Nothing is told yet. Once it is, that cannot be taken back.',
      ),
    ],
  });
}

/** Leaves room for the rest of what a modal may carry; nobody types what unfolds to more than the second. */
const most = 2700;
const mostUnpacked = 100_000;

function pack(given: Lift): string {
  const text = deflateRawSync(JSON.stringify(given), { level: 9 }).toString('base64url');
  if (text.length <= most) return text;
  throw new FormFault({ text: 'That is too much for one message: shorten it.' });
}

/** @returns null when it is not ours */
export function unpackLift(text: string): Lift | null {
  try {
    const unfolded = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: mostUnpacked });
    const read = input.safeParse(JSON.parse(unfolded.toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
