/** What the messages of release notes are called: by these names delivery finds them again. */

export const notesMessages = {
  /** In the configured repository: one for each release, with editions. */
  draft: (release: string) => ({ purpose: 'release-notes', subject: release }),
  file: (release: string, edition: number) => ({
    purpose: 'release-notes-file',
    subject: `${release} edition ${edition}`,
  }),
  /** What somebody wrote, at its pull request. */
  written: (repository: string, number: number) => ({
    purpose: 'release-note',
    subject: `${repository.toLowerCase()}#${number}`,
  }),
  /** @param slot ms, UTC */
  nag: (release: string, slot: number) => ({
    purpose: 'release-notes-nag',
    subject: `${release} ${new Date(slot).toISOString()}`,
  }),
};
