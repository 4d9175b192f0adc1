/** `prod-readiness/<group>/<number>.yaml`: who approved the production readiness of which stage. */
import type { Parsed, PrrApproval } from '../domain/enhancement/enhancement.js';
import { allStages, readPerson } from './kep-values.js';
import { byLine, numberIn } from './limits.js';
import { misspelt, readYaml, type Value } from './yaml.js';

/** Reads what is there. Never throws: what is wrong is told with its field and line. */
export function parsePrr(text: string, file: string): Parsed<PrrApproval> {
  const { fields, faults } = readYaml(text, file);
  const tell = (field: string | null, line: number | null, problem: string) => {
    faults.push({ file, field, line, problem });
  };
  const approvers: PrrApproval['approvers'] = {};
  for (const stage of allStages) {
    const field = fields.get(stage);
    if (!field) continue;
    const login = approverOf(field.value, (problem) => tell(stage, field.line, problem));
    if (login) approvers[stage] = login;
  }
  if (fields.size > 0) {
    const folder = numberIn(file);
    const number = fields.get('kep-number');
    if (!number) tell('kep-number', null, 'is missing');
    else if (!('text' in number.value) || !/^\d{1,7}$/.test(number.value.text)) {
      tell('kep-number', number.line, 'is not a number');
    } else if (folder !== null && Number(number.value.text) !== folder) {
      tell('kep-number', number.line, `is ${Number(number.value.text)}; the file is that of ${folder}`);
    }
    for (const { name, line, meant } of misspelt(fields, ['kep-number', ...allStages]))
      tell(name, line, `is not a stage: did you mean ${meant}?`);
    if (Object.keys(approvers).length === 0) tell(null, null, 'names no approver for any stage');
  }
  return { value: { approvers }, faults: byLine(faults) };
}

function approverOf(value: Value, tell: (problem: string) => void): string | null {
  let written: Value | undefined = value;
  if ('map' in value) written = value.map.get('approver')?.value;
  else if ('text' in value && value.text !== '')
    tell('has the approver at the wrong place: write approver: "@name" below');
  if (written && 'list' in written) {
    tell('names a list of approvers; one is expected');
    return null;
  }
  if (!written || !('text' in written) || written.text === '') {
    tell('names no approver');
    return null;
  }
  const { value: login, problem } = readPerson(written.text);
  if (problem) tell(problem);
  // Words that are no login approve nothing.
  return problem && login === written.text ? null : login;
}
