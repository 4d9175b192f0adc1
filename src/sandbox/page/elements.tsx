// Buttons, menus and pickers inside messages, modals and the Home tab: each press goes to the bot.
import { useState } from 'react';
import { usePage } from './context.js';
import { type ElementData, initialOf, type Press, type Value } from './element-data.js';
import { Field } from './fields.js';
import { Link } from './link.js';
import { Plain } from './plain.js';

export function Element({ element, press }: { element: ElementData; press: Press }) {
  const { confirm } = usePage();
  const [busy, setBusy] = useState(false);
  const [chosen, setChosen] = useState(() => initialOf(element));
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
    // What a menu does is done; what a select holds stays.
    if (value !== undefined && element.type !== 'overflow') setChosen(value);
    setBusy(true);
    await press(element, value).finally(() => setBusy(false));
  }
  if (element.type === 'button' || element.type === 'workflow_button')
    return <Button element={element} busy={busy} touch={() => void touch()} />;
  if (element.type === 'image') return null;
  return <Field element={element} value={chosen} change={(value) => void touch(value)} />;
}

function Button({ element, busy, touch }: { element: ElementData; busy: boolean; touch: () => void }) {
  const { text, style, url, accessibility_label: label } = element;
  const className = `button ${style ?? ''}`;
  const named = label ? { 'aria-label': label } : {};
  if (url) {
    return (
      <Link className={className} href={url} onClick={touch} {...named}>
        <Plain text={text?.text ?? ''} />
      </Link>
    );
  }
  return (
    <button type="button" className={className} aria-busy={busy} onClick={touch} {...named}>
      <Plain text={text?.text ?? ''} />
    </button>
  );
}
