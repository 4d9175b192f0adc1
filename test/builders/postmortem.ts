/** The post-mortem of an incident that is over, with action items and lessons, and a desk that only remembers. */
import type { PostMortemDesk, ShownPostMortem } from '../../src/app/ports/postmortem.js';
import type { IncidentEvent } from '../../src/domain/incident/event.js';
import type { Person } from '../../src/domain/person.js';
import type { Lesson, NewAction, Section } from '../../src/domain/postmortem/event.js';
import { sections } from '../../src/domain/postmortem/event.js';
import { type Happened, incident, jacob, nora, record, resolved } from '../slack/blocks/incident/shown.js';

export const overAt = resolved.at;

/** After the all-clear, one minute after the other. */
export const followedBy = (
  ...events: (IncidentEvent | { by: Person | null; event: IncidentEvent })[]
): Happened[] => [
  ...record,
  resolved,
  ...events.map((one, at) => ({
    at: overAt + (at + 1) * 60_000,
    ...('event' in one ? one : { by: nora, event: one }),
  })),
];

export const newAction = (given: Partial<NewAction> = {}): NewAction => ({
  ...{ id: 'a1', text: 'Add end-to-end kubeadm presubmit tests (non-blocking)', type: 'prevent' },
  ...{ owner: null, login: null, due: null, issue: null },
  ...given,
});

export const lesson = (given: Partial<Lesson> = {}): Lesson => ({
  ...{ id: 'l1', list: 'well', text: 'The bug was discovered quickly after the release.' },
  ...{ by: jacob, source: null },
  ...given,
});

/** Of the record of an incident, with what each section says. */
export function shownPostMortem(
  happened: readonly Happened[] = followedBy(),
  given: Partial<ShownPostMortem> = {},
): ShownPostMortem {
  const of = incident(happened);
  const said = (section: Section) => {
    const written = of.postmortem.sections.get(section);
    const proposed = section === 'impact' ? of.facts.impact : '';
    return { text: written?.text ?? proposed, isWritten: written !== undefined };
  };
  return {
    incident: of,
    postmortem: of.postmortem,
    owners: of.postmortem.owners.length > 0 ? of.postmortem.owners : [jacob],
    collaborators: [nora],
    sections: Object.fromEntries(sections.map((one) => [one, said(one)])) as ShownPostMortem['sections'],
    missing: sections.filter((one) => said(one).text === '').map((one) => `${one}: nobody has written it.`),
    markdown: '# Post-mortem\n',
    ...given,
  };
}

export interface AskedOfDesk {
  what: keyof PostMortemDesk;
  with: Record<string, unknown>;
}

/** @param shown what there is */
export function rememberingPostMortem(shown: () => ShownPostMortem) {
  const asked: AskedOfDesk[] = [];
  const faults: { what: keyof PostMortemDesk; error: Error }[] = [];
  const requests = new Set<unknown>();
  let shows = 0;
  const take = (what: keyof PostMortemDesk) => async (given: object) => {
    const { request } = given as { request?: string };
    const isNew = !requests.has(request);
    const at = faults.findIndex((one) => one.what === what);
    const [fault] = at === -1 ? [] : faults.splice(at, 1);
    if (fault) throw fault.error;
    if (isNew) asked.push({ what, with: given as AskedOfDesk['with'] });
    requests.add(request);
    return { incident: shown().incident, isNew };
  };
  const desk: PostMortemDesk = {
    show: async () => {
      shows++;
      return shown();
    },
    write: take('write'),
    addLesson: take('addLesson'),
    changeLesson: take('changeLesson'),
    removeLesson: take('removeLesson'),
    addAction: take('addAction'),
    changeAction: take('changeAction'),
    removeAction: take('removeAction'),
    fileAction: take('fileAction'),
    endAction: take('endAction'),
    reopenAction: take('reopenAction'),
    setOwners: take('setOwners'),
    askForLessons: take('askForLessons'),
    setStatus: take('setStatus'),
    sign: take('sign'),
    writeOut: take('writeOut'),
    openActions: async () => [],
  };
  return {
    desk,
    of: (what: keyof PostMortemDesk) => asked.filter((one) => one.what === what).map((one) => one.with),
    /** How often it was looked at. */
    shows: () => shows,
    /** The next time this is asked it fails so. */
    failing(what: keyof PostMortemDesk, error: Error) {
      faults.push({ what, error });
    },
  };
}
