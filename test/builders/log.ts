/** Logs for tests: one that says nothing and one that remembers. */
import type { Log } from '../../src/app/ports/log.js';

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export interface RememberedLine {
  level: keyof Log;
  fields: object;
  message: string;
}

export function rememberingLog(): { log: Log; lines: RememberedLine[] } {
  const lines: RememberedLine[] = [];
  const at = (level: keyof Log) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines };
}
