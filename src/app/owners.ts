/** Whose repositories Signalman may write to at GitHub: its token may reach further than whoever asks. */
import { ownerOf } from '../domain/action-item.js';

/** The owners of repositories that whoever runs Signalman has named, in lower case. @param repositories `owner/name` */
export function ownersAmong(repositories: readonly (string | null | undefined)[]): Set<string> {
  return new Set(repositories.flatMap((one) => (one ? [ownerOf(one)] : [])));
}
