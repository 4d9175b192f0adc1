/** The description of an enhancement's issue, in the template of 2017 and in today's: text in, value out, nothing thrown. */
import type { Stage } from '../domain/enhancement/enhancement.js';
import { withoutComments } from './comments.js';
import { isTemplateText, linksIn, milestoneIn, slugsIn } from './enhancement-fields.js';
import { readable } from './limits.js';
import { plain } from './plain.js';

type TargetStage = Extract<Stage, 'alpha' | 'beta' | 'stable'>;

export interface EnhancementIssue {
  /** Its one line for release notes, as Markdown; null: nobody has written it. */
  description: string | null;
  /** Where its documentation is written; stage null: named for no stage in particular. */
  docs: { stage: TargetStage | null; url: string }[];
  /** The stages for which somebody says that no documentation is needed; null: for none in particular. */
  noDocs: (TargetStage | null)[];
  /** Milestones as written, by stage: `1.7`, `v1.37`. */
  targets: Partial<Record<TargetStage, string>>;
  /** Slugs of the groups that answer for it, in order. */
  groups: string[];
  /** Whether it follows a template at all, filled in or not. */
  isEnhancement: boolean;
}

/** So much of a description is read, in characters: as much as GitHub takes. */
const limit = 65_536;
/** So many links of one kind are kept. */
const mostLinks = 20;

type Field =
  | { is: 'description' | 'groups' | 'other' }
  | { is: 'docs' }
  | { is: 'target'; stage: TargetStage }
  | { is: 'stage'; stage: TargetStage };

interface Line {
  /** Blanks before it. */
  depth: number;
  /** Without its marks of list and box. */
  text: string;
}

/** @param web where shorthands such as `k/website#12` are */
export function readEnhancementIssue(body: string, web = 'https://github.com'): EnhancementIssue {
  const { text } = readable(body, '', limit);
  const said: string[] = [];
  const issue: EnhancementIssue = {
    ...{ description: null, docs: [], noDocs: [], targets: {}, groups: [], isEnhancement: false },
  };
  let current: { field: Field; of: TargetStage | null; lines: string[] } | null = null;
  let stage: { at: TargetStage; depth: number } | null = null;
  const close = () => {
    if (current) take(current);
    current = null;
  };
  const take = ({ field, of, lines }: { field: Field; of: TargetStage | null; lines: string[] }) => {
    const value = lines.filter((line) => line !== '' && !isTemplateText(line));
    if (field.is === 'description' && said.length === 0) said.push(...value);
    if (field.is === 'groups') issue.groups.push(...slugsIn(value.join(', ')));
    const milestone = field.is === 'target' ? milestoneIn(value.join(' ')) : null;
    if (field.is === 'target' && milestone !== null) issue.targets[field.stage] ??= milestone;
    if (field.is === 'docs') takeDocs(of, value);
  };
  const takeDocs = (of: TargetStage | null, value: readonly string[]) => {
    const urls = linksIn(value.join('\n'), web);
    for (const url of urls)
      if (issue.docs.length < mostLinks && !issue.docs.some((one) => one.url === url && one.stage === of))
        issue.docs.push({ stage: of, url });
    if (urls.length === 0 && saysNone(value[0] ?? '')) issue.noDocs.push(of);
  };
  for (const { depth, text: line } of linesOf(withoutComments(text).text)) {
    if (/^#{1,6}\s/.test(line)) {
      close();
      stage = null;
    }
    if (stage && depth <= stage.depth && line !== '') stage = null;
    const found = fieldOf(line);
    if (!found) {
      current?.lines.push(line);
      continue;
    }
    close();
    const { field, rest } = found;
    if (field.is === 'description' || field.is === 'target') issue.isEnhancement = true;
    if (field.is === 'stage') {
      stage = { at: field.stage, depth };
      continue;
    }
    current = { field, of: stage?.at ?? null, lines: [rest] };
  }
  close();
  issue.description = oneLine(said);
  issue.groups = [...new Set(issue.groups)].slice(0, mostLinks);
  return issue;
}

function* linesOf(text: string): Generator<Line> {
  for (const line of text.split('\n')) {
    const [, blanks = '', rest = ''] = /^([\s>]*)(.*)$/.exec(line.slice(0, 4_000)) ?? [];
    const bare = rest
      .replace(/^(?:[-*+]|\d{1,9}[.)])\s+/, '')
      .replace(/^\[[ xX✓-]?\]\s+/, '')
      .trim();
    yield { depth: blanks.replaceAll('\t', '    ').length, text: bare };
  }
}

/** What a line of the template is called, with the marks that people put around it. */
const fields: [RegExp, (label: string) => Field][] = [
  [
    /^one[- ]?line (?:feature|enhancement|kep)? ?description[^:]*?(?:\([^)]*\))?[^:]*(?::|$)/i,
    () => ({ is: 'description' }),
  ],
  [/^responsible sigs?[^:]*(?::|$)/i, () => ({ is: 'groups' })],
  [
    /^(alpha|beta|stable|ga)\b(?: release)? target(?: \(x\.y\))?\s*:?/i,
    (label) => ({ is: 'target', stage: stageOf(label) }),
  ],
  [
    /^(?:user[- ]facing |user )?doc(?:s|umentation)?\b[^:]{0,80}:|^docs? (?:prs?|pull requests?|links?)(?:\(s\))?(?=\s|$)/i,
    () => ({ is: 'docs' }),
  ],
  [
    /^(?:before )?(alpha|beta|stable|ga)\b(?: (?:release|stage|version))?(?: ?\([^)]*\))?:?$/i,
    (label) => ({ is: 'stage', stage: stageOf(label) }),
  ],
  [
    /^(?:primary contact|reviewers?|approvers?|design proposal|kubernetes enhancement proposal|kep\b|code\b|discussion link|(?:feature|enhancement) target|tests?\b|release note|description|progress tracker|before (?:alpha|beta|stable|ga))[^:]{0,200}:?/i,
    () => ({ is: 'other' }),
  ],
];

const stageOf = (label: string): TargetStage => {
  const word = /alpha|beta/i.exec(label)?.[0].toLowerCase();
  return word === 'alpha' || word === 'beta' ? word : 'stable';
};

function fieldOf(line: string): { field: Field; rest: string } | null {
  // Marks and headings around the label: `**Docs PR**: …`, `## Docs:`.
  const bare = line.replace(/^(?:#{1,6}\s+|[*_]{1,3}(?=\S))/, '');
  if (bare.length < 2 || !/^[a-z]/i.test(bare)) return line.startsWith('#') ? other : null;
  for (const [pattern, make] of fields) {
    const label = pattern.exec(bare)?.[0];
    if (label === undefined) continue;
    const rest = bare
      .slice(label.length)
      .replace(/^[\s*_:]{1,8}(?=\s|$|\S)/, (marks) =>
        marks.includes('_') && !/\s/.test(marks) ? marks : '',
      );
    return { field: make(label), rest: rest.trim() };
  }
  return line.startsWith('#') ? other : null;
}

const other = { field: { is: 'other' as const }, rest: '' };

/** `N/A`, `none`, `no docs required`; an empty line says nothing. */
function saysNone(value: string): boolean {
  const words = plain(value)
    .toLowerCase()
    .replace(/[.!"'()]/g, '')
    .trim();
  return /^(?:n ?\/ ?a|na|none|nothing|not (?:needed|required|applicable|necessary)|no(?: (?:user[- ]facing )?(?:docs?|documentation|changes?))?(?: (?:is |are )?(?:needed|required|necessary|changes?))*)(?:$|[\s,;:–-])/.test(
    words,
  );
}

/** The first paragraph of what was written, without the quotes that some put around it. */
function oneLine(lines: readonly string[]): string | null {
  const text = lines.join(' ').replace(/\s+/g, ' ').trim();
  const bare = /^"([^"]*)"$/.exec(text)?.[1] ?? text;
  return bare === '' || /^(?:n ?\/ ?a|tbd|todo|\?+|-+|\.+)$/i.test(bare) ? null : bare;
}
