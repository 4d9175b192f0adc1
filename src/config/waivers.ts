/** Who may waive what, and who ticks which checklist, from signalman.yml. */
import type { Gate } from '../domain/gates/gate.js';
import { hour } from '../domain/time.js';
import type { WaiveRule, Waiving } from '../domain/waiver/waiver.js';
import { ms, type Report } from './read-values.js';
import type { WhoFile } from './schema/waivers.js';
import type { ConfigFile } from './schema.js';

/** Ids of Slack, and what people call them. */
export function whoOf(given: WhoFile | undefined, file: ConfigFile): { by: string[]; role: string } {
  if (Array.isArray(given))
    return { by: [...new Set(given)], role: 'person whom signalman.yml names for it' };
  const role = given ?? 'release-lead';
  return { by: file.roles?.[role] ?? [], role: role.replace('-', ' ') };
}

export function resolveWaiving(file: ConfigFile, gates: readonly Gate[], report: Report): Waiving {
  const given = file.waivers ?? {};
  const usual: WaiveRule = { ...whoOf(given.by, file), twoPersons: given['two-persons'] ?? false };
  const longest = ms(given.longest ?? '30d');
  if (longest < hour)
    report({ path: ['waivers', 'longest'], message: 'is too short', expected: 'expected at least 1h' });
  const byGate: Waiving['byGate'] = {};
  for (const { id } of gates) {
    const gate = file.gates?.[id];
    const own = gate ? gate.waive : undefined;
    if (own === undefined) continue;
    byGate[id] = own !== false && {
      ...(own.by === undefined ? usual : whoOf(own.by, file)),
      twoPersons: own['two-persons'] ?? usual.twoPersons,
    };
    // Two of one person are one.
    if (own !== false && byGate[id] !== false) reportLonely(byGate[id], ['gates', id, 'waive'], report);
  }
  if (file.waivers) reportLonely(usual, ['waivers'], report);
  return { usual, byGate, longest };
}

/** A second person whom there is not would never agree. */
function reportLonely({ by, twoPersons }: WaiveRule, path: string[], report: Report): void {
  if (!twoPersons || by.length > 1 || by.some((id) => id.startsWith('S'))) return;
  report({
    path: [...path, 'two-persons'],
    needs: ['roles'],
    message:
      by.length === 0
        ? 'nobody may waive, and two would have to'
        : 'one person may waive, and two would have to',
    expected: 'name a second person, or a user group',
  });
}
