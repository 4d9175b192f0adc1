/** Moments as CI systems write them: milliseconds, seconds, or a text; told apart by their size. */

/** The last moment that a date of four-digit years can say. */
const end = Date.UTC(10_000, 0, 1);

/**
 * Nobody ran a test before 1973, which is 1e11 ms; as seconds that is the year 5138.
 * @returns ms, UTC; null for what is missing, zero, or no moment at all
 */
export function moment(value: unknown): number | null {
  const at =
    typeof value === 'string' ? fromText(value) : typeof value === 'number' ? fromNumber(value) : null;
  return at !== null && Number.isFinite(at) && at > 0 && at < end ? at : null;
}

function fromNumber(value: number): number {
  if (value < 1e11) return Math.round(value * 1000);
  if (value < 1e14) return Math.round(value);
  // Microseconds and nanoseconds, which some servers write.
  return Math.round(value < 1e17 ? value / 1000 : value / 1e6);
}

function fromText(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return fromNumber(Number(trimmed));
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?$/i.exec(trimmed);
  // Without a zone it is UTC: the machine's own zone has no say.
  return parts ? Date.parse(`${parts[1]}T${parts[2]}${parts[3]?.toUpperCase() ?? 'Z'}`) : null;
}
