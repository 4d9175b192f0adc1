// The limits of each kind of block.
import type { Fields } from '../fields.js';
import { checkChart } from './charts.js';
import { checkElement } from './elements.js';
import { checkLength, checkList, checkOptional, checkText, type Report } from './problems.js';
import { checkDataTable, checkTable } from './tables.js';

export type Surface = 'message' | 'modal' | 'home';
type BlockCheck = (report: Report, place: string, block: Fields) => void;

function section(report: Report, place: string, block: Fields): void {
  if (block.text === undefined && block.fields === undefined)
    report(place, 'missing required field: text or fields');
  checkText(report, `${place}/text`, block.text, { most: 3000, optional: true });
  if (block.fields !== undefined) {
    checkList(report, `${place}/fields`, block.fields, [1, 10], (field, at) => {
      checkText(report, at, field, { most: 2000 });
    });
  }
  if (block.accessory === undefined) return;
  checkList(report, `${place}/accessory`, [block.accessory], [1, 1], (element) => {
    checkElement(report, `${place}/accessory`, element, 'accessory');
  });
}

function context(report: Report, place: string, block: Fields): void {
  checkList(report, `${place}/elements`, block.elements, [1, 10], (element, at) => {
    if (element.type === 'image') checkElement(report, at, element, 'context');
    else checkText(report, at, element, { most: 3000 });
  });
}

function actions(report: Report, place: string, block: Fields): void {
  const seen = new Set<unknown>();
  checkList(report, `${place}/elements`, block.elements, [1, 25], (element, at) => {
    checkElement(report, at, element, 'actions');
    if (element.action_id !== undefined && seen.has(element.action_id))
      report(`${at}/action_id`, 'action_id already exists');
    seen.add(element.action_id);
  });
}

function input(report: Report, place: string, block: Fields): void {
  checkText(report, `${place}/label`, block.label, { most: 2000, only: 'plain_text' });
  checkText(report, `${place}/hint`, block.hint, { most: 2000, only: 'plain_text', optional: true });
  if (block.element === undefined) {
    report(`${place}/element`, 'missing required field');
    return;
  }
  checkList(report, `${place}/element`, [block.element], [1, 1], (element) => {
    checkElement(report, `${place}/element`, element, 'input');
  });
}

function image(report: Report, place: string, block: Fields): void {
  checkElement(report, place, block, 'context');
  checkText(report, `${place}/title`, block.title, { most: 2000, only: 'plain_text', optional: true });
}

const richParts = ['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote'];

function richText(report: Report, place: string, block: Fields): void {
  checkList(report, `${place}/elements`, block.elements, [0, Number.POSITIVE_INFINITY], (element, at) => {
    if (!richParts.includes(String(element.type)))
      report(`${at}/type`, `unsupported type: ${String(element.type)}`);
    if (!Array.isArray(element.elements)) report(`${at}/elements`, 'missing required field');
  });
}

function container(report: Report, place: string, block: Fields): void {
  checkList(report, `${place}/child_blocks`, block.child_blocks, [1, 10], (child, at) => {
    checkBlock(report, at, child, 'message');
  });
}

const everywhere: Record<string, BlockCheck> = {
  section,
  context,
  actions,
  input,
  image,
  divider() {},
  rich_text: richText,
  header(report, place, block) {
    checkText(report, `${place}/text`, block.text, { most: 150, only: 'plain_text' });
  },
  video(report, place, block) {
    checkText(report, `${place}/title`, block.title, { most: 200, only: 'plain_text' });
    checkLength(report, `${place}/alt_text`, block.alt_text, 2000, 1);
  },
};

const messagesOnly: Record<string, BlockCheck> = {
  container,
  table: checkTable,
  data_table: checkDataTable,
  data_visualization: checkChart,
  markdown: (report, place, block) => checkLength(report, `${place}/text`, block.text, 12_000, 1),
  card() {},
  carousel() {},
  plan() {},
  task_card() {},
  context_actions() {},
};

const modalsAndMessages: Record<string, BlockCheck> = {
  alert(report, place, block) {
    checkText(report, `${place}/text`, block.text, { most: 3000 });
  },
};

const surfaces: Record<Surface, Record<string, BlockCheck>> = {
  message: { ...everywhere, ...messagesOnly, ...modalsAndMessages },
  modal: { ...everywhere, ...modalsAndMessages },
  home: everywhere,
};

/** Checks one block on the surface it is meant for. */
export function checkBlock(report: Report, place: string, block: Fields, surface: Surface): void {
  const checks = surfaces[surface];
  const type = String(block.type);
  const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
  if (!check) {
    report(`${place}/type`, `unsupported type: ${type}`);
    return;
  }
  check(report, place, block);
  checkOptional(report, `${place}/block_id`, block.block_id, 255);
}
