/** The documents of enhancements in the report: how many of each group are not ready, and what each lacks. */

import { blocking, countByGroup, isReady, nameOfGroup, worstFirst } from '../domain/enhancement/ready.js';
import type { EnhancementStanding } from '../domain/enhancement/standing.js';
import { enhancementsKnown } from '../domain/gates/enhancement-sign-off.js';
import { plural } from '../domain/plural.js';
import { groupName } from '../domain/release.js';
import type { Status } from '../domain/status.js';
import { escapeMarkdown as plain, webAddress } from './escape.js';
import { iso } from './iso.js';
import type { ReportJson } from './json-schema.js';

/** Nothing where documents are not read. @param brief only the figures */
export function documentLines(status: Status, { brief }: { brief: boolean }): string[] {
  const { release, evidence, now } = status;
  if (!release.readsDocuments || !evidence.documents) return [];
  const found = enhancementsKnown(release, evidence, now);
  if (!found.known) return [`- Documents: not known: ${plain(found.why)}`];
  const { standings } = found;
  const open = standings.filter((one) => !isReady(one)).sort(worstFirst);
  const all = plural(standings.length, 'enhancement');
  if (open.length === 0)
    return [`- Documents: ${standings.length === 0 ? 'no enhancement in the milestone' : `${all}, ready`}`];
  return [
    `- Documents: ${open.length} of ${all} ${open.length === 1 ? 'is' : 'are'} not ready`,
    ...countByGroup(standings)
      .filter(({ notReady }) => notReady > 0)
      .flatMap(({ group, all: its, notReady }) => [
        `  - ${plain(nameOfGroup(release.groups, group))}: ${notReady} of ${its}`,
        ...(brief ? [] : open.filter((one) => one.group === group).flatMap(entry)),
      ]),
  ];
}

function entry(one: EnhancementStanding): string[] {
  const name = linked(`KEP-${one.number}`, one.url);
  const words = `${one.stage ?? 'no stage'}, ${one.status ?? 'no status'}`;
  return [
    `    - ${name} ${plain(one.title)} (${words})`,
    ...blocking(one).map(
      ({ text, url }) => `      - ${plain(text)}${url === null ? '' : ` (${linked('see', url)})`}`,
    ),
    ...(one.unread ?? []).map((why) => `      - not known: ${plain(why)}`),
  ];
}

function linked(text: string, url: string): string {
  const address = webAddress(url);
  return address === null ? text : `[${text}](${address})`;
}

/** Nothing where documents are not read. */
export function documentsJson({ release, evidence }: Status): Pick<ReportJson, 'documents'> {
  const { documents } = evidence;
  if (!release.readsDocuments || !documents) return {};
  return {
    documents: {
      readAt: documents.readAt === null ? null : iso(documents.readAt),
      problem: documents.problem,
      groups: countByGroup(documents.standings).map(({ group, all, notReady }) => ({
        ...{ group, all, notReady },
        name: group === null ? null : groupName(release.groups, group),
      })),
      enhancements: documents.standings.map((one) => ({
        ...{ number: one.number, title: one.title, url: one.url, group: one.group },
        ...{ stage: one.stage, status: one.status, latestMilestone: one.latestMilestone },
        ...{ folder: one.folderUrl, ready: isReady(one), boxes: one.boxes, questions: one.questions },
        lacks: one.lacks,
        unread: one.unread ?? [],
      })),
    },
  };
}
