// What can be done with a message: react, pin, answer, and the menu with everything else.
import type { WireMessage } from '../page-wire.js';
import { usePage } from './context.js';
import { Dots, Pin, Reply } from './icons.js';
import { MenuButton, type MenuItem } from './menu.js';
import { faces, palette, useReact } from './reactions.js';

interface ToolsProps {
  message: WireMessage;
  channel: string;
  /** Opens its thread; absent inside one. */
  open: ((ts: string) => void) | undefined;
  edit: () => void;
}

export function Tools({ message, channel, open, edit }: ToolsProps) {
  const { state, act } = usePage();
  const at = { user: state.me.id, channel, ts: message.ts };
  const react = useReact(message, channel);
  const items = useItems(message, channel, edit);
  const pin = message.pinned ? 'Unpin' : 'Pin';
  return (
    <div className="tools" role="toolbar" aria-label="Message">
      {palette.map((name) => {
        const label = `React with ${name.replaceAll('_', ' ')}`;
        return (
          <button type="button" key={name} title={label} aria-label={label} onClick={() => react(name)}>
            {faces[name]}
          </button>
        );
      })}
      <button
        type="button"
        title={pin}
        aria-label={pin}
        onClick={() => void act('pin', { ...at, on: !message.pinned })}
      >
        <Pin />
      </button>
      {open ? (
        <button
          type="button"
          title="Reply in thread"
          aria-label="Reply in thread"
          onClick={() => open(message.threadTs ?? message.ts)}
        >
          <Reply />
        </button>
      ) : null}
      <MenuButton label="More actions" icon={<Dots />} items={items} />
    </div>
  );
}

function useItems(message: WireMessage, channel: string, edit: () => void): MenuItem[] {
  const { state, act, confirm } = usePage();
  const { me, bot, shortcuts } = state;
  const at = { user: me.id, channel, ts: message.ts };
  const isMine = message.user === me.id;
  async function remove(asAdmin: boolean): Promise<void> {
    const sure = await confirm({
      title: 'Delete this message?',
      text: asAdmin
        ? `${bot.realName} wrote it. Admins of a workspace can delete it by hand; ${bot.realName} is told.`
        : 'It is gone for everybody.',
      yes: 'Delete',
      no: 'Cancel',
      danger: true,
    });
    if (sure) await act('delete', { ...at, ...(asAdmin ? { asAdmin } : {}) });
  }
  const items: MenuItem[] = shortcuts
    .filter((one) => one.type === 'message')
    .map(({ name, description, callbackId }) => ({
      ...{ name, about: description },
      run: () => void act('message-shortcut', { ...at, callbackId }),
    }));
  items.push({
    name: 'Copy link',
    apart: items.length > 0,
    run: () => void navigator.clipboard.writeText(message.link).catch(() => {}),
  });
  if (isMine) items.push({ name: 'Edit', run: edit });
  if (isMine) items.push({ name: 'Delete', danger: true, run: () => void remove(false) });
  if (message.user === bot.id)
    items.push({ name: 'Delete by hand (as an admin)', danger: true, run: () => void remove(true) });
  return items;
}
