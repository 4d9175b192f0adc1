/** Where Signalman may write at GitHub: its token may reach further than whoever asks, and a name is quickly typed. */
import { ownerOf } from '../../domain/action-item.js';
import type { IncidentDependencies } from './dependencies.js';

type Named = Pick<IncidentDependencies, 'settings' | 'releases'>;

/** Who has the repositories that whoever runs Signalman has named. In lower case. */
export function ownersIn({ settings, releases }: Named): Set<string> {
  const { postmortem, mirror, fix } = settings;
  const named = [postmortem.actionsIn, postmortem.repository, mirror?.opensIn ?? null];
  const all = [...named, ...(fix?.duplicatesIn ?? []), ...releases.map(({ issues }) => issues.repository)];
  return new Set(all.flatMap((one) => (one === null ? [] : ownerOf(one))));
}

/**
 * Whether an issue is one that may be written to: at this GitHub, and in a repository of an owner who is configured.
 * @param web where issues are looked at: people may track it elsewhere, and what is called the same here is another
 */
export function writableIn(deps: Named & Pick<IncidentDependencies, 'web'>) {
  const owners = ownersIn(deps);
  const web = `${deps.web.toLowerCase().replace(/\/+$/, '')}/`;
  return ({ name, url }: { name: string; url: string }): boolean =>
    url.toLowerCase().startsWith(web) && owners.has((name.split('/')[0] ?? '').toLowerCase());
}
