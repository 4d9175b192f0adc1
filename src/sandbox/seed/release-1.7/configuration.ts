/** What `signalman.yml` of the sandbox says of release notes: those of 1.7 are written from its first merge on. */
import { accumulatorOf17 } from '../release-1.7-features.js';
import { earlierNotes } from './earlier-notes.js';
import { slackByLogin } from './logins.js';

export const notesOf17 = `notes:
  form: features
  repository: ${earlierNotes.repository}
  path: release-{version}/release-notes-draft.md
  nag: { at: "17:00", timezone: America/Los_Angeles }
  people:
${Object.entries(slackByLogin)
  .map(([login, id]) => `    ${login}: ${id}`)
  .join('\n')}
  releases:
    v1.7:
      known-issues: ${accumulatorOf17.repository}#${accumulatorOf17.number}
      previous: { path: ${earlierNotes.path} }
`;
