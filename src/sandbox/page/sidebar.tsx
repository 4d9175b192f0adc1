// The left side: the conversations, and whose eyes one sees through.
import type { WireChannel } from '../page-wire.js';
import { Avatar } from './avatar.js';
import { usePage } from './context.js';
import { showTime } from './dates.js';
import { Day } from './day.js';
import { Fork, Lock, Moon, Sun } from './icons.js';

interface SidebarProps {
  unread: (channel: WireChannel) => boolean;
  become: (user: string) => void;
  toggleTheme: () => void;
  isAtGitHub: boolean;
}

export function Sidebar({ unread, become, toggleTheme, isAtGitHub }: SidebarProps) {
  const { state, theme, now, openChannel, openGitHub } = usePage();
  const { workspace, channels, channel, people, me, bot, appChannel } = state;
  const named = channels.filter((one) => one.kind !== 'im');
  const here = isAtGitHub ? '' : channel.id;
  const present = people.filter((one) => !one.isGone);
  const city = me.zone.split('/').at(-1)?.replaceAll('_', ' ');
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <nav className="sidebar" aria-label="Workspace">
      <header>
        <strong>{workspace}</strong>
        <button
          type="button"
          className="icon-button"
          aria-label={`Switch to ${other} mode`}
          title={`Switch to ${other} mode`}
          onClick={toggleTheme}
        >
          {theme === 'dark' ? <Sun /> : <Moon />}
        </button>
      </header>
      <div className="lists">
        <h2 id="channels">Channels</h2>
        <ul aria-labelledby="channels">
          {named.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={one.id === here ? 'page' : undefined}
                className={unread(one) ? 'unread' : ''}
                onClick={() => openChannel(one.id)}
              >
                <span className="sign" aria-hidden="true">
                  {one.kind === 'private' ? <Lock /> : '#'}
                </span>
                <span className="name">{one.name}</span>
                {unread(one) ? <span className="dot" role="img" aria-label="unread" /> : null}
              </button>
            </li>
          ))}
        </ul>
        <h2 id="apps">Apps</h2>
        <ul aria-labelledby="apps">
          <li>
            <button
              type="button"
              aria-current={here === appChannel ? 'page' : undefined}
              onClick={() => openChannel(appChannel)}
            >
              <Avatar person={bot} size={20} />
              <span className="name">{bot.realName}</span>
            </button>
          </li>
          <li>
            <button
              type="button"
              aria-current={isAtGitHub ? 'page' : undefined}
              onClick={() => openGitHub('')}
            >
              <span className="sign" aria-hidden="true">
                <Fork />
              </span>
              <span className="name">GitHub</span>
            </button>
          </li>
        </ul>
        <h2 id="people">Act as</h2>
        <ul aria-labelledby="people">
          {present.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-pressed={one.id === me.id}
                title={one.role}
                onClick={() => become(one.id)}
              >
                <Avatar person={one} size={20} />
                <span className="name">{one.realName}</span>
                {one.id === me.id ? <span className="you">you</span> : null}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <Day />
      <footer>
        <Avatar person={me} size={36} />
        <p>
          <strong>{me.realName}</strong>
          <span>{me.role}</span>
          <span>
            {showTime(now(), me.zone)} in {city}
          </span>
        </p>
      </footer>
    </nav>
  );
}
