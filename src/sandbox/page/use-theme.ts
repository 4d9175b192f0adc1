// Light or dark: as the system has it until the person chooses, and as chosen from then on.
import { useEffect, useState } from 'react';

export type Theme = 'light' | 'dark';
const key = 'signalman-theme';

function remembered(): Theme | null {
  const value = localStorage.getItem(key);
  return value === 'light' || value === 'dark' ? value : null;
}

export function useTheme(): [Theme, () => void] {
  const [chosen, setChosen] = useState(remembered);
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const theme = chosen ?? (dark ? 'dark' : 'light');
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  function toggle(): void {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(key, next);
    setChosen(next);
  }
  return [theme, toggle];
}
