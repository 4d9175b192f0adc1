/** One slot of a schedule: reads GitHub, makes the report, and saves it together with what is to be posted. */
import { aDay, type NewDelivery, type Saying } from '../domain/delivery.js';
import type { Release } from '../domain/release.js';
import type { Report } from '../domain/report.js';
import {
  digestSubject,
  editionSubject,
  type Schedule,
  type SlotState,
  saysTheSame,
} from '../domain/schedule.js';
import { type BuiltReport, buildReport } from './build-report.js';
import { onCallNames } from './calendar/names.js';
import type { Clock } from './ports/clock.js';
import type { Log } from './ports/log.js';
import type { DigestRenderer, ReportStore } from './ports/report.js';

export interface PostReportDependencies {
  reports: ReportStore;
  renderer: DigestRenderer;
  /** Brings what is stored of a release up to that moment (ms), as far as GitHub answers in time. */
  refresh(release: Release, since: number): Promise<void>;
  /** Slack users who are told what went wrong. */
  releaseLeads(): Promise<string[]>;
  /** What a Slack user is called; null when that is not known. */
  nameOf(id: string): Promise<string | null>;
  clock: Clock;
  log: Log;
}

/** A report that is later than this has been overtaken by the next one. ms */
const worthFor = aDay / 2;

/**
 * Posts one slot, or notes why nothing was posted. Crashing anywhere leaves the slot either untouched or done.
 * @param revision above 1 issues a slot again: the same messages are edited, against the same baseline
 * @param again somebody asked for it: it is posted even where nothing has changed, or the slot was missed
 * @returns null when somebody else did it before
 */
export async function postReport(
  deps: PostReportDependencies,
  release: Release,
  {
    schedule,
    slot,
    revision,
    again = false,
  }: { schedule: Schedule; slot: number; revision: number; again?: boolean },
): Promise<SlotState | null> {
  const { reports, clock, log } = deps;
  await deps.refresh(release, again ? clock() : slot);
  const now = clock();
  const names = await onCallNames(release, now, deps.nameOf);
  const build = async () => {
    const gathered = await reports.gather(release, { scheduleId: schedule.id, slot }, now);
    const evidence = { ...gathered.evidence, names };
    const edition = { slot, revision, late: Math.max(0, now - slot) };
    return buildReport(release, { ...gathered, evidence }, edition, now);
  };
  let built = await build();
  // Looked at a second time, so that nothing that passes withholds a report.
  if (built.contradictions.length > 0) built = await build();
  if (built.contradictions.length > 0)
    return await refuse(deps, release, { schedule, slot, revision, again }, built);
  const { baseline, snapshot } = built.report;
  if (!again && schedule.kind === 'on-change' && baseline && saysTheSame(baseline, snapshot)) {
    const noted = await reports.note({ schedule, slot, state: 'unchanged', note: null, at: now }, []);
    return noted ? 'unchanged' : null;
  }
  const id = await reports.save(
    {
      schedule,
      slot,
      revision,
      again,
      snapshot,
      baselineId: baseline?.id ?? null,
      reconstructed: built.reconstructed,
    },
    (snapshotId, slotBefore) =>
      deliveriesOf(deps.renderer, schedule, { ...built.report, snapshotId }, slotBefore),
  );
  if (id === null) return null;
  log.info(
    { schedule: schedule.id, slot: new Date(slot).toISOString(), revision, snapshot: id },
    'a report was issued',
  );
  return 'posted';
}

/** The head, the details and the file, for each channel. */
function deliveriesOf(
  renderer: DigestRenderer,
  schedule: Schedule,
  report: Report,
  slotBefore: number | null,
): NewDelivery[] {
  const { slot, revision } = report.edition ?? { slot: 0, revision: 1 };
  const subject = digestSubject(schedule.id, slot);
  const { head, details } = renderer.digest(report, schedule.kind);
  const common = { urgent: false, worthFor, thread: { purpose: 'digest', subject } };
  const content = { kind: 'message', ...head } as const;
  // Nobody reads Tuesday's above Monday's.
  const after = slotBefore !== null &&
    revision === 1 && {
      after: { purpose: 'digest', subject: digestSubject(schedule.id, slotBefore) },
    };
  // An edit tells nobody: who follows the thread is told there.
  const again = revision > 1 ? [said(`Issued again: ${head.rich.text}`)] : [];
  const parts = [
    ...again,
    ...details.map((one) => ({ kind: 'message', ...one }) as const),
    ...(schedule.kind === 'short' ? [] : [{ kind: 'file', ...renderer.file(report) } as const]),
  ];
  return schedule.channels.flatMap((destination): NewDelivery[] => [
    { ...common, purpose: 'digest', subject, revision, destination, content, thread: null, ...after },
    ...parts.map((part, at) => ({
      ...common,
      purpose: 'digest-details',
      subject: editionSubject(schedule.id, slot, revision, at + 1),
      revision: 1,
      destination,
      content: part,
    })),
  ]);
}

const said = (text: string) => ({ kind: 'message', rich: { text, blocks: [] }, plain: null }) as const;

/** A contradiction is not published: the release lead is told instead. */
async function refuse(
  { reports, renderer, releaseLeads, clock, log }: PostReportDependencies,
  release: Release,
  { schedule, slot, revision, again }: { schedule: Schedule; slot: number; revision: number; again: boolean },
  { contradictions }: BuiltReport,
): Promise<SlotState | null> {
  log.error(
    { schedule: schedule.id, slot, contradictions },
    'a report contradicts itself and was not posted',
  );
  const leads = await releaseLeads();
  // Where nobody is named as release lead, the channel has to know.
  const told = tell(
    leads.length > 0 ? leads : schedule.channels,
    {
      purpose: 'report-refused',
      // Each time it is asked for is told.
      subject: `${digestSubject(schedule.id, slot)}, edition ${revision}${again ? ` at ${clock()}` : ''}`,
      revision: 1,
    },
    renderer.refused(release, slot, contradictions),
  );
  if (again) {
    await reports.tell(told);
    return 'refused';
  }
  const note = contradictions.join('; ').slice(0, 2000);
  return (await reports.note({ schedule, slot, state: 'refused', note, at: clock() }, told))
    ? 'refused'
    : null;
}

/** One message to each of these people. */
export function tell(
  people: readonly string[],
  about: Pick<NewDelivery, 'purpose' | 'subject' | 'revision'>,
  saying: Saying,
): NewDelivery[] {
  const content = { kind: 'message', rich: saying, plain: null } as const;
  return people.map((destination) => ({
    ...about,
    destination,
    content,
    thread: null,
    urgent: false,
    worthFor: aDay,
  }));
}
