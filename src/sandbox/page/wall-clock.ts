// A moment as the clock on a wall shows it, for the fields in which people choose one. Pure.

/** @param at seconds since the epoch @param zone IANA @returns `2017-03-16T12:00` */
export function toWallClock(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    timeZone: zone,
  });
  return parts.format(at * 1000).replace(' ', 'T');
}

/**
 * The other way. An hour that the clock shows twice is taken once; one that it skips is moved on.
 * @returns seconds since the epoch; null for text that is no moment
 */
export function fromWallClock(text: string, zone: string): number | null {
  const wanted = Date.parse(`${text}Z`) / 1000;
  if (!Number.isFinite(wanted)) return null;
  const ahead = (at: number) => Date.parse(`${toWallClock(at, zone)}Z`) / 1000 - at + (at % 60);
  // The offset holds at the moment itself, which is a few hours off at first.
  return wanted - ahead(wanted - ahead(wanted));
}
