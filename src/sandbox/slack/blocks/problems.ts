// Collects what is wrong with blocks, in the words and with the places that Slack uses.
import type { Fields } from '../fields.js';
import { isFields } from '../fields.js';

/** Adds a problem at a place such as `/blocks/0/text`. */
export type Report = (place: string, problem: string) => void;

export function collector(): { report: Report; problems: string[] } {
  const problems: string[] = [];
  return { problems, report: (place, problem) => problems.push(`${problem} [json-pointer:${place}]`) };
}

export function checkLength(report: Report, place: string, value: unknown, most: number, least = 0): void {
  if (typeof value !== 'string') report(place, 'must be a string');
  else if (value.length > most) report(place, `must be less than ${most + 1} characters`);
  else if (value.length < least) report(place, `must be more than ${least - 1} characters`);
}

/** Like `checkLength`, for a field that may be missing. */
export function checkOptional(report: Report, place: string, value: unknown, most: number): void {
  if (value !== undefined) checkLength(report, place, value, most);
}

/** Checks the size of a list and hands its objects on with their places. */
export function checkList(
  report: Report,
  place: string,
  value: unknown,
  [least, most]: readonly [number, number],
  each: (item: Fields, place: string) => void,
): void {
  if (!Array.isArray(value)) {
    report(place, 'missing required field');
    return;
  }
  if (value.length < least) report(place, `no fewer than ${least} items allowed`);
  if (value.length > most) report(place, `no more than ${most} items allowed`);
  value.forEach((item, index) => {
    if (isFields(item)) each(item, `${place}/${index}`);
    else report(`${place}/${index}`, 'must be an object');
  });
}

interface TextRule {
  most: number;
  only?: 'plain_text' | 'mrkdwn';
  optional?: boolean;
}

/** A text object. */
export function checkText(
  report: Report,
  place: string,
  value: unknown,
  { most, only, optional }: TextRule,
): void {
  if (value === undefined && optional) return;
  if (!isFields(value)) {
    report(place, value === undefined ? 'missing required field' : 'must be an object');
    return;
  }
  const known = value.type === 'plain_text' || value.type === 'mrkdwn';
  if (!known || (only && value.type !== only))
    report(`${place}/type`, `unsupported type: ${String(value.type)}`);
  checkLength(report, `${place}/text`, value.text, most, 1);
}
