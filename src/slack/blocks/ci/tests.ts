/** `/release-status tests`: the jobs by gate, the worst first, each with what people can do about it; in pages. */
import { isShown, issuesOf, jobEntry } from '../../../domain/ci/section.js';
import type { Finding } from '../../../domain/gates/gate.js';
import { plural } from '../../../domain/plural.js';
import type { Status } from '../../../domain/status.js';
import { showMoment } from '../../../domain/time.js';
import { type Block, buttons, context, header, type Message, section, sections } from '../parts/block.js';
import { clip, clipEscaped, when } from '../parts/text.js';
import { typedLine } from '../parts/typed.js';
import { dot } from '../status/reasons.js';
import { jobBlock, pageValue } from './deeds.js';
import { jobText, namesOf } from './lines.js';
import { ciAction } from './names.js';

/** How much of a page jobs may take: characters of JSON, and blocks. The rest is for what stands around them. */
const room = { size: 9500, blocks: 40 };

interface Row {
  finding: Finding;
  block: Block;
}

/** @param page from 0; instead of one that is not there the last one is shown */
export function testsMessage(status: Status, page = 0): Message {
  const { release, verdict } = status;
  const name = clip(release.name, 90);
  const findings = verdict.findings.filter(({ type }) => type === 'jobs');
  if (findings.length === 0) return nothing(name, release.name);
  const pages = paged(findings.flatMap((finding, at) => rowsOf(finding, at, status)));
  const at = Math.min(Math.max(0, page), pages.length - 1);
  const place = pages.length === 1 ? '' : ` (${at + 1} of ${pages.length})`;
  return {
    text: clipEscaped(`${name}: ${howMany(findings)}${place}.`, 500),
    blocks: [
      header(`${name}: tests${place}`),
      ...(pages[at] ?? []),
      context(readLine(findings, status)),
      navigation(release.name, at, pages.length),
    ],
  };
}

function nothing(name: string, release: string): Message {
  return {
    text: clipEscaped(`${name} has no gate over jobs.`, 200),
    blocks: [
      header(`${name}: tests`),
      section('No gate of this release looks at CI jobs.'),
      context('Whoever runs Signalman adds `ci:` and a gate of type `jobs` to `signalman.yml`'),
      navigation(release, 0, 1),
    ],
  };
}

function howMany(findings: readonly Finding[]): string {
  const jobs = findings.flatMap((finding) => finding.jobs ?? []);
  const keys = (of: typeof jobs) => new Set(of.map(({ judged }) => judged.job.key)).size;
  return `${keys(jobs.filter(({ colour }) => colour !== 'green'))} of ${plural(keys(jobs), 'job')} not green`;
}

/** A row for each job that is not green by itself; what is green, and what nobody runs, is told together at the end. */
function rowsOf(finding: Finding, gate: number, status: Status): Row[] {
  const { jobs = [], missing = [] } = finding;
  const known = issuesOf(status);
  const rows = jobs.filter(isShown).map((counted, at) => {
    const entry = jobEntry(counted, status, known);
    const text = jobText(entry, status, { tests: 3, length: 200 });
    return {
      finding,
      block: jobBlock(
        { text, job: counted.judged.job, at: `${gate}.${at}`, word: counted.word?.id ?? null },
        status.release.name,
      ),
    };
  });
  const green = jobs.filter((one) => !isShown(one)).map(({ judged }) => judged.job.name);
  const rest = [
    ...missing.slice(0, 5).map((pattern) => `:white_circle:  ${typedLine(pattern, 150)}: no job matches it`),
    ...(missing.length > 5 ? [`and ${missing.length - 5} more that no job matches`] : []),
    ...(green.length > 0 ? [`:large_green_circle:  ${green.length} green: ${namesOf(green, 10, 80)}`] : []),
  ];
  const last = sections('', rest.length + rows.length === 0 ? ['no job is known'] : rest);
  return [...rows, ...last.map((block) => ({ finding, block }))];
}

/** The gate stands above its jobs, on each page anew. */
function paged(rows: Row[]): Block[][] {
  const pages: Block[][] = [];
  let size = 0;
  let above: Finding | null = null;
  for (const { finding, block } of rows) {
    const length = JSON.stringify(block).length + 1;
    const head = gateHead(finding);
    const page = pages.at(-1);
    const its = above === finding ? [block] : [head, block];
    const whole = above === finding ? length : length + JSON.stringify(head).length + 1;
    if (page && size + whole <= room.size && page.length + its.length <= room.blocks) {
      page.push(...its);
      size += whole;
    } else {
      pages.push([head, block]);
      size = length + JSON.stringify(head).length + 1;
    }
    above = finding;
  }
  return pages;
}

function gateHead({ state, reason, detail, blocks }: Finding): Block {
  const own = blocks ? '' : ' · does not block';
  return section(`${dot[state]}  *${typedLine(reason, 300)}*${own}\n${typedLine(detail, 300)}`);
}

/** Of all that was read the oldest: nothing that is shown is older. */
function readLine(findings: readonly Finding[], { release }: Status): string {
  const times = findings.map(({ observedAt }) => observedAt);
  const known = times.filter((at) => at !== null);
  if (known.length === 0) return 'CI has not been read yet';
  const oldest = Math.min(...known);
  const some = known.length < times.length ? ', some of it never' : '';
  return `CI read ${when(oldest, showMoment(oldest, release.zone))}${some}`;
}

function navigation(release: string, at: number, pages: number): Block {
  const turn = (text: string, to: number, action: string) => ({
    text,
    action,
    value: pageValue(release, to),
  });
  return buttons([
    ...(at > 0 ? [turn('Previous jobs', at - 1, ciAction.previous)] : []),
    ...(at < pages - 1 ? [turn('More jobs', at + 1, ciAction.next)] : []),
    { text: 'Back to the verdict', action: 'status_section:verdict', value: release },
  ]);
}
