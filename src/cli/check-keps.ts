/** `signalman check-keps <folder>`: reads the documents of a checkout, and prints everything that is wrong with them. */

import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type Command, Option } from 'commander';
import { parseKepYaml } from '../documents/kep-yaml.js';
import { parsePrr } from '../documents/prr.js';
import { parseReadme } from '../documents/readme.js';
import type { Answered, DocumentFault } from '../domain/enhancement/enhancement.js';
import { UserFault } from '../domain/fault.js';
import { harmless } from './harmless.js';

/** What became of the files. */
interface Findings {
  files: { 'kep.yaml': number; README: number; 'prod-readiness': number };
  faults: DocumentFault[];
  boxes: { required: number; ticked: number; all: number };
  questions: Record<Answered, number>;
  /** Of this process while it parsed, in ms. */
  cpu: number;
}

export function addCheckKeps(signalman: Command, write: (text: string) => void): void {
  signalman
    .command('check-keps')
    .description('read the documents of enhancements in a checkout, and print every fault')
    .argument('<folder>', "a checkout of the enhancements' repository, or a folder of it")
    .addOption(new Option('--format <format>', 'the form').choices(['text', 'json']).default('text'))
    .action(async (folder: string, { format }: { format: 'text' | 'json' }) => {
      const findings = await checkKeps(folder);
      if (format === 'json') write(`${JSON.stringify(findings, null, 2)}\n`);
      else write(inLines(findings));
    });
}

async function checkKeps(folder: string): Promise<Findings> {
  const paths = await filesBelow(folder);
  const findings: Findings = {
    files: { 'kep.yaml': 0, README: 0, 'prod-readiness': 0 },
    faults: [],
    boxes: { required: 0, ticked: 0, all: 0 },
    questions: { answered: 0, template: 0, empty: 0 },
    cpu: 0,
  };
  const folders = new Set(paths.filter((path) => kepFile.test(path)).map((path) => dirname(path)));
  for (const path of paths) {
    const read = readerOf(path, folders);
    if (!read) continue;
    const text = await readFile(join(folder, path), 'utf8');
    const before = process.cpuUsage();
    read(text, path, findings);
    const used = process.cpuUsage(before);
    findings.cpu += (used.user + used.system) / 1000;
  }
  findings.cpu = Math.round(findings.cpu);
  return findings;
}

type Reader = (text: string, path: string, findings: Findings) => void;

const kepFile = /(?:^|\/)kep\.ya?ml$/i;
/** Copied by everybody, and nobody's document. */
const template = /(?:^|\/)NNNN-[^/]*\//i;

/**
 * Which document a path is; undefined: none of an enhancement.
 * @param folders those with a kep.yaml: older ones have a date for a number, or none
 */
function readerOf(path: string, folders: ReadonlySet<string>): Reader | undefined {
  const parts = path.split('/');
  const [parent = '', name = ''] = parts.slice(-2);
  if (parts.includes('prod-readiness')) return /^\d+\.ya?ml$/.test(name) ? readPrr : undefined;
  if (template.test(path)) return undefined;
  if (kepFile.test(path)) return readKep;
  if (!/^readme\.md$/i.test(name)) return undefined;
  return /^\d+(?:-|$)/.test(parent) || folders.has(dirname(path)) ? readReadme : undefined;
}

function readKep(text: string, path: string, findings: Findings): void {
  findings.files['kep.yaml'] += 1;
  findings.faults.push(...parseKepYaml(text, path).faults);
}

function readPrr(text: string, path: string, findings: Findings): void {
  findings.files['prod-readiness'] += 1;
  findings.faults.push(...parsePrr(text, path).faults);
}

function readReadme(text: string, path: string, findings: Findings): void {
  const { value, faults } = parseReadme(text, path);
  findings.files.README += 1;
  findings.faults.push(...faults);
  const required = value.boxes.filter((box) => box.isRequired);
  findings.boxes.all += value.boxes.length;
  findings.boxes.required += required.length;
  findings.boxes.ticked += required.filter((box) => box.isTicked).length;
  for (const { answered } of value.questions) findings.questions[answered] += 1;
}

/**
 * Paths of the files below the folder with slashes, in order. Links are not followed: a checkout is somebody else's, and
 * theirs may lead out of it, or round in circles.
 */
async function filesBelow(folder: string): Promise<string[]> {
  try {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    return found
      .filter((one) => one.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'))
      .sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    throw new UserFault('no-folder', `There is no folder ${folder}.`, 'Give the path of a checkout.');
  }
}

function inLines({ files, faults, boxes, questions, cpu }: Findings): string {
  const lines = faults.map(({ file, field, line, problem }) => {
    const where = line === null ? file : `${file}:${line}`;
    return harmless(`${where}: ${field === null ? '' : `${field}: `}${problem}`);
  });
  const read = Object.entries(files).map(([name, count]) => `${count} ${name}`);
  const summary = [
    read.join(', '),
    `${faults.length} faults`,
    `${boxes.ticked} of ${boxes.required} required boxes ticked`,
    `questions: ${questions.answered} answered, ${questions.template} template, ${questions.empty} empty`,
    `${cpu} ms of CPU`,
  ];
  return `${[...lines, summary.join('; ')].join('\n')}\n`;
}
