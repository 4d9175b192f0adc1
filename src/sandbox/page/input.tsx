// An input of a modal: its label, its field, what is wrong with it.
import { useId } from 'react';
import type { WireBlock } from '../page-wire.js';
import { type ElementData, Field, type Press, type Value } from './elements.js';

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
  return (
    <div className={error ? 'input wrong' : 'input'}>
      <label htmlFor={id}>
        {(block.label as { text: string }).text}
        {block.optional === true ? <span className="optional"> (optional)</span> : null}
      </label>
      <Field
        element={element}
        value={values?.of(blockId) ?? null}
        change={change}
        id={id}
        required={block.optional !== true}
        describedBy={error || hint ? `${id}-more` : undefined}
      />
      <p id={`${id}-more`} className={error ? 'error' : 'hint'} role={error ? 'alert' : undefined}>
        {error ?? hint}
      </p>
    </div>
  );
}
