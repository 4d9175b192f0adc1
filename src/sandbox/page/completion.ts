// What could be meant by a command that is being typed. Pure.
import type { WireCommand } from '../page-wire.js';

export interface Suggestion {
  label: string;
  does: string;
  /** What stands in the field when it is taken. */
  insert: string;
  /** The part of it that is only an example, to be typed over: from, to. */
  example: [number, number] | null;
  /** Only says what may follow; there is nothing to take. */
  hint?: boolean;
}

export function suggest(text: string, commands: readonly WireCommand[]): Suggestion[] {
  const [, name, blank, typed = ''] = /^(\/\S*)(\s+)?([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined) return [];
  if (!blank) {
    return commands
      .filter((one) => one.command.startsWith(name.toLowerCase()))
      .map(({ command, purpose }) => ({
        ...{ label: command, does: purpose, insert: `${command} `, example: null },
      }));
  }
  const command = commands.find((one) => one.command === name);
  if (!command) return [];
  const known = command.lines.filter((line) => line.usage !== '').map((line) => lineOf(line, name, typed));
  const open = known.filter((line) => line.fits);
  const hints = known.filter((line) => line.begun).slice(0, 1);
  return (open.length > 0 ? open : hints).map(({ suggestion }) => suggestion);
}

/** One line of a command's help against what is typed after the command. */
function lineOf({ usage, does }: WireCommand['lines'][number], command: string, typed: string) {
  const bare = usage.replace(/\[[^\]]*\]\s*/g, '');
  const [first = '', rest = ''] = split(typed);
  // A release may stand in front where the usage says so; names of releases have a number in them.
  const release = usage.startsWith('[release]') && /\d/.test(first) && typed.includes(' ') ? `${first} ` : '';
  const after = (release ? rest : typed).toLowerCase();
  const words = bare.split(' ');
  const fixed = words.length > 2 ? `${words.slice(0, 2).join(' ')} ` : '';
  const front = `${command} ${release}`;
  const fits = bare.toLowerCase().startsWith(after) && bare.toLowerCase() !== after;
  const begun = fixed !== '' && after.startsWith(fixed);
  const suggestion: Suggestion = {
    label: usage,
    does,
    insert: front + bare,
    example: fixed ? [front.length + fixed.length, front.length + bare.length] : null,
    ...(fits ? {} : { hint: true }),
  };
  return { fits, begun, suggestion };
}

function split(text: string): [string, string] {
  const at = text.search(/\s/);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at).trimStart()];
}
