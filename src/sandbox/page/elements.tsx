// Buttons, menus and pickers inside messages, modals and the Home tab, as controls that a keyboard and a screen reader know.
import { useState } from 'react';
import { usePage } from './context.js';
import { Plain } from './plain.js';

interface Text {
  text: string;
}
interface Option {
  text: Text;
  value: string;
  description?: Text;
  url?: string;
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

export function Element({ element, press }: { element: ElementData; press: Press }) {
  const { confirm } = usePage();
  const [busy, setBusy] = useState(false);
  async function touch(value?: Value): Promise<void> {
    if (busy) return;
    const { confirm: asked } = element;
    if (asked) {
      const sure = await confirm({
        title: asked.title?.text ?? 'Are you sure?',
        text: asked.text?.text ?? '',
        yes: asked.confirm?.text ?? 'Yes',
        no: asked.deny?.text ?? 'Cancel',
        danger: asked.style === 'danger',
      });
      if (!sure) return;
    }
    setBusy(true);
    await press(element, value).finally(() => setBusy(false));
  }
  if (element.type === 'button' || element.type === 'workflow_button')
    return <Button element={element} busy={busy} touch={() => void touch()} />;
  if (element.type === 'image') return null;
  return <Field element={element} value={null} change={(value) => void touch(value)} />;
}

function Button({ element, busy, touch }: { element: ElementData; busy: boolean; touch: () => void }) {
  const { text, style, url, accessibility_label: label } = element;
  const className = `button ${style ?? ''}`;
  const named = label ? { 'aria-label': label } : {};
  if (url) {
    return (
      <a className={className} href={url} target="_blank" rel="noreferrer" onClick={touch} {...named}>
        <Plain text={text?.text ?? ''} />
      </a>
    );
  }
  return (
    <button type="button" className={className} aria-busy={busy} onClick={touch} {...named}>
      <Plain text={text?.text ?? ''} />
    </button>
  );
}

interface FieldProps {
  element: ElementData;
  value: Value;
  change: (value: Value) => void;
  /** The id that a label names. */
  id?: string;
  required?: boolean;
  describedBy?: string | undefined;
}

const kinds: Record<string, string> = {
  datepicker: 'date',
  timepicker: 'time',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
};

/** Anything that is chosen or typed. */
export function Field(props: FieldProps) {
  const { element, value, change, id, required = false, describedBy } = props;
  const { type } = element;
  const hint = element.placeholder?.text;
  const common = {
    ...(id ? { id } : { 'aria-label': hint ?? 'Choose' }),
    ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    required,
  };
  if (type === 'radio_buttons' || type === 'checkboxes') return <Choices {...props} />;
  if (type === 'datetimepicker') {
    const shown = typeof value === 'number' ? new Date(value * 1000).toISOString().slice(0, 16) : undefined;
    const read = (text: string) => change(text ? Math.floor(Date.parse(`${text}Z`) / 1000) : null);
    return (
      <input
        className="field"
        type="datetime-local"
        {...common}
        defaultValue={shown}
        onChange={(event) => read(event.target.value)}
      />
    );
  }
  const kind = kinds[type];
  if (kind || type === 'plain_text_input' || type === 'rich_text_input') {
    const shared = {
      ...common,
      className: 'field',
      placeholder: hint,
      value: typeof value === 'string' ? value : '',
      minLength: element.min_length,
      maxLength: element.max_length,
    };
    if (element.multiline || type === 'rich_text_input')
      return <textarea rows={4} {...shared} onChange={(event) => change(event.target.value)} />;
    const range = kind === 'number' ? { min: element.min_value, max: element.max_value, step: 'any' } : {};
    return (
      <input type={kind ?? 'text'} {...shared} {...range} onChange={(event) => change(event.target.value)} />
    );
  }
  return <Menu {...props} common={common} />;
}

function Menu({
  element,
  value,
  change,
  common,
}: FieldProps & { common: { required: boolean; 'aria-label'?: string } }) {
  const { type } = element;
  const groups = useGroups(element);
  const multiple = type.startsWith('multi_');
  const chosen = multiple ? (Array.isArray(value) ? value : []) : typeof value === 'string' ? value : '';
  const first = type === 'overflow' ? '⋯' : (element.placeholder?.text ?? 'Choose');
  const label = type === 'overflow' ? { 'aria-label': 'More' } : {};
  return (
    <select
      className={`field ${type}`}
      {...common}
      {...label}
      multiple={multiple}
      value={chosen}
      onChange={(event) =>
        change(
          multiple
            ? [...event.target.selectedOptions].map((option) => option.value)
            : event.target.value || null,
        )
      }
    >
      {multiple ? null : <option value="">{first}</option>}
      {groups.map(({ label, options }) =>
        label === '' ? (
          options.map((option) => <OptionLine key={option.value} {...option} />)
        ) : (
          <optgroup key={label} label={label}>
            {options.map((option) => (
              <OptionLine key={option.value} {...option} />
            ))}
          </optgroup>
        ),
      )}
    </select>
  );
}

const OptionLine = ({ text, value }: Option) => <option value={value}>{text.text}</option>;

/** What a menu offers: its own options, or the people or conversations there are. */
function useGroups({ type, options, option_groups }: ElementData): { label: string; options: Option[] }[] {
  const { state } = usePage();
  const option = (value: string, text: string): Option => ({ value, text: { text } });
  if (type.includes('users_select'))
    return [{ label: '', options: state.people.map((one) => option(one.id, one.realName)) }];
  if (type.includes('channels_select') || type.includes('conversations_select')) {
    const named = state.channels.filter((one) => one.name !== '');
    return [{ label: '', options: named.map((one) => option(one.id, `#${one.name}`)) }];
  }
  if (option_groups)
    return option_groups.map(({ label, options: of }) => ({ label: label.text, options: of }));
  return [{ label: '', options: options ?? [] }];
}

function Choices({ element, value, change, id, describedBy }: FieldProps) {
  const many = element.type === 'checkboxes';
  const name = id ?? element.action_id ?? '';
  const chosen = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  function set(option: string, on: boolean): void {
    if (!many) change(option);
    else change(on ? [...chosen, option] : chosen.filter((one) => one !== option));
  }
  return (
    <div className="choices" role={many ? 'group' : 'radiogroup'} id={id} aria-describedby={describedBy}>
      {(element.options ?? []).map((option) => (
        <label key={option.value}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={(event) => set(option.value, event.target.checked)}
          />
          <span>
            {option.text.text}
            {option.description ? <small>{option.description.text}</small> : null}
          </span>
        </label>
      ))}
    </div>
  );
}
