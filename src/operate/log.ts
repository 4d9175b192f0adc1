/** The log: JSON lines on standard error, and never a secret in one of them. */
import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * @param secrets values that are replaced wherever they turn up, also inside errors from libraries
 * @param destination standard error unless given; standard output belongs to the command's result
 */
export function createLog(
  level: string,
  secrets: readonly string[],
  destination: DestinationStream = pino.destination(2),
): Logger {
  const escaped = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        streamWrite: (line) => hideSecrets(line, escaped),
      },
    },
    destination,
  );
}

/** The text without any of the secrets. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
}
