/** The names under which deliveries know what is owed for a post-mortem. */
export const postMortemMessages = {
  /** In the discussion, once. */
  lessons: (id: number) => ({ purpose: 'incident-lessons', subject: `incident ${id} lessons` }),
  /** @param seq of the event that says so */
  nag: (id: number, seq: number) => ({ purpose: 'incident-nag', subject: `incident ${id} event ${seq}` }),
  /** An edition as a file in the thread. */
  file: (id: number, edition: number) => ({
    purpose: 'incident-post-mortem',
    subject: `incident ${id} edition ${edition}`,
  }),
  /** The pull request. */
  document: (id: number) => ({ purpose: 'incident-document', subject: `incident ${id}` }),
  /** An action item as an issue. */
  action: (id: number, action: string) => ({
    purpose: 'incident-action',
    subject: `incident ${id} action ${action}`,
  }),
} as const;
