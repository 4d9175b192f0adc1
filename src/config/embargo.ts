/** Incidents under embargo in signalman.yml: where they stand and who may lift one, with what is wrong with it. */
import type { EmbargoSettings } from '../domain/incident/settings.js';
import type { Report } from './read-values.js';
import type { IncidentsFile } from './schema/incidents.js';
import { nobody, type RoleIds } from './severities.js';

/** Both, unless signalman.yml says otherwise. */
const usual = ['incident-commander', 'release-lead'] as const;

/** @returns null where they are not set up */
export function resolveEmbargo(
  { embargo: given, channel, discussion, announce = [] }: IncidentsFile,
  roles: RoleIds,
  report: Report,
): EmbargoSettings | null {
  if (given === undefined) return null;
  const path = ['incidents', 'embargo'];
  if (given.channel === undefined)
    report({
      path: [...path, 'channel'],
      message: 'no channel is given',
      expected: 'add a private channel that Signalman is in, e.g. channel: C012AB3CD',
    });
  const others = [channel, discussion, ...announce.flatMap((one) => one.channels)];
  if (given.channel !== undefined && others.includes(given.channel))
    report({
      path: [...path, 'channel'],
      message: `${given.channel} is told of other incidents too`,
      expected: 'name a private channel of its own: what stands there is for few',
    });
  for (const [at, role] of (given.lift ?? []).entries())
    if (roles[role].length === 0)
      report(nobody(role, [...path, 'lift', at], 'nobody could lift an embargo by it'));
  return { channel: given.channel ?? '', lift: [...new Set(given.lift ?? usual)] };
}
