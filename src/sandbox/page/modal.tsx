// A modal that the bot has opened: its blocks, what is filled in, and how it is sent or closed.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { WireView } from '../page-wire.js';
import { Blocks } from './blocks.js';
import { usePage } from './context.js';
import type { Press, Value } from './elements.js';
import { Close } from './icons.js';

/** What a field shows of what Slack keeps of it. */
function known(view: WireView, block: string): Value {
  const [state] = Object.values(view.state[block] ?? {});
  if (!state) return null;
  const { type: _type, ...kept } = state;
  const [value] = Object.values(kept);
  const one = (item: unknown) =>
    typeof item === 'object' && item !== null && 'value' in item ? String(item.value) : String(item);
  if (Array.isArray(value)) return value.map(one);
  if (value === null || value === undefined) return null;
  return typeof value === 'number' ? value : one(value);
}

export function Modal({ view }: { view: WireView }) {
  const { state, act } = usePage();
  const user = state.me.id;
  const dialog = useRef<HTMLDialogElement>(null);
  const [filled, setFilled] = useState<Record<string, Value>>({});
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const box = dialog.current;
    box?.showModal();
    return () => box?.close();
  }, []);
  const press: Press = async ({ action_id: actionId, block_id: blockId }, value) => {
    await act('click', { user, viewId: view.id, actionId, blockId, value });
  };
  const close = () => void act('close-view', { user, viewId: view.id });
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const values = Object.fromEntries(
      Object.entries(filled).map(([block, value]) => [block, value === '' ? null : value]),
    );
    await act('submit', { user, viewId: view.id, values });
    setBusy(false);
  }
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-label={view.title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <header>
          <h1>{view.title}</h1>
          <button type="button" className="icon-button" aria-label="Close" onClick={close}>
            <Close />
          </button>
        </header>
        <div className="body">
          <Blocks
            blocks={view.blocks}
            press={press}
            values={{
              of: (block) => (block in filled ? (filled[block] ?? null) : known(view, block)),
              set: (block, value) => setFilled((all) => ({ ...all, [block]: value })),
              errors: view.errors,
            }}
          />
        </div>
        <footer>
          <button type="button" className="button" onClick={close}>
            {view.close || 'Cancel'}
          </button>
          {view.submit ? (
            <button type="submit" className="button primary" aria-busy={busy}>
              {view.submit}
            </button>
          ) : null}
        </footer>
      </form>
    </dialog>
  );
}
