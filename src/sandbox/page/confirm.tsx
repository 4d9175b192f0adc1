// "Are you sure?", asked as a question that can be awaited.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Page } from './context.js';

type Question = Parameters<Page['confirm']>[0] & { answer: (sure: boolean) => void };

/** @returns how to ask, and what to draw while a question is open */
export function useConfirm() {
  const [question, setQuestion] = useState<Question | null>(null);
  const confirm = useCallback<Page['confirm']>(
    (ask) =>
      new Promise((resolve) => {
        const answer = (sure: boolean) => {
          setQuestion(null);
          resolve(sure);
        };
        setQuestion({ ...ask, answer });
      }),
    [],
  );
  return [confirm, question ? <Dialog key={question.title} {...question} /> : null] as const;
}

function Dialog({ title, text, yes, no, danger, answer }: Question) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const box = dialog.current;
    box?.showModal();
    return () => box?.close();
  }, []);
  return (
    <dialog ref={dialog} className="modal small" aria-label={title} onCancel={() => answer(false)}>
      <header>
        <h1>{title}</h1>
      </header>
      <div className="body">{text}</div>
      <footer>
        <button type="button" className="button" onClick={() => answer(false)}>
          {no}
        </button>
        <button
          type="button"
          className={danger ? 'button danger' : 'button primary'}
          onClick={() => answer(true)}
        >
          {yes}
        </button>
      </footer>
    </dialog>
  );
}
