// Everything that is typed or chosen, as controls that a keyboard and a screen reader know.
import { Choices } from './choices.js';
import { usePage } from './context.js';
import type { ElementData, Option, Value } from './element-data.js';
import { fromWallClock, toWallClock } from './wall-clock.js';

interface FieldProps {
  element: ElementData;
  value: Value;
  change: (value: Value) => void;
  /** The id that a label names. */
  id?: string;
  required?: boolean;
  labelledBy?: string;
  describedBy?: string | undefined;
  invalid?: boolean;
}

const kinds: Record<string, string> = {
  datepicker: 'date',
  timepicker: 'time',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
};

export function Field(props: FieldProps) {
  const { element, value, change, id, required = false, labelledBy, describedBy, invalid = false } = props;
  const { type } = element;
  const hint = element.placeholder?.text;
  const common = {
    ...(id ? { id } : { 'aria-label': hint ?? 'Choose' }),
    ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    ...(invalid ? { 'aria-invalid': true } : {}),
    ...(element.focus_on_load ? { 'data-first': true } : {}),
    'aria-required': required,
  };
  if (type === 'radio_buttons' || type === 'checkboxes')
    return <Choices {...{ element, value, change, id, labelledBy, describedBy, invalid }} />;
  if (type === 'datetimepicker') return <Moment {...{ value, change, common }} />;
  const kind = kinds[type];
  if (kind || type === 'plain_text_input' || type === 'rich_text_input') {
    const text = typeof value === 'string' ? value : '';
    const shared = {
      ...common,
      className: 'field',
      placeholder: hint,
      value: text,
      minLength: element.min_length,
      maxLength: element.max_length,
    };
    if (element.multiline || type === 'rich_text_input')
      return (
        <>
          <textarea rows={4} {...shared} onChange={(event) => change(event.target.value)} />
          <Left text={text} most={element.max_length} />
        </>
      );
    const range = kind === 'number' ? { min: element.min_value, max: element.max_value, step: 'any' } : {};
    return (
      <>
        <input
          type={kind ?? 'text'}
          {...shared}
          {...range}
          onChange={(event) => change(event.target.value)}
        />
        <Left text={text} most={element.max_length} />
      </>
    );
  }
  return <Menu {...{ element, value, change, common }} />;
}

/** The field takes no more than fits; near the end it says so before it stops. */
function Left({ text, most }: { text: string; most: number | undefined }) {
  if (most === undefined || text.length < most * 0.8) return null;
  return (
    <small className="left" role="status">
      {text.length} of {most} characters
    </small>
  );
}

interface Common {
  id?: string;
  'aria-label'?: string;
}

/** In the zone of the person, who is told which one that is. */
function Moment({ value, change, common }: Pick<FieldProps, 'value' | 'change'> & { common: Common }) {
  const { zone } = usePage().state.me;
  return (
    <span className="moment">
      <input
        className="field"
        type="datetime-local"
        {...common}
        // The browser keeps what is half typed: only the beginning comes from here.
        defaultValue={typeof value === 'number' ? toWallClock(value, zone) : undefined}
        onChange={(event) => change(fromWallClock(event.target.value, zone))}
      />
      <small>{zone.split('/').at(-1)?.replaceAll('_', ' ')} time</small>
    </span>
  );
}

function Menu({
  element,
  value,
  change,
  common,
}: Pick<FieldProps, 'element' | 'value' | 'change'> & { common: Common }) {
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

const OptionLine = ({ text, value, description }: Option) => (
  <option value={value}>{description ? `${text.text}: ${description.text}` : text.text}</option>
);

/** What a menu offers: its own options, or the people or conversations there are. */
function useGroups({ type, options, option_groups }: ElementData): { label: string; options: Option[] }[] {
  const { state } = usePage();
  const option = (value: string, text: string): Option => ({ value, text: { text } });
  if (type.includes('users_select')) {
    const present = state.people.filter((one) => !one.isGone);
    return [{ label: '', options: present.map((one) => option(one.id, one.realName)) }];
  }
  if (type.includes('channels_select') || type.includes('conversations_select')) {
    const named = state.channels.filter((one) => one.name !== '');
    return [{ label: '', options: named.map((one) => option(one.id, `#${one.name}`)) }];
  }
  if (option_groups)
    return option_groups.map(({ label, options: of }) => ({ label: label.text, options: of }));
  return [{ label: '', options: options ?? [] }];
}
