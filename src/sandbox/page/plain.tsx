// Plain text of Block Kit: as it is, but for the emoji that labels carry by name.
const emoji: Record<string, string> = {
  warning: '⚠️',
  white_check_mark: '✅',
  no_entry: '⛔',
  eyes: '👀',
  memo: '📝',
  pushpin: '📌',
  round_pushpin: '📍',
  rotating_light: '🚨',
  red_circle: '🔴',
  white_circle: '⚪',
  large_green_circle: '🟢',
};

/** Plain text with the few emoji that labels carry. */
export function Plain({ text }: { text: string }) {
  return text.replace(/:(\w+):/g, (whole, name: string) => emoji[name] ?? whole);
}
