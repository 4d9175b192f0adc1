/** The forms of an exception: asking for one, and refusing it with a reason. */
import { z } from 'zod';
import { type Exception, type ExceptionForm, longestException } from '../../domain/calendar/exception.js';
import type { Release } from '../../domain/release.js';
import { context, section } from '../blocks/parts/block.js';
import { typed, typedLine } from '../blocks/parts/typed.js';
import { answersOf, type Submitted } from './answers.js';
import { type Modal, modal, momentField, textField } from './modal.js';

export const exceptionModal = { ask: 'exception_ask', refuse: 'exception_refuse' } as const;

/** What a form carries with it, out of sight. It comes back from outside, so it is checked. */
const metadata = z.object({ release: z.string().max(100), exception: z.int().positive() }).partial();

export function readExceptionMetadata(text: string): z.infer<typeof metadata> {
  try {
    const read = metadata.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

export function askView({ name }: Release): Modal {
  return modal({
    id: exceptionModal.ask,
    title: 'Ask for an exception',
    submit: 'Ask',
    metadata: JSON.stringify({ release: name }),
    blocks: [
      section(
        `To the freezes of *${typedLine(name, 100)}*. A release lead decides, and you are told directly.`,
      ),
      textField({ id: 'what', label: 'What is to be merged or changed' }, { most: longestException.what }),
      textField(
        { id: 'reason', label: 'Why it cannot wait, and what is at risk' },
        { most: longestException.reason, isLong: true },
      ),
      textField(
        { id: 'issue', label: 'Issue or pull request', hint: '#123, owner/name#123, or its address.' },
        { most: 500 },
      ),
      momentField({ id: 'from', label: 'From', optional: true, hint: 'Empty: from now on.' }, null),
      momentField({ id: 'until', label: 'Until when', hint: 'It is over then by itself.' }, null),
      context('Times are those of your own zone.'),
    ],
  });
}

export function readAsk(submitted: Submitted): ExceptionForm {
  const { text, moment } = answersOf(submitted);
  return {
    ...{ what: text('what'), reason: text('reason'), issue: text('issue') },
    ...{ from: moment('from'), until: moment('until') },
  };
}

export function refuseExceptionView({ id, by, what, reason }: Exception): Modal {
  return modal({
    id: exceptionModal.refuse,
    title: `Refuse exception ${id}`,
    submit: 'Refuse',
    metadata: JSON.stringify({ exception: id }),
    blocks: [
      section(
        `*${typedLine(by.name, 100)} asks for:* ${typedLine(what, 600)}\n&gt; ${typed(reason, 1500).replaceAll('\n', '\n&gt; ')}`,
      ),
      textField(
        { id: 'reason', label: 'Why, so that its author knows what to do next' },
        { most: longestException.reason, isLong: true },
      ),
    ],
  });
}
