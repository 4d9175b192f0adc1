// Moments as a reader sees them: in the zone of the person one is, in the words of Slack's date tokens.

const locale = navigator.language.startsWith('en') ? navigator.language : 'en-GB';

function show(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(at);
}

export function showTime(at: number, zone: string): string {
  return show(at, zone, { hour: 'numeric', minute: '2-digit' });
}

/** `Thursday, 16 March 2017`, for the line between two days. */
export function showDay(at: number, zone: string): string {
  return show(at, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** The whole moment with its zone, for a tooltip. */
export function showMoment(at: number, zone: string): string {
  return show(at, zone, { dateStyle: 'full', timeStyle: 'long' });
}

/** `2017-03-16` */
export function isoDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
}

function nearby(at: number, now: number, zone: string): string | undefined {
  const day = 86_400_000;
  const wanted = isoDay(at, zone);
  if (wanted === isoDay(now, zone)) return 'today';
  if (wanted === isoDay(now - day, zone)) return 'yesterday';
  return wanted === isoDay(now + day, zone) ? 'tomorrow' : undefined;
}

function ago(at: number, now: number): string {
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const seconds = (at - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 60) return words.format(Math.round(seconds), 'second');
  if (size < 3_600) return words.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return words.format(Math.round(seconds / 3_600), 'hour');
  return words.format(Math.round(seconds / 86_400), 'day');
}

const days: Record<string, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'long' },
  date_short: { dateStyle: 'medium' },
  date_long: { dateStyle: 'full' },
  date_slash: { day: '2-digit', month: '2-digit', year: 'numeric' },
};

/** @param format with Slack's tokens, such as `{date_short_pretty}, {time}`; an unknown token stays as it is */
export function showDate(at: number, format: string, zone: string, now: number): string {
  return format.replace(/\{(\w+)\}/g, (token, name: string) => {
    if (name === 'time') return showTime(at, zone);
    if (name === 'time_secs')
      return show(at, zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    if (name === 'date_num') return isoDay(at, zone);
    if (name === 'ago') return ago(at, now);
    const pretty = name.endsWith('_pretty') ? nearby(at, now, zone) : undefined;
    const options = days[name.replace('_pretty', '')];
    return pretty ?? (options ? show(at, zone, options) : token);
  });
}
