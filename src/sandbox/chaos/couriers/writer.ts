/** Makes up what is owed: single messages, threads with a file, direct messages, and ever newer revisions of them. */
import { aDay, type Content, type NewDelivery } from '../../../domain/delivery.js';
import type { Random } from '../../seed/random.js';
import { archived, destinations } from './places.js';

/** Is worth so little time that it may be given up. */
export const hasty = 'hasty';
/** A section takes 3,000 characters: the layout is refused, and the plain version has to do. */
const tooLong = 'x'.repeat(3001);
/** So many of the newest messages may still be edited. */
const kept = 120;

type Written = Pick<NewDelivery, 'purpose' | 'subject' | 'revision' | 'destination' | 'thread'>;

/** An archive may open again, so what may stand there is looked for as long as it is worth anything. ms */
const worthInArchive = 10_000;
const worthOf = ({ destination }: Pick<Written, 'destination'>) =>
  archived.includes(destination) ? worthInArchive : aDay;

export interface Writer {
  /** What one change says, in its order; written in one transaction. */
  next(): NewDelivery[];
}

export function createWriter(random: Random): Writer {
  const recent: Written[] = [];
  let count = 0;

  function message(of: Written, worthFor = worthOf(of)): NewDelivery {
    const text = `${of.subject}, revision ${of.revision}`;
    const rich = { text, blocks: [] };
    const refused = {
      text,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: tooLong } }],
    };
    const content: Content =
      random.next() < 0.05
        ? { kind: 'message', rich: refused, plain: { text: `${text}, plain`, blocks: [] } }
        : { kind: 'message', rich, plain: null };
    return { ...of, content, urgent: random.next() < 0.1, worthFor };
  }

  function remember(of: Written): Written {
    recent.push(of);
    if (recent.length > kept) recent.shift();
    return of;
  }

  function single(destination: string): NewDelivery[] {
    const isHasty = random.next() < 0.05;
    const subject = `${isHasty ? hasty : 'single'} ${++count}`;
    const of = { purpose: 'note', subject, revision: 1, destination, thread: null };
    return [isHasty ? message(of, 200) : message(remember(of))];
  }

  function thread(destination: string): NewDelivery[] {
    const subject = `thread ${++count}`;
    const head = { purpose: 'head', subject };
    const reply = (part: number): Written => ({
      purpose: 'reply',
      subject: `${subject}, part ${part}`,
      revision: 1,
      destination,
      thread: head,
    });
    const name = `${subject}, file`;
    return [
      message(remember({ ...head, revision: 1, destination, thread: null })),
      ...[1, 2].map((part) => message(remember(reply(part)))),
      {
        ...reply(3),
        subject: name,
        content: { kind: 'file', name: 'report.md', title: name, text: name },
        urgent: false,
        worthFor: worthOf({ destination }),
      },
    ];
  }

  /** One to three revisions at once, some of which nobody may ever see. */
  function edits(): NewDelivery[] {
    const of = random.pick(recent);
    return Array.from({ length: 1 + random.below(3) }, () => {
      of.revision++;
      return message({ ...of });
    });
  }

  return {
    next() {
      const chance = random.next();
      if (chance < 0.4 && recent.length > 0) return edits();
      const destination = random.pick(destinations);
      return chance < 0.75 ? single(destination) : thread(destination);
    },
  };
}
