/** The names under which deliveries know what is owed for a meeting. Every subject begins with its number. */
export const meetingMessages = {
  agenda: (id: number) => ({ purpose: 'meeting-agenda', subject: `meeting ${id}` }),
  /** In the thread. @param begins ms, UTC: one that was moved begins again */
  begins: (id: number, begins: number) => ({
    purpose: 'meeting-begins',
    subject: `meeting ${id} begins ${begins}`,
  }),
  /** @param seq of the event that is told */
  news: (id: number, seq: number) => ({ purpose: 'meeting-news', subject: `meeting ${id} event ${seq}` }),
  untouched: (id: number) => ({ purpose: 'meeting-untouched', subject: `meeting ${id} untouched` }),
  actions: (id: number) => ({ purpose: 'meeting-actions', subject: `meeting ${id} actions` }),
  /** The notes as a file. */
  file: (id: number, edition: number) => ({
    purpose: 'meeting-notes',
    subject: `meeting ${id} edition ${edition}`,
  }),
  /** At GitHub: the notes as a pull request, and an action item as an issue. */
  document: (id: number) => ({ purpose: 'meeting-document', subject: `meeting ${id} document` }),
  action: (id: number, action: string) => ({
    purpose: 'meeting-action',
    subject: `meeting ${id} action ${action}`,
  }),
} as const;

/** Under these all stand that is written at GitHub for a meeting. */
export const meetingsAtGitHub: readonly string[] = [
  meetingMessages.document(0).purpose,
  meetingMessages.action(0, '').purpose,
];

/** Of which meeting a subject speaks; null: of none. */
export function meetingIn(subject: string): number | null {
  const digits = /^meeting (\d{1,9})(?=$| )/.exec(subject)?.[1];
  return digits === undefined ? null : Number(digits);
}
