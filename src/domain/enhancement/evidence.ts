/** The boxes of the sign-off checklist, held against what the documents and the issue say. */
import { type About, isMilestone } from './about.js';
import {
  type BoxKind,
  isAskedAt,
  kindOf,
  requiredOf,
  type Section,
  sectionsAsked,
  wholeQuestionnaire,
} from './asked.js';
import type { Answered, EnhancementDocuments, KepReadme, Question } from './enhancement.js';
import { wrongLink } from './issue-link.js';
import type { JudgedBox } from './standing.js';

/** Every box, with what speaks against it. */
export function judgeBoxes(documents: EnhancementDocuments, about: About): JudgedBox[] {
  const readme = documents.readme?.value;
  if (!readme) return [];
  const stage = documents.kep?.value.stage ?? null;
  const required = new Set(requiredOf(readme.boxes));
  return readme.boxes.map((box) => {
    const kind = kindOf(box.text);
    const isRequired = required.has(box);
    const contradiction = box.isTicked && kind ? against(kind, documents, about) : null;
    return { ...box, isRequired, isAsked: isAskedAt(box.text, stage), contradiction };
  });
}

/** What speaks against a ticked box; null: nothing does. */
export function against(kind: BoxKind, documents: EnhancementDocuments, about: About): string | null {
  const readme = documents.readme?.value;
  const kep = documents.kep?.value;
  const stage = kep?.stage ?? null;
  switch (kind) {
    case 'issue':
      return wrongLink(about.issue.body ?? '', documents.number, documents.folder);
    case 'status':
      if (kep?.status === 'implementable' || kep?.status === 'implemented') return null;
      return kep?.status
        ? `the status in kep.yaml is ${kep.status}`
        : 'kep.yaml has no status that can be read';
    case 'design':
      return missing('Design Details', readme?.designDetails ?? null);
    case 'test-plan':
      return missing('Test Plan', readme?.testPlan ?? null);
    case 'graduation':
      return missing('Graduation Criteria', readme?.graduation ?? null);
    case 'prr-completed':
      return readme ? openQuestions(readme, sectionsAsked(stage)) : null;
    case 'prr-approved':
      if (stage === null || documents.prr?.value.approvers[stage]) return null;
      return `no approver of production readiness is named for ${stage}`;
    case 'history':
      return hasEntry(readme?.history ?? null, about.milestone)
        ? null
        : `Implementation History has no entry for ${about.milestone}`;
  }
}

/** What is wrong with a part of the README; null: somebody wrote it. */
export function missing(heading: string, answered: Answered | null): string | null {
  if (answered === 'answered') return null;
  if (answered === null) return `there is no heading "${heading}"`;
  return answered === 'empty'
    ? `nothing stands below "${heading}"`
    : `only the template's text stands below "${heading}"`;
}

/** Those of the sections that are asked for. */
export function askedQuestions(readme: KepReadme, asked: readonly Section[]): Question[] {
  return readme.questions.filter(
    ({ section }) => section === wholeQuestionnaire || asked.some((one) => one === section),
  );
}

function openQuestions(readme: KepReadme, asked: readonly Section[]): string | null {
  const questions = askedQuestions(readme, asked);
  if (readme.questions.length === 0) return 'there is no production-readiness questionnaire';
  const has = (section: string) => questions.some((one) => one.section === section);
  const absent = has(wholeQuestionnaire) ? [] : asked.filter((section) => !has(section));
  const open = questions.filter(({ answered }) => answered !== 'answered');
  const said: string[] = [];
  if (open[0]) {
    const first = `"${open[0].question.slice(0, 100)}"`;
    const count = `${open.length} of ${questions.length} questions`;
    said.push(
      `${count} ${open.length === 1 ? 'has' : 'have'} no answer: ${first}${open.length > 1 ? ' and more' : ''}`,
    );
  }
  if (absent.length > 0) said.push(`the questionnaire lacks ${absent.join('; ')}`);
  return said.length > 0 ? said.join('; ') : null;
}

/** Whether a line names the milestone: `v1.37` and `1.37` are one, `1.370` and `11.37` are others. */
export function hasEntry(history: readonly string[] | null, milestone: string): boolean {
  const named = (history ?? []).flatMap((line) => line.match(/(?<![\d.])v?\d{1,4}\.\d{1,3}(?!\d)/gi) ?? []);
  return named.some((one) => isMilestone(one, milestone));
}
