/** Judges an enhancement: what of it keeps a release from being ready, and what is only told. */
import { type About, fileUrl, folderUrl } from './about.js';
import { sectionsAsked } from './asked.js';
import type { DocumentFault, EnhancementDocuments, KepYaml } from './enhancement.js';
import { askedQuestions, judgeBoxes } from './evidence.js';
import { kepLacks } from './kep-lacks.js';
import { counts, readmeLacks } from './readme-lacks.js';
import type { EnhancementDetail, Lack } from './standing.js';

/** The fields whose absence is a lack of its own: there their faults are told. */
const needed: Record<string, (kep: KepYaml) => unknown> = {
  status: (kep) => kep.status,
  stage: (kep) => kep.stage,
  'latest-milestone': (kep) => kep.latestMilestone,
  'owning-sig': (kep) => kep.owner,
};
/** So many faults of the documents become lacks: who wants all asks for the enhancement. */
const mostFaults = 20;

export function judgeEnhancement(documents: EnhancementDocuments, about: About): EnhancementDetail {
  const kep = documents.kep?.value ?? null;
  const readme = documents.readme?.value ?? null;
  const group = kep?.owner ?? groupOf(about);
  const boxes = judgeBoxes(documents, about);
  const faults = [documents.kep, documents.readme, documents.prr].flatMap((one) => one?.faults ?? []);
  const lacks = [
    ...folderLacks(documents, about),
    ...kepLacks(documents, about, group),
    ...readmeLacks(documents, boxes, about),
    ...faultLacks(faults, documents, about),
  ];
  const asked = boxes.filter(counts);
  const questions = readme ? askedQuestions(readme, sectionsAsked(kep?.stage ?? null)) : [];
  return {
    standing: {
      number: documents.number,
      title: kep?.title ?? about.issue.title,
      url: about.issue.url,
      group,
      stage: kep?.stage ?? null,
      status: kep?.status ?? null,
      latestMilestone: kep?.latestMilestone ?? null,
      folderUrl: documents.folder === null ? null : folderUrl(about, documents.folder),
      lacks: [...lacks.filter((lack) => lack.blocks), ...lacks.filter((lack) => !lack.blocks)],
      boxes: {
        ticked: asked.filter((box) => box.isTicked && box.contradiction === null).length,
        asked: asked.length,
      },
      questions: {
        answered: questions.filter(({ answered }) => answered === 'answered').length,
        asked: questions.length,
      },
    },
    documents,
    boxes,
    questions,
    faults,
  };
}

/** The group that the issue's labels name, where kep.yaml names none. */
function groupOf({ issue, groupPrefix }: About): string | null {
  const label = issue.labels.find((one) => one.toLowerCase().startsWith(groupPrefix.toLowerCase()));
  return label?.slice(groupPrefix.length).toLowerCase() || null;
}

function folderLacks({ folder, number }: EnhancementDocuments, about: About): Lack[] {
  if (folder !== null) return [];
  return [
    {
      code: 'folder',
      text: `No folder keps/…/${number}-… was found in ${about.repository} at ${about.ref}`,
      todo: "Merge the KEP's folder with kep.yaml and README.md, or take the issue out of the milestone.",
      blocks: true,
      url: folderUrl(about, 'keps'),
    },
  ];
}

function faultLacks(faults: readonly DocumentFault[], documents: EnhancementDocuments, about: About): Lack[] {
  const kep = documents.kep;
  const isHidden = (fault: DocumentFault) =>
    kep?.faults.includes(fault) === true && fault.field !== null && needed[fault.field]?.(kep.value) === null;
  const told = faults.filter((fault) => !isHidden(fault));
  const lacks = told.slice(0, mostFaults).map(({ file, field, line, problem }): Lack => {
    const text = `${file.split('/').at(-1)}: ${field ?? 'the file'} ${problem}`;
    return { code: 'file', text, todo: 'Correct the file.', blocks: false, url: fileUrl(about, file, line) };
  });
  const more = told.length - lacks.length;
  if (more <= 0) return lacks;
  const text = `${more} more faults in the files`;
  return [...lacks, { code: 'file', text, todo: 'Correct the files.', blocks: false, url: null }];
}
