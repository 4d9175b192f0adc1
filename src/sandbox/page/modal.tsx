// The modals that the bot has opened, one above the other: their blocks, what is filled in, how they are sent or closed.
import { type FormEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { WireView } from '../page-wire.js';
import { Blocks } from './blocks.js';
import { usePage } from './context.js';
import { isEmpty, type Press, shown, type Value } from './element-data.js';
import { Back, Close } from './icons.js';

/** Those below stay as they are, with what is typed in them, until the person comes back. */
export function Modals() {
  const { views } = usePage().state;
  return views.map((view, at) => (
    <Modal key={view.id} view={view} isPushed={at > 0} isTop={at === views.length - 1} />
  ));
}

/** What a field shows of what Slack keeps of it. */
function known(view: WireView, block: string): Value {
  const [state] = Object.values(view.state[block] ?? {});
  const { type: _type, ...kept } = state ?? {};
  return shown(Object.values(kept)[0]);
}

const inputsOf = (view: WireView) => view.blocks.filter((block) => block.type === 'input');

/** What is missing or makes no sense, found before the bot hears of it. */
function wrongIn(form: HTMLFormElement, view: WireView, value: (block: string) => Value) {
  const wrong: Record<string, string> = {};
  for (const { block_id: block = '', optional } of inputsOf(view)) {
    const field = form.querySelector<HTMLInputElement>(
      `[data-block="${CSS.escape(block)}"] :is(input, textarea, select)`,
    );
    if (field && !field.validity.valid) wrong[block] = field.validationMessage;
    else if (optional !== true && isEmpty(value(block)))
      wrong[block] = 'Please complete this required field.';
  }
  return wrong;
}

/** Where the bot says, else in the first field: that one without hiding what stands above it. */
function begin(box: HTMLDialogElement | null): void {
  const body = box?.querySelector('.body');
  if (!body || body.contains(document.activeElement)) return;
  const kinds = ':is(input, textarea, select)';
  const named = body.querySelector<HTMLElement>(`${kinds}[data-first], [data-first] ${kinds}`);
  if (named) named.focus();
  else body.querySelector<HTMLElement>(kinds)?.focus({ preventScroll: true });
}

interface ModalProps {
  view: WireView;
  /** Stands on another one. */
  isPushed: boolean;
  isTop: boolean;
}

function Modal({ view, isPushed, isTop }: ModalProps) {
  const { state, act, problem } = usePage();
  const user = state.me.id;
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [filled, setFilled] = useState<Record<string, Value>>({});
  const [errors, setErrors] = useState(view.errors);
  const [busy, setBusy] = useState(false);
  // While it still stands in the page: only then does the browser give the focus back to where it was.
  useLayoutEffect(() => {
    const box = dialog.current;
    box?.showModal();
    return () => {
      box?.close();
      // What opened it may be gone: a menu, a message that was deleted.
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>('main .composer textarea')?.focus();
    };
  }, []);
  const fields = inputsOf(view)
    .map(({ block_id: block }) => block)
    .join(' ');
  // Also when what was opened has only now got its fields; whoever is in one of them stays there.
  useEffect(() => {
    if (fields !== '') begin(dialog.current);
  }, [fields]);
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    dialog.current?.querySelector<HTMLElement>('.wrong :is(input, textarea, select)')?.focus();
  }, [errors]);
  const value = (block: string) => (block in filled ? (filled[block] ?? null) : known(view, block));
  const press: Press = async ({ action_id: actionId, block_id: blockId }, chosen) => {
    await act('click', { user, viewId: view.id, actionId, blockId, value: chosen });
  };
  const close = (all: boolean) =>
    void act('close-view', { user, viewId: view.id, ...(all && isPushed ? { all } : {}) });
  function set(block: string, next: Value): void {
    setFilled((before) => ({ ...before, [block]: next }));
    setErrors(({ [block]: _, ...others }) => others);
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy || !form.current) return;
    const wrong = wrongIn(form.current, view, value);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    // A field may have gone since it was filled in.
    const values = Object.fromEntries(
      inputsOf(view)
        .map(({ block_id: block = '' }) => block)
        .filter((block) => block in filled)
        .map((block) => [block, filled[block] === '' ? null : filled[block]]),
    );
    const answer = await act<{ errors: Record<string, string> }>('submit', {
      ...{ user, viewId: view.id, values },
    });
    setBusy(false);
    setErrors(answer?.errors ?? {});
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  }
  return (
    <dialog
      ref={dialog}
      className={isTop ? 'modal' : 'modal below'}
      aria-label={view.title}
      onCancel={(event) => {
        // Also a menu or a picker inside of it can be cancelled.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        close(false);
      }}
    >
      <form ref={form} noValidate onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
        <header>
          {isPushed ? (
            <button type="button" className="icon-button" aria-label="Back" onClick={() => close(false)}>
              <Back />
            </button>
          ) : null}
          <h1>{view.title}</h1>
          <button type="button" className="icon-button" aria-label="Close" onClick={() => close(true)}>
            <Close />
          </button>
        </header>
        {/* What scrolls must be reachable without a mouse. */}
        <div className="body" tabIndex={inputsOf(view).length === 0 ? 0 : undefined}>
          <Blocks blocks={view.blocks} press={press} values={{ of: value, set, errors }} />
        </div>
        <footer>
          <p role="alert">{isTop ? problem : ''}</p>
          <button type="button" className="button" onClick={() => close(false)}>
            {view.close || 'Cancel'}
          </button>
          {view.submit ? (
            <button type="submit" className="button primary" aria-busy={busy} aria-disabled={busy}>
              {view.submit}
            </button>
          ) : null}
        </footer>
      </form>
    </dialog>
  );
}
