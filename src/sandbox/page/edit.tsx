// One's own message while it is edited.
import { useEffect, useRef, useState } from 'react';
import { usePage } from './context.js';

interface EditProps {
  channel: string;
  ts: string;
  before: string;
  done: () => void;
}

export function Edit({ channel, ts, before, done }: EditProps) {
  const { state, act } = usePage();
  const [text, setText] = useState(before);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(before.length, before.length);
  }, [before]);
  async function save(): Promise<void> {
    const wanted = text.trim();
    if (wanted === '') return;
    const isSaved =
      wanted === before || (await act('edit', { user: state.me.id, channel, ts, text: wanted })) !== null;
    if (isSaved) done();
  }
  return (
    <form
      className="edit"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={field}
        className="field"
        rows={Math.min(8, text.split('\n').length)}
        aria-label="Edit the message"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') done();
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          void save();
        }}
      />
      <div>
        <button type="button" className="button" onClick={done}>
          Cancel
        </button>
        <button type="submit" className="button primary" disabled={text.trim() === ''}>
          Save
        </button>
      </div>
    </form>
  );
}
