// A button that opens a menu above everything else, so that nothing that scrolls cuts it off.
import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface MenuItem {
  name: string;
  /** More about it, in small. */
  about?: string;
  danger?: boolean;
  /** Stands under a line. */
  apart?: boolean;
  run: () => void;
}

interface MenuProps {
  label: string;
  icon: ReactNode;
  items: readonly MenuItem[];
  className?: string;
}

export function MenuButton({ label, icon, items, className }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        // A press outside of the menu has shut it before the click arrives: that click opens nothing.
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={() => {
          setOpen(!wasOpen.current);
          wasOpen.current = false;
        }}
      >
        {icon}
      </button>
      {open ? <Menu label={label} items={items} anchor={button} close={() => setOpen(false)} /> : null}
    </>
  );
}

interface OpenProps {
  label: string;
  items: readonly MenuItem[];
  anchor: RefObject<HTMLButtonElement | null>;
  close: () => void;
}

function Menu({ label, items, anchor, close }: OpenProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const menu = box.current;
    if (!menu || !anchor.current) return;
    menu.showPopover();
    placeAt(menu, anchor.current.getBoundingClientRect());
    menu.querySelector('button')?.focus();
  }, [anchor]);
  function onKeyDown(event: KeyboardEvent): void {
    const all = [...(box.current?.querySelectorAll('button') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Tab') close();
    if (next === undefined) return;
    event.preventDefault();
    all[next % all.length]?.focus();
  }
  return (
    <div
      ref={box}
      className="popup"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      popover="auto"
      onToggle={(event) => {
        if (event.newState === 'closed') close();
      }}
      onKeyDown={onKeyDown}
    >
      {items.map(({ name, about, danger, apart, run }) => (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          key={name}
          className={`${danger ? 'danger' : ''} ${apart ? 'apart' : ''}`}
          onClick={() => {
            box.current?.hidePopover();
            run();
          }}
        >
          <span>{name}</span>
          {about ? <small>{about}</small> : null}
        </button>
      ))}
    </div>
  );
}

/** Under the button, or above it where there is no room; always inside of the window. */
function placeAt(menu: HTMLElement, { top, bottom, left, right }: DOMRect): void {
  const edge = 8;
  const { width, height } = menu.getBoundingClientRect();
  const fits = bottom + 4 + height <= innerHeight - edge;
  const wanted = left + width <= innerWidth - edge ? left : right - width;
  menu.style.top = `${Math.max(edge, fits ? bottom + 4 : top - 4 - height)}px`;
  menu.style.left = `${Math.max(edge, Math.min(wanted, innerWidth - edge - width))}px`;
}
