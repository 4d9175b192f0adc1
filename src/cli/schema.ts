/** `signalman schema`: the JSON Schema of what people write and of what they are given. */
import type { Command } from 'commander';
import { z } from 'zod';
import { fileSchema } from '../config/schema.js';
import { UserFault } from '../domain/fault.js';
import { auditSchema } from '../report/audit.js';
import { reportSchema } from '../report/json.js';
import { notesSchema } from '../report/release-notes-json.js';

const schemas = new Map<string, z.ZodType>([
  ['config', fileSchema],
  ['report', reportSchema],
  ['audit', auditSchema],
  ['notes', notesSchema],
]);

export function addSchema(signalman: Command, write: (text: string) => void): void {
  signalman
    .command('schema')
    .description('print a JSON Schema')
    .argument(
      '<of>',
      'config: signalman.yml; report: report --format json; audit: audit --format json; notes: notes --format json',
    )
    .action((of: string) => {
      const schema = schemas.get(of);
      if (!schema)
        throw new UserFault(
          'unknown-schema',
          `There is no schema "${of}".`,
          `There are: ${[...schemas.keys()].join(', ')}.`,
        );
      write(`${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`);
    });
}
