// Faces: initials on a colour of one's own, and a signal for the bot.
import type { WirePerson } from '../page-wire.js';
import { usePage } from './context.js';

const colours = ['#7a4fa3', '#2f6f9f', '#b0543a', '#4d7c3f', '#a2456f', '#8a6a1f'];

export function Avatar({ person, size = 36 }: { person: WirePerson | undefined; size?: number }) {
  const { people } = usePage().state;
  const style = { width: size, height: size, fontSize: size * 0.4 };
  if (person?.isBot) {
    return (
      <span className="avatar" style={style} aria-hidden="true">
        <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
          <rect width="32" height="32" fill="#123a3d" />
          <rect x="14.6" y="6" width="2.8" height="21" rx="1.4" fill="#e9f2ef" />
          <path d="M16 8.2 27 5v6.4l-11 2.2z" fill="#f0523d" />
          <circle cx="10.5" cy="18.5" r="3.2" fill="#42c18a" />
        </svg>
      </span>
    );
  }
  const name = person?.realName ?? 'Slack';
  const letters = name.split(/\s+/).map((word) => word[0]);
  const place = people.findIndex((one) => one.id === person?.id);
  const background = colours[place % colours.length] ?? '#5b6770';
  return (
    <span className="avatar" style={{ ...style, background }} aria-hidden="true">
      {letters.slice(0, 2).join('')}
    </span>
  );
}
