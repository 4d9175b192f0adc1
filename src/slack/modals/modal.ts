/** What modals are made of: a view, and its inputs. The block id of an input is the name of its field in a fault. */
import type { UserFault } from '../../domain/fault.js';
import { second } from '../../domain/time.js';
import { type Block, context, section } from '../blocks/parts/block.js';
import { clip, clipEscaped, plainText } from '../blocks/parts/text.js';

interface Plain {
  type: 'plain_text';
  text: string;
  emoji: true;
}

/** Block Kit JSON of a modal. */
export interface Modal {
  type: 'modal';
  callback_id: string;
  title: Plain;
  submit?: Plain;
  close: Plain;
  private_metadata: string;
  blocks: Block[];
  /** Closing it closes those below it too. */
  clear_on_close?: true;
  /** A name by which it can be changed before Slack has said its id. */
  external_id?: string;
}

/** Slack refuses an empty text. */
export const plain = (text: string, most: number): Plain => ({
  type: 'plain_text',
  text: clip(plainText(text), most).trim() || '–',
  emoji: true,
});

/** Limits of Slack, facts as of 2026. */
const limits = { title: 24, label: 120, hint: 2000, placeholder: 150, option: 75, typed: 3000, options: 100 };

/** @param submit null: there is nothing to send */
export function modal({
  id,
  title,
  submit,
  close = 'Cancel',
  metadata = '',
  blocks,
}: {
  id: string;
  title: string;
  submit: string | null;
  close?: string;
  metadata?: string;
  blocks: Block[];
}): Modal {
  return {
    type: 'modal',
    callback_id: id,
    title: plain(title, limits.title),
    ...(submit === null ? {} : { submit: plain(submit, limits.title) }),
    close: plain(close, limits.title),
    private_metadata: metadata,
    blocks: begunAt(blocks),
  };
}

/** People begin in the first field, unless there is more than one thing above it to be read or pressed. */
function begunAt(blocks: readonly Block[]): Block[] {
  const first = blocks.findIndex(({ type }) => type === 'input');
  return blocks.map((block, at) =>
    at === first && at <= 1
      ? { ...block, element: { ...(block.element as object), focus_on_load: true } }
      : block,
  );
}

export interface Field {
  id: string;
  label: string;
  hint?: string;
  optional?: boolean;
  /** Slack keeps what a field holds when a view is replaced, unless the field comes in another edition. */
  edition?: number;
}

function input({ id, label, hint = '', optional = false, edition }: Field, element: object): Block {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, limits.label),
    optional,
    ...(hint === '' ? {} : { hint: plain(hint, limits.hint) }),
    element: { action_id: edition === undefined ? id : `${id}_${edition}`, ...element },
  };
}

/** @param most characters; what is there already is never cut, though emoji may count twice in Slack */
export function textField(
  field: Field,
  {
    most,
    initial = '',
    isLong = false,
    placeholder = '',
  }: { most: number; initial?: string; isLong?: boolean; placeholder?: string },
): Block {
  const value = clip(initial, limits.typed);
  return input(field, {
    type: 'plain_text_input',
    multiline: isLong,
    max_length: Math.min(limits.typed, Math.max(most, value.length)),
    ...(value === '' ? {} : { initial_value: value }),
    ...(placeholder === '' ? {} : { placeholder: plain(placeholder, limits.placeholder) }),
  });
}

export interface Choice {
  value: string;
  text: string;
  description?: string;
}

const option = ({ value, text, description = '' }: Choice) => ({
  text: plain(text, limits.option),
  value,
  ...(description === '' ? {} : { description: plain(description, limits.option) }),
});

/** A choice with a long text: what does not fit on a line goes on below it, at a word where there is one. */
export function longChoice(value: string, text: string): Choice {
  if ([...text].length <= limits.option) return { value, text };
  const blank = text.lastIndexOf(' ', limits.option - 1);
  const at = blank > limits.option / 2 ? blank : limits.option - 1;
  return { value, text: `${text.slice(0, at)}…`, description: `…${text.slice(at).trim()}` };
}

/** One of a list, of which Slack shows the first hundred. @param initial null, or one that is not in it: none */
export function selectField(
  field: Field,
  choices: readonly Choice[],
  initial: string | null = null,
  type: 'static_select' | 'radio_buttons' = 'static_select',
): Block {
  const options = choices.slice(0, limits.options).map(option);
  const chosen = options.find(({ value }) => value === initial);
  return input(field, { type, options, ...(chosen ? { initial_option: chosen } : {}) });
}

/** Slack takes ten boxes at most. */
export function boxesField(field: Field, choices: readonly Choice[], initial: readonly string[]): Block {
  const options = choices.slice(0, 10).map(option);
  const ticked = options.filter(({ value }) => initial.includes(value));
  return input(field, {
    type: 'checkboxes',
    options,
    ...(ticked.length === 0 ? {} : { initial_options: ticked }),
  });
}

/** Several of a list, of which Slack shows the first hundred. */
export function severalField(field: Field, choices: readonly Choice[], initial: readonly string[]): Block {
  const options = choices.slice(0, limits.options).map(option);
  const chosen = options.filter(({ value }) => initial.includes(value));
  return input(field, {
    type: 'multi_static_select',
    options,
    ...(chosen.length === 0 ? {} : { initial_options: chosen }),
  });
}

/** @param initial a Slack id, or empty */
export function personField(field: Field, initial: string): Block {
  const isPerson = /^[UW][A-Z0-9]+$/.test(initial);
  return input(field, { type: 'users_select', ...(isPerson ? { initial_user: initial } : {}) });
}

/** @param initial Slack ids; what is none is left out */
export function peopleField(field: Field, initial: readonly string[], most: number): Block {
  const people = initial.filter((id) => /^[UW][A-Z0-9]+$/.test(id)).slice(0, most);
  return input(field, {
    type: 'multi_users_select',
    max_selected_items: most,
    ...(people.length === 0 ? {} : { initial_users: people }),
  });
}

/** @param initial `2017-04-28`, or empty */
export function dayField(field: Field, initial: string): Block {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(initial);
  return input(field, { type: 'datepicker', ...(isDay ? { initial_date: initial } : {}) });
}

/** @param initial ms, UTC; null: none */
export function momentField(field: Field, initial: number | null): Block {
  const at = initial === null ? null : Math.floor(initial / second);
  // Slack takes ten digits and no others.
  const isShown = at !== null && /^\d{10}$/.test(String(at));
  return input(field, { type: 'datetimepicker', ...(isShown ? { initial_date_time: at } : {}) });
}

export const divider: Block = { type: 'divider' };

/** Opened at once, within the three seconds of a trigger, and replaced when what it shows is known. */
export function loadingView(title: string): Modal {
  return modal({
    id: 'loading',
    title,
    submit: null,
    close: 'Close',
    blocks: [section(':hourglass_flowing_sand: One moment…')],
  });
}

/** A word inside a modal. @param text nothing in it is read as a command */
export function messageView(title: string, text: string): Modal {
  return modal({
    id: 'message',
    title,
    submit: null,
    close: 'Close',
    blocks: [section(clipEscaped(text, 2900) || '–')],
  });
}

/** What was wrong, then what to do next. */
export function faultView(title: string, fault: UserFault): Modal {
  const view = messageView(title, `\u26a0\ufe0f ${fault.message}`);
  if (fault.hint === '') return view;
  // Only this hint names people, and Signalman writes all of it.
  const hint = fault.code === 'not-allowed' ? cutBetween(fault.hint, 2900) : clipEscaped(fault.hint, 2900);
  return { ...view, blocks: [...view.blocks, context(hint)] };
}

/** Cut between two names, never within one. */
function cutBetween(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, text.lastIndexOf(', ', most))}, …`;
}
