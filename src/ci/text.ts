/** Texts from outside, fit to be kept: of a known length, and without what a database refuses. */

/** PostgreSQL cannot keep a NUL, and half a character is no character. */
export function clean(text: string, limit: number): string {
  const whole = text.replaceAll('\0', '').trim();
  return wellFormed(whole.length > limit ? `${whole.slice(0, limit - 1)}…` : whole);
}

/** A name with its blanks as they are, in a form and of a length that a database takes as a key. */
export function keepable(name: string, limit: number): string {
  return wellFormed(name.replaceAll('\0', '').slice(0, limit));
}

/** Half of a surrogate pair cannot be written into an address, nor kept. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** @returns null for what is no text, or blank */
export function textOf(value: unknown, limit: number): string | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';
  return clean(text, limit) || null;
}
