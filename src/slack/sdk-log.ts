/** What the SDK tells of its work, for the log: which call went how, never what was said in it. */
import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../app/ports/log.js';

/** Notes of the SDK that are for whoever debugs it: up to where a body, an answer or a message begins. */
export const withoutWords = (text: string): string => text.replace(/\s*(?:\(body|\(data)?[:{[][\s\S]*$/, '');

export function sdkLog(log: Log): Logger {
  const text = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  const debug = (...parts: unknown[]) => {
    const said = withoutWords(text(parts));
    if (said !== '') log.debug({ from: 'slack' }, said);
  };
  return {
    debug,
    info: debug,
    warn: (...parts) => log.warn({ from: 'slack' }, text(parts)),
    error: (...parts) => log.error({ from: 'slack' }, text(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
