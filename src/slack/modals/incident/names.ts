/** What the modals of an incident, and the buttons in them, are called towards Slack. */

export const incidentModal = {
  declare: 'incident_declare',
  update: 'incident_update',
  preview: 'incident_preview',
  correct: 'incident_correct',
  resolve: 'incident_resolve',
  reopen: 'incident_reopen',
  retract: 'incident_retract',
  refuse: 'incident_refuse',
  merge: 'incident_merge',
  handOver: 'incident_hand_over',
  note: 'incident_note',
  entries: 'incident_entries',
  choose: 'incident_choose',
  text: 'incident_text',
  lift: 'incident_lift',
  liftPreview: 'incident_lift_preview',
  link: 'incident_link',
  closeDuplicate: 'incident_close_duplicate',
} as const;

export const modalButton = {
  /** Its value is the number of the incident. */
  join: 'incident_join',
  /** Its value is the number of the incident. */
  confirm: 'incident_confirm',
  /** Its value is `incident:entry`. */
  changeEntry: 'incident_entry_change',
  /** Its value is `incident:entry`. */
  removeEntry: 'incident_entry_remove',
  /** Their value is `incident:entries`: how many newer ones the page leaves out. */
  newerEntries: 'incident_entries_newer',
  olderEntries: 'incident_entries_older',
} as const;

/** The value of a button at an entry of the timeline. @returns null when it is none */
export function entryOf(value: string): { incident: number; entry: string } | null {
  const [, incident, entry] = /^(\d{1,9}):(.+)$/s.exec(value) ?? [];
  return incident && entry ? { incident: Number(incident), entry } : null;
}
