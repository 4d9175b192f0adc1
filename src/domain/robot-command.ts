/** What robots at GitHub obey: a line that begins with a slash, in code too, and from whoever posts it. */

/** @returns the first such command, `/approve`; null: there is none */
export function robotCommand(text: string): string | null {
  return /^[^\S\r\n\u2028\u2029]*(\/[a-z][^\s`]{0,60})/im.exec(text)?.[1] ?? null;
}

/** Why a text with such a line is not posted, for the field that it was typed in. */
export const commandFault = (command: string): string =>
  `A line that begins with ${command} is a command to robots on GitHub. Put \`${command}\` in backticks, or begin otherwise.`;
