// Native charts (`data_visualization`): line, area, bar and pie.
import type { Fields } from '../fields.js';
import { fieldsOf, listOf } from '../fields.js';
import { checkLength, checkList, checkOptional, type Report } from './problems.js';

const series = [1, 12] as const;
const categories = [1, 20] as const;
const labelLength = 20;
const titleLength = 50;

export function checkChart(report: Report, place: string, block: Fields): void {
  checkLength(report, `${place}/title`, block.title, titleLength, 1);
  const chart = fieldsOf(block.chart);
  const at = `${place}/chart`;
  if (chart.type === 'pie') checkPie(report, at, chart);
  else if (chart.type === 'line' || chart.type === 'area' || chart.type === 'bar')
    checkAxes(report, at, chart);
  else report(`${at}/type`, `unsupported type: ${String(chart.type)}`);
}

function checkPie(report: Report, place: string, chart: Fields): void {
  checkList(report, `${place}/segments`, chart.segments, series, (segment, at) => {
    checkLength(report, `${at}/label`, segment.label, labelLength, 1);
    if (!isNumber(segment.value) || segment.value <= 0) report(`${at}/value`, 'must be greater than 0');
  });
}

function checkAxes(report: Report, place: string, chart: Fields): void {
  const axis = fieldsOf(chart.axis_config);
  const at = `${place}/axis_config`;
  for (const field of ['x_label', 'y_label'])
    checkOptional(report, `${at}/${field}`, axis[field], titleLength);
  const labels = Array.isArray(axis.categories) ? axis.categories : [];
  if (labels.length < categories[0])
    report(`${at}/categories`, `no fewer than ${categories[0]} items allowed`);
  if (labels.length > categories[1])
    report(`${at}/categories`, `no more than ${categories[1]} items allowed`);
  labels.forEach((label, index) => {
    checkLength(report, `${at}/categories/${index}`, label, labelLength, 1);
    if (labels.indexOf(label) < index) report(`${at}/categories/${index}`, 'duplicate category');
  });
  const names = listOf(chart.series).map((entry) => entry.name);
  checkList(report, `${place}/series`, chart.series, series, (entry, here) => {
    checkLength(report, `${here}/name`, entry.name, labelLength, 1);
    if (names.indexOf(entry.name) !== names.lastIndexOf(entry.name))
      report(`${here}/name`, 'duplicate series name');
    checkPoints(report, `${here}/data`, listOf(entry.data), labels);
  });
}

/** Every series has exactly one finite value for every category. */
function checkPoints(report: Report, place: string, points: Fields[], labels: unknown[]): void {
  const seen = new Set<unknown>();
  points.forEach((point, index) => {
    if (!isNumber(point.value)) report(`${place}/${index}/value`, 'must be a finite number');
    if (!labels.includes(point.label)) report(`${place}/${index}/label`, 'must be one of the categories');
    if (seen.has(point.label)) report(`${place}/${index}/label`, 'duplicate label');
    seen.add(point.label);
  });
  if (labels.some((label) => !seen.has(label))) report(place, 'must have one value for every category');
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
