// Where one types: messages, and commands with their completion.
import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Suggestion, suggest } from './completion.js';
import { usePage } from './context.js';
import { Bolt, Send } from './icons.js';
import { MenuButton } from './menu.js';

interface ComposerProps {
  placeholder: string;
  /** Neither commands nor shortcuts are offered in threads. */
  isThread?: boolean;
  /** @returns false when it could not be sent: what was typed stays */
  send: (text: string) => Promise<boolean>;
}

export function Composer({ placeholder, isThread = false, send }: ComposerProps) {
  const { commands } = usePage().state;
  const withCommands = !isThread;
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(-1);
  const [closed, setClosed] = useState(false);
  const [sent, setSent] = useState<string[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const selection = useRef<[number, number] | null>(null);
  const id = useId();
  const found = useMemo(() => (withCommands ? suggest(text, commands) : []), [text, commands, withCommands]);
  const suggestions = closed ? [] : found;
  const isName = !/\s/.test(text) && !suggestions.some((one) => one.label === text);
  // Half a name means the first that fits; behind a whole command, Enter sends what is there.
  const current = chosen >= 0 ? chosen : isName && suggestions.length > 0 ? 0 : -1;
  const first = commands[0]?.command;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
    if (selection.current) area.setSelectionRange(...selection.current);
    selection.current = null;
  }, [text]);

  function write(next: string): void {
    setText(next);
    setChosen(-1);
    setClosed(false);
  }
  function take(one: Suggestion | undefined): void {
    if (!one || one.hint) return;
    selection.current = one.example ?? [one.insert.length, one.insert.length];
    write(one.insert);
    field.current?.focus();
  }
  async function submit(): Promise<void> {
    const typed = text.trim();
    if (typed === '') return;
    write('');
    if (await send(typed)) setSent((all) => [...all.filter((one) => one !== typed), typed].slice(-50));
    else write(typed);
  }
  function move(step: number): void {
    const count = suggestions.filter((one) => !one.hint).length;
    if (count > 0) setChosen((current + step + count) % count);
  }
  function recall(): void {
    const last = sent.at(-1);
    if (last) write(last);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const { key, shiftKey, nativeEvent } = event;
    if (nativeEvent.isComposing) return;
    const open = suggestions.some((one) => !one.hint);
    const handled = (() => {
      if (key === 'Enter' && !shiftKey)
        return open && current >= 0 ? take(suggestions[current]) : void submit();
      if (key === 'ArrowUp' && text === '') return recall();
      if (!open) return false;
      if (key === 'ArrowDown') return move(1);
      if (key === 'ArrowUp') return current < 0 ? move(0) : move(-1);
      if (key === 'Tab' && !shiftKey) return take(suggestions[Math.max(current, 0)]);
      return key === 'Escape' ? setClosed(true) : false;
    })();
    if (handled !== false) event.preventDefault();
  }

  return (
    <div className="composer">
      {suggestions.length > 0 ? (
        <Suggestions id={id} all={suggestions} current={current} take={take} />
      ) : null}
      <div className="box">
        {isThread ? null : <Shortcuts />}
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={suggestions.length > 0}
          aria-controls={suggestions.length > 0 ? id : undefined}
          aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="send"
          aria-label="Send"
          title="Send"
          disabled={text.trim() === ''}
          onClick={() => void submit()}
        >
          <Send />
        </button>
      </div>
      <p className="below">
        {withCommands && first ? (
          <button
            type="button"
            className="link"
            onClick={() => {
              write(first);
              field.current?.focus();
            }}
          >
            Try <code>{first}</code>
          </button>
        ) : (
          <span />
        )}
        <span className="keys">
          <kbd>Enter</kbd> sends, <kbd>Shift</kbd>+<kbd>Enter</kbd> makes a new line
        </span>
      </p>
    </div>
  );
}

/** What the app offers from anywhere. */
function Shortcuts() {
  const { state, act } = usePage();
  const { shortcuts, me } = state;
  const items = shortcuts
    .filter((one) => one.type === 'global')
    .map(({ name, description, callbackId }) => ({
      ...{ name, about: description },
      run: () => void act('shortcut', { user: me.id, callbackId }),
    }));
  return items.length > 0 ? (
    <MenuButton label="Shortcuts" icon={<Bolt />} items={items} className="bolt" />
  ) : null;
}

interface SuggestionsProps {
  id: string;
  all: readonly Suggestion[];
  current: number;
  take: (one: Suggestion) => void;
}

function Suggestions({ id, all, current, take }: SuggestionsProps) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list scrolls when the choice moves
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <div className="suggestions" id={id} role="listbox" aria-label="Commands" ref={list}>
      {all.map((one, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <div
          key={one.label}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === current}
          aria-disabled={one.hint === true}
          // The field keeps the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            take(one);
          }}
        >
          <code>{one.label}</code>
          <span>{one.does}</span>
        </div>
      ))}
    </div>
  );
}
