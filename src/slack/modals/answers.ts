/** What people typed and chose in a modal, as Slack hands it back; and how faults are shown beside their fields. */
import type { FormFault } from '../../domain/fault.js';
import { second } from '../../domain/time.js';
import { clip, plainText } from '../blocks/parts/text.js';

/** What is read of a view that was submitted. */
export interface Submitted {
  blocks: readonly object[];
  state: { values: Readonly<Record<string, Readonly<Record<string, object>>>> };
  private_metadata: string;
}

/** By the block id of the input. What is missing is '', null, or nothing. */
export interface Answers {
  text(id: string): string;
  /** The value of the option. */
  choice(id: string): string | null;
  ticked(id: string): string[];
  /** A Slack id. */
  person(id: string): string;
  /** Slack ids. */
  people(id: string): string[];
  /** `2017-04-28` */
  day(id: string): string;
  /** ms, UTC */
  moment(id: string): number | null;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function answersOf({ state }: Pick<Submitted, 'state'>): Answers {
  const values = fieldsOf(fieldsOf(state).values);
  return reading((id) => {
    const block = Object.hasOwn(values, id) ? fieldsOf(values[id]) : {};
    // An input has one element, in whichever edition.
    return fieldsOf(Object.values(block)[0]);
  }, '');
}

/** What the fields held before anybody touched them. */
export function initialsOf({ blocks }: Pick<Submitted, 'blocks'>): Answers {
  return reading((id) => {
    const found = blocks.map(fieldsOf).find((block) => block.type === 'input' && block.block_id === id);
    return fieldsOf(found?.element);
  }, 'initial_');
}

/** State and initial values are called alike but for how their names begin. */
function reading(element: (id: string) => Fields, kind: '' | 'initial_'): Answers {
  const named = (name: string) =>
    kind === '' ? (name === 'value' ? name : `selected_${name}`) : kind + name;
  const get = (id: string, name: string) => element(id)[named(name)];
  return {
    text: (id) => textOf(get(id, 'value')),
    choice: (id) => textOf(fieldsOf(get(id, 'option')).value) || null,
    ticked: (id) =>
      listOf(get(id, 'options'))
        .map((one) => textOf(fieldsOf(one).value))
        .filter((value) => value !== ''),
    person: (id) => textOf(get(id, 'user')),
    people: (id) =>
      listOf(get(id, 'users'))
        .map(textOf)
        .filter((user) => user !== ''),
    day: (id) => textOf(get(id, 'date')),
    moment: (id) => {
      const at = get(id, 'date_time');
      return typeof at === 'number' && Number.isFinite(at) ? at * second : null;
    },
  };
}

/** Block ids of the inputs, in order. */
export function inputsOf({ blocks }: Pick<Submitted, 'blocks'>): string[] {
  return blocks
    .map(fieldsOf)
    .filter((block) => block.type === 'input')
    .map((block) => textOf(block.block_id));
}

/**
 * For `response_action: 'errors'`. Slack shows none of them when one is about a block that is no input: those stand
 * beside the first input.
 * @param inputs their block ids, as `inputsOf` gives them
 * @returns null when there is no input to show anything at
 */
export function errorsOf(fault: FormFault, inputs: readonly string[]): Record<string, string> | null {
  const [first] = inputs;
  if (first === undefined) return null;
  const errors = new Map<string, string>();
  for (const [field, message] of Object.entries(fault.fields)) {
    const id = inputs.includes(field) ? field : first;
    const before = errors.get(id);
    errors.set(id, before === undefined ? message : `${before} ${message}`);
  }
  return Object.fromEntries([...errors].map(([id, message]) => [id, clip(plainText(message), 500)]));
}
