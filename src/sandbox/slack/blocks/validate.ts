// Checks a whole list of blocks as Slack does before it accepts a message or a view.
import type { Fields } from '../fields.js';
import { isFields, listOf, parseJson, textOf } from '../fields.js';
import type { Refused } from '../options.js';
import { Refusal, refusalWithProblems } from '../refusal.js';
import { checkBlock, type Surface } from './layout.js';
import { collector, type Report } from './problems.js';
import { isOverfull } from './tables.js';

const mostInMessage = 50;
const mostInView = 100;
/** Characters of JSON in the blocks of a message; tables and charts have limits of their own. */
const mostCharacters = 13_000;
const mostMarkdown = 12_000;
const mostCharts = 2;
const chartTypes = ['data_visualization'];
const tableTypes = ['table', 'data_table'];

/**
 * The blocks of a message, given as a list or as JSON text.
 * @returns the blocks with a `block_id` each; `undefined` when there are none
 * @throws Refusal `invalid_blocks_format`, `invalid_blocks`, `invalid_attachments`, `msg_blocks_too_long`
 */
export function messageBlocks(value: unknown, refused: Refused): Fields[] | undefined {
  const blocks = readBlocks(value);
  if (blocks === undefined) return undefined;
  if (blocks.length > mostInMessage) {
    throw refusalWithProblems('invalid_blocks', [
      `no more than ${mostInMessage} items allowed [json-pointer:/blocks]`,
    ]);
  }
  refuseRollouts(blocks, refused);
  const { report, problems } = collector();
  checkEach(report, '/blocks', blocks, 'message');
  if (blocks.filter((block) => isOneOf(block, chartTypes)).length > mostCharts) {
    report('/blocks', `no more than ${mostCharts} data_visualization blocks allowed`);
  }
  if (problems.length > 0) throw refusalWithProblems('invalid_blocks', problems);
  checkTables(blocks);
  checkSize(blocks);
  return withIds(blocks);
}

/** The problems of a view's blocks, with places that begin with `/view/blocks`. */
export function viewBlockProblems(blocks: unknown, surface: 'modal' | 'home'): string[] {
  const { report, problems } = collector();
  if (!Array.isArray(blocks) || !blocks.every(isFields))
    return ['missing required field [json-pointer:/view/blocks]'];
  if (blocks.length > mostInView) report('/view/blocks', `no more than ${mostInView} items allowed`);
  checkEach(report, '/view/blocks', blocks, surface);
  const begun = blocks.filter((block) => isFields(block.element) && block.element.focus_on_load === true);
  if (begun.length > 1) report('/view/blocks', 'only one element can have focus_on_load');
  return problems;
}

/** Gives every block a `block_id` and everything clickable an `action_id`, as Slack does. */
export function withIds(blocks: Fields[]): Fields[] {
  return blocks.map((block, index) => {
    const own: Fields = { ...block, block_id: textOf(block.block_id) || `b${index}` };
    if (block.type === 'actions') own.elements = listOf(block.elements).map(named);
    if (isFields(block.accessory)) own.accessory = named(block.accessory, 0);
    if (isFields(block.element)) own.element = named(block.element, 0);
    return own;
  });
}

function named(element: Fields, index: number): Fields {
  if (element.action_id !== undefined || element.type === 'image') return element;
  return { ...element, action_id: `a${index}` };
}

function readBlocks(value: unknown): Fields[] | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  if (!Array.isArray(parsed) || !parsed.every(isFields)) throw new Refusal('invalid_blocks_format');
  return parsed;
}

function checkEach(report: Report, place: string, blocks: readonly Fields[], surface: Surface): void {
  const ids = new Set<unknown>();
  blocks.forEach((block, index) => {
    checkBlock(report, `${place}/${index}`, block, surface);
    if (block.block_id === undefined) return;
    if (ids.has(block.block_id)) report(`${place}/${index}/block_id`, `block_id already exists`);
    ids.add(block.block_id);
  });
}

function refuseRollouts(blocks: readonly Fields[], refused: Refused): void {
  const types = [...(refused.charts ? chartTypes : []), ...(refused.tables ? tableTypes : [])];
  const { report, problems } = collector();
  blocks.forEach((block, index) => {
    if (isOneOf(block, types)) report(`/blocks/${index}/type`, `unsupported type: ${String(block.type)}`);
  });
  if (problems.length > 0) throw refusalWithProblems('invalid_blocks', problems);
}

function checkTables(blocks: readonly Fields[]): void {
  const tables = allTables(blocks);
  if (tables.length > 1) {
    throw refusalWithProblems('invalid_attachments', ['only_one_table_allowed [json-pointer:/blocks]']);
  }
  if (isOverfull(tables))
    throw refusalWithProblems('invalid_blocks', ['table cells hold too much text [json-pointer:/blocks]']);
}

function allTables(blocks: readonly Fields[]): Fields[] {
  return blocks.flatMap((block) =>
    isOneOf(block, tableTypes) ? [block] : allTables(listOf(block.child_blocks)),
  );
}

function checkSize(blocks: readonly Fields[]): void {
  const markdown = blocks.filter((block) => block.type === 'markdown');
  const written = markdown.reduce((sum, block) => sum + textOf(block.text).length, 0);
  if (written > mostMarkdown) throw new Refusal('msg_blocks_too_long');
  const own = blocks.filter((block) => !isOneOf(block, [...tableTypes, ...chartTypes]));
  if (JSON.stringify(own).length > mostCharacters) throw new Refusal('msg_blocks_too_long');
}

function isOneOf(block: Fields, types: readonly string[]): boolean {
  return types.includes(String(block.type));
}
