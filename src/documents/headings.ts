/** The headings of a README that have a meaning: the parts of the page, the sections and questions of the questionnaire. */
import type { Section } from '../domain/enhancement/asked.js';
import type { Heading } from './blocks.js';
import { words } from './plain.js';

/** A part of the page. */
export type Part =
  | 'checklist'
  | 'design'
  | 'testPlan'
  | 'graduation'
  | 'upgrade'
  | 'skew'
  | 'questionnaire'
  | 'history';

const parts: [Part, RegExp][] = [
  ['checklist', /^(the )?release sign ?offs?( checklists?)?$/],
  ['design', /^(proposed |detailed )?design( details?)?( optional)?$/],
  ['testPlan', /^(tests?|testing)( plans?| strategy)?( optional)?$/],
  ['graduation', /^graduation( criteria| criterias| criterion| plan| requirements)?( optional)?$/],
  ['upgrade', /^upgrade( and)? downgrade( strategy)?/],
  ['skew', /^version skew( strategy)?/],
  ['questionnaire', /^production readiness( review)?( questionnaires?| questions)?( optional)?$/],
  ['history', /^implementation history( optional)?$/],
];

/** What the heading begins, whatever its level, spelling, marks and number. */
export function partOf({ said }: Heading): Part | null {
  return parts.find(([, pattern]) => pattern.test(said))?.[0] ?? null;
}

/** Headings of the template that are no part of their own here. */
const others =
  /^(summary|motivation|(non )?goals|proposal|user stories|risks?|drawbacks?|alternatives?|infrastructure|references?|appendix|glossary)\b/;

/** Headings that stay within a part, even where somebody gave them its own level. */
const within: Partial<Record<Part, RegExp>> = {
  testPlan:
    /^(prerequisites?( testing updates?)?|unit|integration|e2e|end to end|conformance|manual|scalability|performance|upgrade|existing)( |$)(?!.*strategy)/,
  graduation: /^(phase \d+ |stage \d+ )?(alpha|beta|ga|stable|deprecat|remov|dev preview|tech preview)/,
};

export function staysWithin(part: Part, heading: Heading): boolean {
  const { said } = heading;
  // Whatever the template does not know is still about the design.
  if (part === 'design') return partOf(heading) === null && !others.test(said);
  if (part === 'testPlan') return within.testPlan?.test(said) === true && /test|updates/.test(said);
  return within[part]?.test(said) ?? false;
}

const sectionPatterns: [Section, RegExp][] = [
  ['Feature Enablement and Rollback', /^feature enable?ment( and| or)?( roll ?back)?$/],
  ['Rollout, Upgrade and Rollback Planning', /^roll ?out( upgrade)?( and)?( roll ?back)?( planning| plan)?$/],
  ['Monitoring Requirements', /^monitoring( requirements?)?$/],
  ['Dependencies', /^dependenc(y|ies)$/],
  ['Scalability', /^scalability$/],
  ['Troubleshooting', /^trouble ?shooting$/],
];

export function sectionOf({ said }: Heading): Section | null {
  return sectionPatterns.find(([, pattern]) => pattern.test(said))?.[0] ?? null;
}

/** How the questions begin, in every generation of the template. */
const questions: [Section, RegExp][] = [
  [
    'Feature Enablement and Rollback',
    /^(how can (this|the) feature be (enabled|disabled|rolled)|does enabling (the|this) feature change|can (the|this) feature be disabled|what happens (if|when) we re ?enable|are there any tests for feature)/,
  ],
  [
    'Rollout, Upgrade and Rollback Planning',
    /^(how can (a|the) (rollout|rollback|upgrade)|what specific metrics should inform|were upgrades? and rollbacks? tested|is the rollout accompanied)/,
  ],
  [
    'Monitoring Requirements',
    /^(how can an operator determine|how can (someone|anyone|a user) using|what are the (reasonable )?sl[oi]s?|are there any missing metrics)/,
  ],
  ['Dependencies', /^(does|do) (this|the) (feature|enhancement) depend/],
  ['Scalability', /^(will|can) enabling( or)?( using)? (this|the) (feature|enhancement) result/],
  [
    'Troubleshooting',
    /^(how does (this|the) feature react|what are (the )?other known failure|what steps should be taken)/,
  ],
];

/** The section whose question begins with these words; null: it is none that is known. */
export function questionOf(said: string): Section | null {
  const bare = said.replace(/^(?:q|question) (?:\d+ )?/, '');
  return questions.find(([, pattern]) => pattern.test(bare))?.[0] ?? null;
}

/** The same of a text: most are no question, and are told by their first word. */
export function questionIn(text: string): Section | null {
  const begins = /^[\s\d*_.:)([-]{0,12}(?:q(?:uestion)?\W{1,4})?(?:how|does|do|can|what|are|were|is|will)\b/i;
  return begins.test(text) ? questionOf(words(text.slice(0, 200)).replace(/^(?:\d+ )+/, '')) : null;
}
