// An input of a modal: its label, its field, what is wrong with it.
import { useId } from 'react';
import type { WireBlock } from '../page-wire.js';
import type { ElementData, Press, Value } from './element-data.js';
import { Field } from './fields.js';
import { Plain } from './plain.js';

/** What is filled in, by block. */
export interface Values {
  of(block: string): Value;
  set(block: string, value: Value): void;
  /** Block id → message */
  errors: Record<string, string>;
}

interface InputProps {
  block: WireBlock;
  values: Values | undefined;
  press: Press;
}

const grouped = ['checkboxes', 'radio_buttons'];

export function Input({ block, values, press }: InputProps) {
  const id = useId();
  const element = block.element as ElementData;
  const blockId = block.block_id ?? '';
  const error = values?.errors[blockId];
  const hint = (block.hint as { text: string } | undefined)?.text;
  function change(value: Value): void {
    values?.set(blockId, value);
    if (block.dispatch_action === true && typeof value !== 'string') void press(element, value);
  }
  const words = (
    <>
      <Plain text={(block.label as { text: string }).text} />
      {block.optional === true ? <span className="optional"> (optional)</span> : null}
    </>
  );
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={error ? 'input wrong' : 'input'} data-block={blockId}>
      {grouped.includes(element.type) ? (
        <span className="label" id={`${id}-label`}>
          {words}
        </span>
      ) : (
        <label className="label" htmlFor={id}>
          {words}
        </label>
      )}
      <Field
        element={element}
        value={values?.of(blockId) ?? null}
        change={change}
        id={id}
        required={block.optional !== true}
        labelledBy={`${id}-label`}
        describedBy={described || undefined}
        invalid={error !== undefined}
      />
      {hint ? (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      ) : null}
      {/* Always there: what appears in it is then read aloud. */}
      <p id={`${id}-error`} className="error" role="alert">
        {error}
      </p>
    </div>
  );
}
