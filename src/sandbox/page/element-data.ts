// What Block Kit says of everything that is pressed, chosen or filled in. Pure.

interface Text {
  type?: string;
  text: string;
}
export interface Option {
  text: Text;
  value: string;
  description?: Text;
}

export interface ElementData {
  type: string;
  action_id?: string;
  block_id?: string;
  text?: Text;
  placeholder?: Text;
  style?: string;
  url?: string;
  accessibility_label?: string;
  options?: Option[];
  option_groups?: { label: Text; options: Option[] }[];
  confirm?: { title?: Text; text?: Text; confirm?: Text; deny?: Text; style?: string };
  focus_on_load?: boolean;
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  is_decimal_allowed?: boolean;
  min_value?: string;
  max_value?: string;
}

export type Value = string | number | string[] | null;
/** A press of a button has no value. */
export type Press = (element: ElementData, value?: Value) => Promise<void>;

const looking = ['image', 'url_source'];

export function isInteractive(element: unknown): boolean {
  return typeof element === 'object' && element !== null && !looking.includes((element as ElementData).type);
}

/** What a field shows of what Slack keeps: an option is known by its value. */
export function shown(kept: unknown): Value {
  const one = (item: unknown) =>
    typeof item === 'object' && item !== null && 'value' in item ? String(item.value) : String(item);
  if (Array.isArray(kept)) return kept.map(one);
  if (kept === null || kept === undefined) return null;
  return typeof kept === 'number' ? kept : one(kept);
}

/** What is chosen before anybody has touched it. */
export function initialOf(element: ElementData): Value {
  const [, kept] = Object.entries(element).find(([name]) => name.startsWith('initial_')) ?? [];
  return shown(kept);
}

export function isEmpty(value: Value): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
