/** The reasons of a verdict as a message shows them: each with its figure and a link to the issues behind it. */
import type { CountedJob } from '../../../domain/ci/board.js';
import type { Finding, GateState } from '../../../domain/gates/gate.js';
import type { Status } from '../../../domain/status.js';
import { showMoment } from '../../../domain/time.js';
import { linkTo } from '../ci/lines.js';
import { type Block, sections } from '../parts/block.js';
import { clip, clipEscaped, link, unformatted } from '../parts/text.js';

/** Each emoji means one thing: red is against, white is not known, green is for. */
export const dot: Record<GateState, string> = {
  'no-go': ':red_circle:',
  unknown: ':white_circle:',
  go: ':large_green_circle:',
};

/** How much of the reasons is shown. */
export interface ReasonsSize {
  /** Whether figures are links. */
  links: boolean;
  reasons: number;
  /** Characters of a reason. */
  length: number;
  /** Authors are named and not mentioned: what is posted every day would ping them every day. */
  quiet?: boolean;
}

/** Why it is not GO; if it is, every gate that holds. */
export function reasonsBlocks(status: Status, size: ReasonsSize): Block[] {
  const { verdict } = status;
  if (verdict.reasons.length === 0) {
    const held = verdict.findings.filter((finding) => finding.blocks && finding.state === 'go');
    return listed(
      '*Every gate holds*',
      held,
      size.reasons,
      (finding) => `${dot.go}  ${clipEscaped(finding.rule, size.length)}: ${figure(finding, size)}`,
    );
  }
  return listed('*Why*', verdict.reasons, size.reasons, (finding) => reasonLine(finding, status, size));
}

function listed(title: string, all: Finding[], most: number, show: (finding: Finding) => string): Block[] {
  const lines = all.slice(0, most).map(show);
  const more = all.length - lines.length;
  return sections(title, more > 0 ? [...lines, `and ${more} more, all in the full report`] : lines);
}

export function reasonLine(finding: Finding, { release }: Status, size: ReasonsSize): string {
  const line = `${dot[finding.state]}  *${clipEscaped(unformatted(finding.reason), size.length)}*`;
  if (finding.author) {
    const until = finding.until === undefined ? '' : ` until ${showMoment(finding.until, release.zone)}`;
    const { id, name } = finding.author;
    return `${line} · by ${size.quiet ? clipEscaped(unformatted(name), 80) : `<@${id}>`}${until}`;
  }
  return `${line} · ${figure(finding, size)}`;
}

/** The figure, with a link to the issues behind it, and how much of it is waived. */
function figure(finding: Finding, size: ReasonsSize): string {
  const { waived, limit } = finding;
  if (waived === undefined) return plainFigure(finding, size);
  const shown = plainFigure({ ...finding, limit: limit === 0 ? null : limit }, size);
  return shown.includes(waived) ? shown : `${shown}, ${waived}`;
}

function plainFigure(finding: Finding, { links }: ReasonsSize): string {
  const [first, ...others] = finding.evidence;
  if (!first || !links) return clipEscaped(unformatted(finding.detail), 300);
  if (finding.jobs) return jobsFigure(finding);
  if (['enhancement-sign-off', 'release-notes', 'docs'].includes(finding.type)) return partsFigure(finding);
  if (finding.type === 'checklist' || finding.type === 'action-items')
    return clipEscaped(unformatted(finding.detail), 300);
  // Which groups is said by the reason; how many, or what else is wrong, leads to the commit.
  if (finding.type === 'sign-off') return link(first.url, clip(finding.detail.split('; ')[0] ?? '', 200));
  if (others.length > 0) {
    const all = finding.evidence.map(({ url, title }) => link(url, title)).join(', ');
    return all.length > 2000 ? clipEscaped(unformatted(finding.detail), 300) : all;
  }
  // An incident is no count.
  if (finding.type === 'incident') return link(first.url, first.title);
  return `${link(first.url, first.title)}${finding.limit === null ? '' : `, ${finding.limit} allowed`}`;
}

/** The figure with the worst of its parts by name. */
function partsFigure({ detail, evidence }: Finding): string {
  const names = evidence.slice(0, namedJobs).map(({ title, url }) => link(url, clip(title, 80)));
  const more = evidence.length - names.length;
  return `${clipEscaped(unformatted(detail), 300)} (${names.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}

/** So many jobs are named in a reason: the worst come first. */
const namedJobs = 3;

/** How many jobs there are of which sort, and the worst of them by name. */
function jobsFigure({ detail, jobs = [], evidence }: Finding): string {
  const against = jobs.filter(({ colour }) => colour !== 'green');
  const shown = (against.length > 0 ? against : jobs).slice(0, namedJobs);
  const names = shown.map(({ judged }) =>
    linkTo(judged.job.url ?? judged.lastRun?.url ?? null, judged.job.name, 80),
  );
  const more = (against.length > 0 ? against : jobs).length - shown.length;
  const [worst] = against;
  const why = worst?.colour === 'unknown' ? whyUnknown(worst, evidence) : '';
  return `${clipEscaped(unformatted(detail), 300)}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}${why}`;
}

/** Where nothing is known nobody can look it up: why not is said at once. */
function whyUnknown({ judged }: CountedJob, evidence: Finding['evidence']): string {
  const start = `${judged.job.name}: `;
  const found = evidence.find(({ title }) => title.startsWith(start))?.title.slice(start.length);
  const why = found ?? judged.why;
  return why === null ? '' : ` (${clipEscaped(unformatted(why), 200)})`;
}
