/** When the next update is owed, and when its commander is reminded of it. Defaults: facts of the incident process. */
import { day, hour, momentOf, partsOf } from '../time.js';
import type { IncidentEvent } from './event.js';
import { type Incident, isOpen } from './incident.js';
import type { IncidentSettings, Severity } from './settings.js';

/** ms between two updates at this age of an incident. @param age ms since it was declared, or reopened last */
export function intervalOf(severity: Severity, age: number): number {
  const { cadence, slower } = severity;
  return slower && age >= slower.after ? slower.cadence : cadence;
}

/**
 * When the next update is due unless somebody says otherwise. What waits for a patch release is updated once a day
 * at a fixed time.
 * @param now ms, UTC
 */
export function dueAfter(
  { facts, openedAt }: Pick<Incident, 'facts' | 'openedAt'>,
  settings: IncidentSettings,
  now: number,
): number {
  if (facts.fix === 'waiting') return nextDaily(settings, now);
  return now + intervalOf(severityOf(settings, facts.severity), now - openedAt);
}

/** The next time it is that o'clock; not within the next hour, which would be no promise. */
function nextDaily({ dailyAt, zone }: IncidentSettings, now: number): number {
  const today = partsOf(now, zone);
  for (let ahead = 0; ; ahead++) {
    const at = momentOf(
      { ...today, day: today.day + ahead, hour: Math.floor(dailyAt / 60), minute: dailyAt % 60 },
      zone,
    );
    if (at >= now + hour) return at;
  }
}

/** The gravest one stands for what is configured no more: rather too often than not at all. */
export function severityOf({ severities }: Pick<IncidentSettings, 'severities'>, id: string): Severity {
  const found = severities.find((one) => one.id === id) ?? severities[0];
  if (!found) throw new Error('no severity is configured');
  return found;
}

/** So many reminders without an answer, and the release lead is told. */
const patience = 2;

/** The reminder that is owed now; null: none. Those that nobody could send in time are not made up for. */
export function reminderDue(
  incident: Incident,
  settings: IncidentSettings,
  now: number,
): Extract<IncidentEvent, { kind: 'reminded' }> | null {
  const { facts, openedAt, reminders, remindedAt } = incident;
  const due = facts.nextUpdateBy;
  if (!isOpen(incident) || due === null || now < due) return null;
  const interval =
    facts.fix === 'waiting' ? day : intervalOf(severityOf(settings, facts.severity), due - openedAt);
  // What passed while nobody could send one is not held against the commander.
  const intervals = (at: number) => Math.floor((at - due) / interval);
  if (remindedAt !== null && intervals(now) <= intervals(remindedAt)) return null;
  return { kind: 'reminded', due, count: reminders + 1, escalated: reminders >= patience };
}
