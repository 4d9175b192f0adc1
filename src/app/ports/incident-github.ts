/** The words of an incident for GitHub. */
import type { Incident } from '../../domain/incident/incident.js';
import type { Shown } from './incident.js';

/** Words for the public, as Markdown in which nobody is mentioned. All pure. */
export interface GitHubWords {
  title(incident: Incident): string;
  /** The current revision. */
  mirror(shown: Shown): string;
  /** Where the mirror stood before: it stands elsewhere by now. */
  moved(shown: Shown): string;
  /** On a duplicate: where it is tracked, and how it stands. */
  pointer(shown: Shown): string;
  /** On an issue that was taken for a duplicate. */
  unlinked(shown: Shown): string;
}
