/** The colour of a release's board, and what follows from it for merging. */
import { describe, expect, it } from '@jest/globals';
import { nothingOfCi } from '../../../src/domain/ci/board.js';
import type { Job } from '../../../src/domain/ci/job.js';
import type { Gate } from '../../../src/domain/gates/gate.js';
import type { Status } from '../../../src/domain/status.js';
import { calendarOf } from '../../builders/calendar.js';
import { job, jobsGate } from '../../builders/ci.js';
import { noon } from '../../builders/issue.js';
import { countGate, release } from '../../builders/release.js';
import { status } from '../../builders/status.js';

const calendar = calendarOf(`
      phases: { code-freeze: 2017-03-10 }
      rota: [{ who: U0ANA, name: Ana }]`);

const over = (jobs: Job[], gates: Gate[] = [countGate(), jobsGate()]): Status['calendar'] =>
  status({ of: release({ calendar, gates }), ci: { ...nothingOfCi, jobs }, now: noon }).calendar;

describe('the board', () => {
  it.each([
    ['ggg', 'green', false],
    ['rrr', 'red', true],
    ['fggg', 'yellow', false],
    ['gg', 'yellow', false],
    ['', 'unknown', false],
  ])('of a job with columns "%s" is %s; merging is limited: %s', (row, board, isLimited) => {
    expect(over([job('ggg', { name: 'other' }), job(row)])).toMatchObject({ board, isLimited });
  });

  it('is not known where a job that a gate names is not there', () => {
    const gates = [jobsGate({ jobs: ['blocking/*', 'gone'] })];
    expect(over([job('ggg')], gates)).toMatchObject({ board: 'unknown' });
    expect(over([job('rrr')], gates)).toMatchObject({ board: 'red', isLimited: true });
  });

  it('is there only where a gate over jobs blocks', () => {
    expect(over([job('rrr')], [countGate()])).toMatchObject({ board: null, isLimited: false });
    expect(over([job('rrr')], [countGate(), jobsGate({ blocks: false })])?.board).toBeNull();
    const informing = jobsGate({ id: 'informing', jobs: ['informing/*'], blocks: false });
    const red = job('rrr', { board: 'informing' });
    expect(over([job('ggg'), red], [jobsGate(), informing])?.board).toBe('green');
  });
});
