/** Help and faults: what a person can type, and what was wrong with what they typed. */
import type { UserFault } from '../../../domain/fault.js';
import { context, header, type Message, section, sections } from './block.js';
import { clipEscaped, escapeText } from './text.js';

export interface HelpText {
  command: string;
  purpose: string;
  lines: { usage: string; does: string }[];
}

export function helpMessage({ command, purpose, lines }: HelpText): Message {
  const usage = lines.map(
    (line) => `\`${escapeText(`${command} ${line.usage}`.trim())}\`  ${escapeText(line.does)}`,
  );
  return {
    text: `${command}: ${purpose}`,
    blocks: [header(command), section(escapeText(purpose)), ...sections('', usage)],
  };
}

/** The fault in a sentence, then what to do next. Hints are ours; what was typed is escaped. */
export function faultMessage(fault: UserFault, help: HelpText): Message {
  const text = clipEscaped(fault.message, 800);
  const hint =
    fault.hint === ''
      ? []
      : [context(fault.code === 'not-allowed' ? fault.hint : clipEscaped(fault.hint, 1200))];
  return {
    text,
    blocks: [
      section(`:warning: ${text}`),
      ...hint,
      context(`\`${help.command} help\` shows what can be typed`),
    ],
  };
}

/** Our own fault: a reference to give to whoever runs the bot; the log has everything under it. */
export function brokenMessage(reference: string): Message {
  const text = `Something went wrong here. Nothing was changed. Try again in a minute. Reference: ${reference}`;
  return {
    text,
    blocks: [
      section(':warning: Something went wrong here. Nothing was changed. Try again in a minute.'),
      context(`If it goes wrong again, tell whoever runs Signalman this reference: \`${reference}\``),
    ],
  };
}
