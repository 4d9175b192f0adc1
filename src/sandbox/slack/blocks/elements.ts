// The limits of everything that can be clicked, chosen or filled in.
import { isDeepStrictEqual } from 'node:util';
import type { Fields } from '../fields.js';
import { listOf } from '../fields.js';
import { checkLength, checkList, checkOptional, checkText, type Report } from './problems.js';

type Check = (report: Report, place: string, element: Fields) => void;

const dateForm = /^\d{4}-\d{2}-\d{2}$/;
const timeForm = /^([01]\d|2[0-3]):[0-5]\d$/;

function button(report: Report, place: string, element: Fields): void {
  checkText(report, `${place}/text`, element.text, { most: 75, only: 'plain_text' });
  checkOptional(report, `${place}/value`, element.value, 2000);
  checkOptional(report, `${place}/url`, element.url, 3000);
  const { style } = element;
  if (style !== undefined && style !== 'primary' && style !== 'danger')
    report(`${place}/style`, 'value not allowed');
}

function staticSelect(report: Report, place: string, element: Fields): void {
  placeholder(report, place, element);
  offered(report, place, element);
  if (element.option_groups === undefined) {
    options(report, place, element, [1, 100], 75);
    return;
  }
  checkList(report, `${place}/option_groups`, element.option_groups, [1, 100], (group, at) => {
    checkText(report, `${at}/label`, group.label, { most: 75, only: 'plain_text' });
    options(report, at, group, [1, 100], 75);
  });
}

function options(
  report: Report,
  place: string,
  element: Fields,
  size: readonly [number, number],
  most: number,
): void {
  const seen = new Set<unknown>();
  checkList(report, `${place}/options`, element.options, size, (option, at) => {
    checkText(report, `${at}/text`, option.text, { most });
    checkLength(report, `${at}/value`, option.value, 150, 1);
    checkText(report, `${at}/description`, option.description, { most: 75, optional: true });
    if (seen.has(option.value)) report(`${at}/value`, 'duplicate option value');
    seen.add(option.value);
  });
}

/** What is chosen from the start must be among what is offered, word for word. */
function offered(report: Report, place: string, element: Fields): void {
  const groups = listOf(element.option_groups).flatMap((group) => listOf(group.options));
  const all = [...listOf(element.options), ...groups];
  const isOne = (value: unknown) => all.some((option) => isDeepStrictEqual(option, value));
  const { initial_option: one, initial_options: some } = element;
  if (one !== undefined && !isOne(one)) report(`${place}/initial_option`, 'must be one of the options');
  if (some === undefined) return;
  if (!Array.isArray(some) || some.length === 0 || !some.every(isOne))
    report(`${place}/initial_options`, 'must be some of the options');
}

function placeholder(report: Report, place: string, element: Fields): void {
  checkText(report, `${place}/placeholder`, element.placeholder, {
    most: 150,
    only: 'plain_text',
    optional: true,
  });
}

function initial(field: string, form: RegExp): Check {
  return (report, place, element) => {
    placeholder(report, place, element);
    const value = element[field];
    if (value !== undefined && !(typeof value === 'string' && form.test(value)))
      report(`${place}/${field}`, 'invalid format');
  };
}

function boxes(report: Report, place: string, element: Fields): void {
  options(report, place, element, [1, 10], 75);
  offered(report, place, element);
}

function textInput(report: Report, place: string, element: Fields): void {
  placeholder(report, place, element);
  checkOptional(report, `${place}/initial_value`, element.initial_value, 3000);
  for (const field of ['min_length', 'max_length']) {
    const value = element[field];
    if (value !== undefined && !(typeof value === 'number' && value >= 0 && value <= 3000)) {
      report(`${place}/${field}`, 'must be between 0 and 3000');
    }
  }
}

function numberInput(report: Report, place: string, element: Fields): void {
  placeholder(report, place, element);
  if (typeof element.is_decimal_allowed !== 'boolean')
    report(`${place}/is_decimal_allowed`, 'missing required field');
}

function image(report: Report, place: string, element: Fields): void {
  checkLength(report, `${place}/alt_text`, element.alt_text, 2000, 1);
  if (element.slack_file === undefined) checkLength(report, `${place}/image_url`, element.image_url, 3000, 1);
}

const selects = ['users_select', 'conversations_select', 'channels_select'];
const choices: Record<string, Check> = {
  external_select: placeholder,
  multi_external_select: placeholder,
  static_select: staticSelect,
  multi_static_select: staticSelect,
  radio_buttons: boxes,
  checkboxes: boxes,
  datepicker: initial('initial_date', dateForm),
  timepicker: initial('initial_time', timeForm),
  datetimepicker(report, place, element) {
    const { initial_date_time: at } = element;
    const isMoment = typeof at === 'number' && /^\d{10}$/.test(String(at));
    if (at !== undefined && !isMoment)
      report(`${place}/initial_date_time`, 'must be a timestamp of 10 digits');
  },
};
for (const select of selects) {
  const field = `initial_${select.replace('_select', '').replace(/s$/, '')}`;
  Object.assign(choices, {
    [select]: initial(field, /^[A-Z][A-Z0-9]+$/),
    [`multi_${select}`]: placeholder,
  });
}

const pressed: Record<string, Check> = {
  button,
  workflow_button: button,
  overflow: (report, place, element) => options(report, place, element, [1, 5], 75),
};
const typed: Record<string, Check> = {
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: numberInput,
  rich_text_input: placeholder,
  file_input() {},
};

/** Which elements each place of a layout takes. */
const allowed = {
  actions: { ...choices, ...pressed },
  accessory: { ...choices, ...pressed, image },
  input: { ...choices, ...typed },
  context: { image },
};

/** Checks one element where it stands, the confirmation dialogue included. */
export function checkElement(
  report: Report,
  place: string,
  element: Fields,
  where: keyof typeof allowed,
): void {
  const checks: Record<string, Check> = allowed[where];
  const type = String(element.type);
  const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
  if (!check) {
    report(`${place}/type`, `unsupported type: ${type}`);
    return;
  }
  check(report, place, element);
  checkOptional(report, `${place}/action_id`, element.action_id, 255);
  if (element.confirm !== undefined) checkConfirm(report, `${place}/confirm`, element.confirm);
}

function checkConfirm(report: Report, place: string, value: unknown): void {
  checkList(report, place, [value], [1, 1], (confirm) => {
    checkText(report, `${place}/title`, confirm.title, { most: 100, only: 'plain_text' });
    checkText(report, `${place}/text`, confirm.text, { most: 300 });
    checkText(report, `${place}/confirm`, confirm.confirm, { most: 30, only: 'plain_text' });
    checkText(report, `${place}/deny`, confirm.deny, { most: 30, only: 'plain_text' });
  });
}
