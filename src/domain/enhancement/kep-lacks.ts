/** What kep.yaml and the approval of production readiness lack for the release. */
import { type About, approvalPath, fileUrl, isMilestone } from './about.js';
import type { DocumentFault, EnhancementDocuments, KepYaml } from './enhancement.js';
import type { Lack } from './standing.js';

/** @param group the owning group's slug, from wherever it is known */
export function kepLacks(documents: EnhancementDocuments, about: About, group: string | null): Lack[] {
  const { kep, folder } = documents;
  if (!folder) return [];
  const path = `${folder}/kep.yaml`;
  if (!kep) {
    const text = `There is no kep.yaml in ${folder}`;
    return [{ code: 'file', text, todo: 'Add it from the template.', blocks: true, url: null }];
  }
  const at = (field: string) =>
    fileUrl(about, path, kep.value.lines?.[field] ?? hiding(kep.faults, field)?.line);
  const lack = (code: string, field: string, text: string, todo: string): Lack => ({
    code,
    text,
    todo,
    blocks: true,
    url: at(field),
  });
  const unread = (code: string, field: string, todo: string) => {
    const why = hiding(kep.faults, field)?.problem ?? whole(kep.faults) ?? 'is missing';
    return lack(code, field, `kep.yaml: ${field} ${why}`, todo);
  };
  const lacks: Lack[] = [];
  const { status, stage, latestMilestone } = kep.value;
  if (status === null)
    lacks.push(unread('no-status', 'status', 'Write implementable once the approvers agree.'));
  else if (status !== 'implementable' && status !== 'implemented')
    lacks.push(lack('status', 'status', ...wrongStatus(status)));
  if (stage === null) lacks.push(unread('stage', 'stage', 'Write the stage it has in this release.'));
  if (latestMilestone === null) {
    lacks.push(unread('no-milestone', 'latest-milestone', `Set latest-milestone to "${about.milestone}".`));
  } else if (!isMilestone(latestMilestone, about.milestone)) {
    const text = `latest-milestone in kep.yaml is ${latestMilestone}, not ${about.milestone}`;
    const todo = `Set it to "${about.milestone}", or take the issue out of the milestone.`;
    lacks.push(lack('milestone', 'latest-milestone', text, todo));
  }
  if (group === null) lacks.push(unread('group', 'owning-sig', 'Name the group that owns it.'));
  return [...lacks, ...prrLacks(documents, about, stage, folder)];
}

function wrongStatus(status: NonNullable<KepYaml['status']>): [string, string] {
  const text = `The status in kep.yaml is ${status}, not implementable`;
  return status === 'provisional'
    ? [text, 'Have the KEP approvers set it to implementable.']
    : [text, 'Take the issue out of the milestone, or take the KEP up again.'];
}

/** Each stage is approved for itself, those of a feature that goes too: the files have an entry for each. */
function prrLacks(
  documents: EnhancementDocuments,
  about: About,
  stage: KepYaml['stage'],
  folder: string,
): Lack[] {
  if (stage === null || documents.prr?.value.approvers[stage]) return [];
  const path = documents.prrFile ?? approvalPath(folder, documents.number);
  const fault = documents.prr && hiding(documents.prr.faults, stage);
  const why = documents.prr
    ? fault
      ? `${stage} ${fault.problem}`
      : `${stage} is missing`
    : 'there is no such file';
  return [
    {
      code: 'prr',
      text: `Production readiness is not approved for ${stage} (${path}: ${why})`,
      todo: 'Ask a production-readiness approver to approve it and to be named there.',
      blocks: true,
      url: documents.prr ? fileUrl(about, path, fault?.line) : null,
    },
  ];
}

const hiding = (faults: readonly DocumentFault[], field: string) =>
  faults.find((fault) => fault.field === field);

/** What is wrong with the whole file, where nothing of it could be read. */
const whole = (faults: readonly DocumentFault[]) => {
  const fault = faults.find(({ field }) => field === null);
  return fault ? `cannot be read, since the file ${fault.problem}` : undefined;
};
