// What people chose or typed, in the shape in which Slack reports it.
import type { Fields } from '../fields.js';
import { isFields, listOf, textOf } from '../fields.js';

type State = Record<string, Record<string, Fields>>;

/** Everything that can be chosen or filled in, with its block: inputs, accessories and action elements. */
export function elementsOf(blocks: readonly Fields[]): { block: Fields; element: Fields }[] {
  return blocks.flatMap((block) => {
    const candidates = block.type === 'actions' ? listOf(block.elements) : [block.accessory, block.element];
    return candidates.filter(isFields).map((element) => ({ block, element }));
  });
}

/** The state of blocks that nobody has touched: initial values where there are any. */
export function initialState(blocks: readonly Fields[]): State {
  const state: State = {};
  for (const { block, element } of elementsOf(blocks)) {
    const value = initialOf(element);
    if (!value) continue;
    const blockId = textOf(block.block_id);
    state[blockId] = { ...state[blockId], [textOf(element.action_id)]: value };
  }
  return state;
}

/** Buttons and images have no state; everything else has one from the start. */
function initialOf(element: Fields): Fields | undefined {
  const type = textOf(element.type);
  if (['button', 'image', 'overflow', 'workflow_button'].includes(type)) return undefined;
  const field = stateField(type);
  const initial = element[`initial_${initialName(field)}`];
  return { type, [field]: initial ?? (field.endsWith('s') ? [] : null) };
}

function initialName(field: string): string {
  return field === 'value' || field === 'rich_text_value' ? 'value' : field.replace('selected_', '');
}

const stateFields: Record<string, string> = {
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  overflow: 'selected_option',
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  checkboxes: 'selected_options',
  rich_text_input: 'rich_text_value',
};

/** The field in which the choice of this kind of element stands. */
function stateField(type: string): string {
  if (type.startsWith('multi_')) return `${stateFields[type.slice('multi_'.length)] ?? 'value'}s`;
  return stateFields[type] ?? 'value';
}

/**
 * The state of an element after a person chose `value` in it.
 * @param value for selects the option's value; a list of them for checkboxes and multi-selects; otherwise the text
 * @throws Error when the element does not offer it
 */
export function chosen(element: Fields, value: unknown): Fields {
  const type = textOf(element.type);
  const field = stateField(type);
  if (field === 'selected_option') return { type, [field]: option(element, value) };
  if (field === 'selected_options') {
    const values = Array.isArray(value) ? value : [value];
    return { type, [field]: values.map((entry) => option(element, entry)) };
  }
  if (field.endsWith('s')) return { type, [field]: Array.isArray(value) ? value : [value] };
  checkTyped(element, value);
  return { type, [field]: value };
}

function option(element: Fields, value: unknown): Fields {
  const groups = listOf(element.option_groups).flatMap((group) => listOf(group.options));
  const offered = [...listOf(element.options), ...groups];
  const found = offered.find((entry) => entry.value === value);
  if (found) return found;
  if (textOf(element.type).includes('external_select')) {
    return { text: { type: 'plain_text', text: String(value) }, value };
  }
  const values = offered.map((entry) => String(entry.value)).join(', ');
  throw new Error(`${String(element.action_id)} offers no ${String(value)}; it has: ${values}`);
}

function checkTyped(element: Fields, value: unknown): void {
  if (element.type !== 'plain_text_input' || typeof value !== 'string') return;
  const { min_length: least, max_length: most } = element;
  if (typeof most === 'number' && value.length > most)
    throw new Error(`${String(element.action_id)} takes ${most} characters`);
  if (typeof least === 'number' && value.length < least)
    throw new Error(`${String(element.action_id)} needs ${least} characters`);
}
