// The emoji under a message, and those that can be picked.
import type { WireMessage } from '../page-wire.js';
import { usePage } from './context.js';

export const palette = ['eyes', 'white_check_mark', '+1', 'round_pushpin', 'memo'] as const;

export const faces: Record<string, string> = {
  ...{ eyes: '👀', white_check_mark: '✅', '+1': '👍', round_pushpin: '📍', memo: '📝' },
  ...{ pushpin: '📌', rotating_light: '🚨', tada: '🎉', '-1': '👎', x: '❌', warning: '⚠️', heart: '❤️' },
};

/** @returns how the person puts an emoji under a message, or takes it off again */
export function useReact({ ts, reactions }: WireMessage, channel: string): (name: string) => void {
  const { state, act } = usePage();
  const user = state.me.id;
  return (name) => {
    const isMine = reactions.some((one) => one.name === name && one.users.includes(user));
    void act('react', { user, channel, ts, name, on: !isMine });
  };
}

export function Reactions({ message, channel }: { message: WireMessage; channel: string }) {
  const { people, bot, me } = usePage().state;
  const react = useReact(message, channel);
  if (message.reactions.length === 0) return null;
  const names = (users: readonly string[]) =>
    users.map((user) => [...people, bot].find((one) => one.id === user)?.realName ?? user).join(', ');
  return (
    <div className="reactions">
      {message.reactions.map(({ name, users }) => (
        <button
          type="button"
          key={name}
          title={names(users)}
          aria-pressed={users.includes(me.id)}
          aria-label={`${name.replaceAll('_', ' ')}, ${users.length}`}
          onClick={() => react(name)}
        >
          <span>{faces[name] ?? `:${name}:`}</span> {users.length}
        </button>
      ))}
    </div>
  );
}
