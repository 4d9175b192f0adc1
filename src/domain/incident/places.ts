/** Where an incident stands: its head, the copies, and where people talk about it. */
import type { Incident } from './incident.js';
import type { IncidentSettings } from './settings.js';

/** Channels that the configuration names for its severity and release: nobody takes these away. */
export const named = ({ facts }: Pick<Incident, 'facts'>, settings: IncidentSettings): Set<string> =>
  new Set(matching(facts, settings).flatMap((one) => one.channels));

/** Those of them that have no copy yet, or wanted no more of one that they had asked for themselves. */
export function unannounced(
  { copies, left, facts }: Pick<Incident, 'facts' | 'copies' | 'left'>,
  settings: IncidentSettings,
): string[] {
  return [...named({ facts }, settings)].filter(
    (one) => one !== settings.channel && (!copies.has(one) || left.has(one)),
  );
}

/** Copies that show each revision, in a stable order. */
export function followed({ copies, left }: Pick<Incident, 'copies' | 'left'>): string[] {
  return [...copies].filter((one) => !left.has(one));
}

/** Who may follow beside the places that the configuration names: each of them is edited with every revision. */
export const mostFollowers = 300;

/** Copies that get a short reply with each update, because an edit notifies nobody. */
export function pinged(incident: Incident, settings: IncidentSettings): string[] {
  const loud = new Set(
    matching(incident.facts, settings)
      .filter((one) => one.ping)
      .flatMap((one) => one.channels),
  );
  // Whoever was told that it is grave is told as well that it is not, and how it ended.
  const told = new Set([...incident.pings.values()].flat());
  // Whoever asked for it wants to hear of it.
  return followed(incident).filter((one) => loud.has(one) || told.has(one) || incident.subscribers.has(one));
}

function matching({ severity, release }: Incident['facts'], { announcements }: IncidentSettings) {
  return announcements.filter(
    (one) =>
      (one.severities === null || one.severities.includes(severity)) &&
      (one.releases === null || one.releases.includes(release)),
  );
}

/** The names under which deliveries know the messages of an incident. */
export const messages = {
  head: (id: number) => ({ purpose: 'incident', subject: `incident ${id}` }),
  copy: (id: number) => ({ purpose: 'incident-copy', subject: `incident ${id}` }),
  discussion: (id: number) => ({ purpose: 'incident-discussion', subject: `incident ${id}` }),
  /** Text for outside, below the head. */
  outside: (id: number) => ({ purpose: 'incident-outside', subject: `incident ${id}` }),
  /** One revision, below the head. */
  update: (id: number, revision: number) => ({
    purpose: 'incident-update',
    subject: `incident ${id} rev ${revision}`,
  }),
  /** One revision, below a copy. */
  ping: (id: number, revision: number) => ({
    purpose: 'incident-ping',
    subject: `incident ${id} rev ${revision}`,
  }),
  draft: (id: number, draft: string) => ({
    purpose: 'incident-draft',
    subject: `incident ${id} draft ${draft}`,
  }),
  suggestion: (id: number, name: string) => ({
    purpose: 'incident-suggestion',
    subject: `incident ${id} like ${name.toLowerCase()}`,
  }),
  /** @param at ms, UTC: of the day */
  moreSuggestions: (id: number, at: number) => ({
    purpose: 'incident-suggestion',
    subject: `incident ${id} like others of ${new Date(at).toISOString().slice(0, 10)}`,
  }),
  /** @param revision the last one: whoever takes over is reminded from the beginning */
  reminder: (id: number, revision: number, due: number, count: number) => ({
    purpose: 'incident-reminder',
    subject: `incident ${id} rev ${revision} update due ${due} reminder ${count}`,
  }),
  headless: (id: number) => ({ purpose: 'incident-headless', subject: `incident ${id}` }),
  brought: (id: number, channel: string, ts: string) => ({
    purpose: 'incident-brought',
    subject: `incident ${id} message ${channel} ${ts}`,
  }),
  /** At GitHub: the comment on the tracking issue, or what the issue says that was opened for it. */
  mirror: (id: number) => ({ purpose: 'incident-mirror', subject: `incident ${id}` }),
  issue: (id: number) => ({ purpose: 'incident-issue', subject: `incident ${id}` }),
  /** At GitHub, on a duplicate: where to go. */
  pointer: (id: number) => ({ purpose: 'incident-pointer', subject: `incident ${id}` }),
  closing: (id: number) => ({ purpose: 'incident-closing', subject: `incident ${id}` }),
  /** At GitHub: an action item of its post-mortem as an issue, and the post-mortem as a pull request. */
  action: (id: number, action: string) => ({
    purpose: 'incident-action',
    subject: `incident ${id} action ${action}`,
  }),
  document: (id: number) => ({ purpose: 'incident-document', subject: `incident ${id}` }),
  /** In the thread: something could not be written at GitHub. @param edition of the head that tells it too */
  trouble: (id: number, edition: number, at: number) => ({
    purpose: 'incident-trouble',
    subject: `incident ${id} edition ${edition} place ${at}`,
  }),
  note: (id: number, seq: number) => ({ purpose: 'incident-note', subject: `incident ${id} event ${seq}` }),
} as const;

/** Under these all stand that is written at GitHub for an incident. */
export const githubPurposes: readonly string[] = [
  messages.mirror(0),
  messages.issue(0),
  messages.pointer(0),
  messages.closing(0),
  messages.action(0, ''),
  messages.document(0),
].map(({ purpose }) => purpose);
