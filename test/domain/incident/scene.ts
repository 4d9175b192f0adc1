/** An incident of acme/rocket as the domain alone sees it: commands are carried out, and time is what the test says. */

import { FormFault, UserFault } from '../../../src/domain/fault.js';
import type { Context, Declaration } from '../../../src/domain/incident/declare.js';
import type { IncidentEvent, Recorded } from '../../../src/domain/incident/event.js';
import { after } from '../../../src/domain/incident/fold.js';
import { type Incident, latest } from '../../../src/domain/incident/incident.js';
import type { IncidentSettings } from '../../../src/domain/incident/settings.js';
import type { Update } from '../../../src/domain/incident/update.js';
import type { Person } from '../../../src/domain/person.js';
import { minute } from '../../../src/domain/time.js';
import { ann, declared, declaredAt, incident, incidentSettings } from '../../builders/incident.js';
import { release } from '../../builders/release.js';

export const cleo: Person = { id: 'U0CLEO', name: 'cleo' };

export function contextAt(now: number, settings: IncidentSettings = incidentSettings()): Context {
  return { settings, releases: [release()], web: 'https://github.com', now };
}

/** Five minutes after the declaration. */
export const soon = declaredAt + 5 * minute;

/** As it is typed in the form, with nothing wrong. */
export function declaration(given: Partial<Declaration> = {}): Declaration {
  return {
    title: 'kubeadm init hangs',
    severity: 's1',
    release: 'v1.6',
    versions: '1.6.0',
    impact: 'No new cluster can be made.',
    workaround: 'Stay on 1.5.',
    noWorkaround: false,
    issue: '#212',
    commander: null,
    nextUpdateBy: null,
    source: null,
    ...given,
  };
}

/** An update on what stands now, which only says something. */
export function saying(on: Incident, given: Partial<Update> = {}): Update {
  return { text: 'The cause is being looked for.', base: latest(on).number, nextUpdateBy: null, ...given };
}

/** What holds after these events, all at that moment. */
export function having(
  before: Incident,
  events: readonly IncidentEvent[],
  { by = ann, at = soon }: { by?: Person | null; at?: number } = {},
): Incident {
  return recorded(before, events, by, at).reduce(after, before);
}

export function recorded(
  before: Pick<Incident, 'seq'>,
  events: readonly IncidentEvent[],
  by: Person | null,
  at: number,
): Recorded[] {
  return events.map((event, index) => ({ seq: before.seq + 1 + index, at, by, event }));
}

export const fresh = (facts: Parameters<typeof declared>[0] = {}): Incident => incident([declared(facts)]);

/** What a person is told. @throws whatever is no fault of a person */
export function refusal(act: () => unknown): { code: string; message: string; hint: string } {
  const { code, message, hint } = faultOf(act);
  return { code, message, hint };
}

/** Which fields a person is told of. */
export function wrongFields(act: () => unknown): Record<string, string> {
  const fault = faultOf(act);
  if (fault instanceof FormFault) return { ...fault.fields };
  throw fault;
}

function faultOf(act: () => unknown): UserFault {
  try {
    act();
  } catch (error) {
    if (error instanceof UserFault) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
