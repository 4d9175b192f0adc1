/** The enhancements of 1.7 in the sandbox, as whoever tries it sees them: the list, and what each kind of slip looks like. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/world.js';
import { answerOf } from '../builders/bot.js';

const nora = { user: 'U01NORA', channel: 'C01RELEASE', command: '/release-status' };

describe('the enhancements of the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
  }, 120_000);
  afterAll(() => sandbox?.close());

  async function ask(text: string): Promise<string> {
    const { slack } = sandbox;
    const before = slack.state.ephemerals(nora.user).length;
    await slack.slashCommand({ ...nora, text });
    return answerOf(await slack.waitFor(() => slack.state.ephemerals(nora.user)[before])).all;
  }

  it('are listed by SIG, with what some of them lack', async () => {
    const list = await ask('features v1.7');
    expect(list).toContain('Enhancements in v1.7: 8 of 28 not ready');
    const lacking = [...list.matchAll(/KEP-(\d+)> .*? · \*([^*]+)\*/g)].map(([, number, what]) => [
      number,
      what,
    ]);
    expect(Object.fromEntries(lacking)).toEqual({
      74: 'a missing file',
      88: 'no folder',
      121: '1 box ticked too early',
      245: 'status not implementable, wrong latest milestone, 1 box open',
      266: '2 boxes open',
      268: 'no valid status',
      279: '1 box ticked too early',
      290: 'production readiness not approved',
    });
    expect(list).toMatch(/\*Apps\*\n:large_green_circle: {2}5 ready: /);
  });

  it.each([
    [88, 'No folder keps/…/88-… was found in kubernetes/features'],
    [121, 'nothing stands below "Graduation Criteria"'],
    [245, 'The status in kep.yaml is provisional, not implementable'],
    [266, '☐ (R) Test plan is written, and SIG Testing has read it'],
    [268, 'status is "imlpementable": did you mean implementable?'],
    [279, 'Troubleshooting: 0 of 1 answered'],
    [290, 'Production readiness is not approved for alpha'],
  ])('are shown one by one: KEP-%i says "%s"', async (number, said) => {
    const shown = await ask(`kep ${number}`);
    expect(shown).toContain(said);
    expect(shown).toMatch(/\d things? missing/);
  });

  it('are ready where only something small is wrong, which is told', async () => {
    const slip = await ask('kep 286');
    expect(slip).toContain('*ready*');
    expect(slip).toContain('is "Alpha": write alpha');
    expect(await ask('kep 285')).toContain('Implementation History has no entry for v1.7');
    expect(await ask('kep 185')).not.toMatch(/missing|Wrong in the documents|does not count/);
  });

  it('hold v1.7 back, and change nothing about v1.6', async () => {
    expect(await ask('v1.7')).toContain('8 of 28 not ready: Auth 2, Storage 2');
    expect(await ask('v1.6')).not.toContain('whose documents are not complete');
    // Nobody in a channel of a SIG was told.
    for (const channel of ['C01NODE', 'C01TESTING'])
      expect(JSON.stringify(sandbox.slack.state.everything(channel))).not.toContain('KEP-');
  });
});
