/** The forms of a waiver: which finding, and then which of its parts, why, and until when. */
import { z } from 'zod';
import type { Waivable } from '../../app/ports/waiver.js';
import type { Release } from '../../domain/release.js';
import { shortHash } from '../../domain/short-hash.js';
import { showDuration } from '../../domain/time.js';
import { longestReason } from '../../domain/waiver/give.js';
import { context, section } from '../blocks/parts/block.js';
import { typedLine } from '../blocks/parts/typed.js';
import { answersOf, type Submitted } from './answers.js';
import {
  boxesField,
  type Choice,
  longChoice,
  type Modal,
  modal,
  momentField,
  selectField,
  severalField,
  textField,
} from './modal.js';

export const waiverModal = { choose: 'waiver_choose', give: 'waiver_give' } as const;

/** Slack shows ten boxes; more parts are chosen from a list. */
const mostBoxes = 10;
/** Stands for the finding as a whole among its parts. */
const whole = 'whole';

/** What a form carries with it, out of sight. It comes back from outside, so it is checked. */
const metadata = z.object({ release: z.string().max(100), gate: z.string().max(100) }).partial();

export function readWaiverMetadata(text: string): z.infer<typeof metadata> {
  try {
    const read = metadata.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** Which of several findings. */
export function chooseView({ name }: Release, choices: readonly Waivable[]): Modal {
  return modal({
    id: waiverModal.choose,
    title: 'Waive a finding',
    submit: 'Next',
    metadata: JSON.stringify({ release: name }),
    blocks: [
      section(`What *${typedLine(name, 100)}* may ship with all the same.`),
      selectField(
        {
          id: 'gate',
          label: 'Finding',
          hint: 'Only what is red can be waived; what is not known has to be read.',
        },
        choices.map(({ finding }) => ({
          value: finding.gate,
          text: finding.reason,
          description: finding.detail,
        })),
        choices.length === 1 ? (choices[0]?.finding.gate ?? null) : null,
      ),
    ],
  });
}

export const readGate = (submitted: Submitted): string | null => answersOf(submitted).choice('gate');

/** @param part of which only this part is chosen at first, as in `#123`; null: as many as are few */
export function giveView(
  { name, waiving }: Release,
  { finding, cover, rule, isWhole }: Waivable,
  part: string | null,
): Modal {
  const choices: Choice[] = cover.left.map(({ key, title }) => longChoice(shortHash(key), title));
  if (isWhole && choices.length > 0)
    choices.unshift({ value: whole, text: `All of it, as long as it is no more than ${finding.value}` });
  const wanted = part === null ? null : `#${part.replace(/^#/, '')}`;
  const named = cover.left.filter(({ title }) => wanted !== null && title.startsWith(`${wanted} `));
  const isFew = choices.length <= mostBoxes;
  const initial =
    wanted !== null
      ? named.map(({ key }) => shortHash(key))
      : isFew && !isWhole
        ? choices.map(({ value }) => value)
        : [];
  const field = { id: 'parts', label: 'What is waived', hint: 'What comes later is not covered by it.' };
  return modal({
    id: waiverModal.give,
    title: 'Waive a finding',
    submit: rule.twoPersons ? 'Ask a second person' : 'Waive',
    metadata: JSON.stringify({ release: name, gate: finding.gate }),
    blocks: [
      section(`*${typedLine(finding.reason, 400)}*\n${typedLine(finding.detail, 400)}`),
      ...(choices.length === 0
        ? [section('It is waived as a whole, as long as it does not become worse than it is now.')]
        : [isFew ? boxesField(field, choices, initial) : severalField(field, choices, initial)]),
      textField(
        {
          id: 'reason',
          label: 'Why the release may ship with it',
          hint: 'It stands beside every verdict, with your name.',
        },
        { most: longestReason, isLong: true },
      ),
      momentField(
        {
          id: 'until',
          label: 'Until when',
          hint: `It no longer counts from then on, by itself. ${showDuration(waiving.longest)} from now at most.`,
        },
        null,
      ),
      ...(rule.twoPersons
        ? [context(`It counts once a second person agrees: another ${typedLine(rule.role, 80)}.`)]
        : []),
    ],
  });
}

export interface GivenForm {
  /** Short names of parts, as `shortHash` makes them of their keys. */
  chosen: string[];
  isWhole: boolean;
  reason: string;
  until: number | null;
}

export function readGive(submitted: Submitted): GivenForm {
  const { text, moment, ticked } = answersOf(submitted);
  const chosen = ticked('parts');
  const hasParts = Object.hasOwn(submitted.state.values, 'parts');
  return {
    chosen: chosen.filter((one) => one !== whole),
    isWhole: !hasParts || chosen.includes(whole),
    ...{ reason: text('reason'), until: moment('until') },
  };
}
