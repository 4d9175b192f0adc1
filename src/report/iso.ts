/** Moments in JSON: ISO 8601 in UTC, to the millisecond. */

/** @param at ms, UTC */
export const iso = (at: number): string => new Date(at).toISOString();
