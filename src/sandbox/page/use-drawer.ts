// Whether the list of conversations is open where the window is narrow: the keyboard goes into it, and comes back from it.
import { useEffect, useState } from 'react';

/** @param here what is looked at: another conversation or another person shuts it */
export function useDrawer(here: string): [isOpen: boolean, set: (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is looked at is all that matters
  useEffect(() => setOpen(false), [here]);
  useEffect(() => {
    if (!isOpen) return;
    document.querySelector<HTMLElement>('.sidebar .lists button')?.focus();
    function onKeyDown({ key }: KeyboardEvent): void {
      if (key !== 'Escape') return;
      setOpen(false);
      document.querySelector<HTMLElement>('.head .menu')?.focus();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isOpen]);
  return [isOpen, setOpen];
}
