// Radio buttons and checkboxes, with the description of each.
import { Drawn } from './drawn.js';
import type { ElementData, Option, Value } from './element-data.js';
import { Plain } from './plain.js';

interface ChoicesProps {
  element: ElementData;
  value: Value;
  change: (value: Value) => void;
  id: string | undefined;
  labelledBy: string | undefined;
  describedBy: string | undefined;
  invalid: boolean;
}

export function Choices({ element, value, change, id, labelledBy, describedBy, invalid }: ChoicesProps) {
  const many = element.type === 'checkboxes';
  const name = id ?? element.action_id ?? '';
  const chosen = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  function set(option: string, on: boolean): void {
    if (!many) change(option);
    else change(on ? [...chosen, option] : chosen.filter((one) => one !== option));
  }
  const labels = { 'aria-labelledby': labelledBy, 'aria-describedby': describedBy };
  return (
    <div
      className="choices"
      role={many ? 'group' : 'radiogroup'}
      id={id}
      {...labels}
      data-first={element.focus_on_load ? true : undefined}
      // A group of checkboxes cannot be wrong as a whole, by its role.
      aria-invalid={!many && invalid ? true : undefined}
    >
      {(element.options ?? []).map((option) => (
        <label key={option.value}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={(event) => set(option.value, event.target.checked)}
          />
          <span>
            <Words text={option.text} />
            {option.description ? (
              <small>
                <Words text={option.description} />
              </small>
            ) : null}
          </span>
        </label>
      ))}
    </div>
  );
}

function Words({ text }: { text: Option['text'] }) {
  if (text.type !== 'mrkdwn') return <Plain text={text.text} />;
  return <Drawn json={JSON.stringify([{ type: 'section', text }])} />;
}
