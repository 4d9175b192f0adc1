// A meeting at the page, with three people: topics, what is kept of the thread, an issue, and the notes at its end.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { hour, minute } from '../../src/domain/time.js';
import { notesOutline, ourOutline } from '../builders/notes-outline.js';
import { type Played, pagePatience, playPage } from '../builders/page.js';
import { describeInBrowser } from './browser.js';

const [nora, tomas, mei] = ['U01NORA', 'U01TOMAS', 'U01MEI'];
const channel = 'C01MEETING';

describeInBrowser('A meeting at the page', () => {
  let at: Played;
  beforeAll(async () => {
    at = await playPage(channel);
  }, pagePatience);
  afterAll(async () => await at?.close());

  const agenda = () =>
    at.page.getByRole('article', { name: /^Signalman: Release team, Thu 16 March/ }).first();
  const agendaTs = () => at.found('Release team, Thu 16 March');
  const kept = async (text: string, confirmed: string) => {
    await at.reply(text);
    await at.thread().getByText(confirmed, { exact: false }).last().waitFor();
  };
  const react = async (text: string, user: string, name: string) =>
    await at.sandbox.slack.react({ user, channel, ts: at.found(text), name });

  it('has an agenda before it, to which each of three people adds a topic in their own way', async () => {
    await at.sandbox.pass(minute);
    await at.be(nora);
    await agenda().getByText('week 11', { exact: false }).waitFor();
    await at.command('/release-meeting add Code Freeze');
    await at.answer().getByText('It is a topic of').waitFor();
    await at.be(tomas);
    await agenda().getByRole('button', { name: 'Add a topic…' }).click();
    const form = at.dialog('Add a topic');
    await form.getByLabel('What to talk about').fill('Upgrades of clusters as the last feature');
    await at.photograph('meeting-topic');
    await at.submit(form, 'Add');
    await at.dialog('Added').getByText('It is a topic of').waitFor();
    await at.dismiss();
    await at.be(mei);
    await at.command('The end-to-end tests of the last week are red, and nobody can see why in Jenkins.');
    const message = at.page.getByRole('article', { name: /^Mei.*The end-to-end tests/ });
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await at.page.getByRole('menuitem', { name: /^Add to the meeting/ }).click();
    const from = at.dialog('Add to the meeting');
    await from.getByLabel('In which words').fill('End-to-end test issues');
    await at.photograph('meeting-from');
    await at.submit(from, 'Add');
    await at.dialog('Added').getByText('It is a topic of').waitFor();
    await at.dismiss();
    await agenda().getByText('End-to-end test issues').waitFor();
    await at.photograph('meeting-agenda');
  });

  it('begins at one, and keeps what is said with a word or marked with a reaction', async () => {
    await at.sandbox.pass(hour);
    await at.be(nora, agendaTs());
    await at.thread().getByText('The meeting begins', { exact: false }).waitFor();
    await at.photograph('meeting-begins');
    await kept('topic: Code Freeze', 'This is what is spoken about now.');
    await kept('note: Pull requests that are active are drained first.', 'Kept: Note.');
    await kept(
      'decision: Community pull requests wait for six weeks.\nnote: The drivers are what matters most.',
      'Kept: Decision, Note.',
    );
    await at.be(tomas, agendaTs());
    await kept('topic: Upgrades of clusters as the last feature', 'This is what is spoken about now.');
    await at.reply('The update of the master in place kills its pods.');
    await at.thread().getByText('The update of the master in place').last().waitFor();
    await react('The update of the master', nora, 'memo');
    await kept(
      [
        'note: A new disk is mounted instead.',
        'note: May others watch the first one? (Paul)',
        '- Its secrets come first.',
        '- A queue is the way later.',
      ].join('\n'),
      'Kept: Note (2).',
    );
    await kept('action (tomas): Write down how a master is replaced, due 2017-03-24', 'Kept: Action item.');
    await at.be(mei, agendaTs());
    await kept('topic: End-to-end test issues', 'This is what is spoken about now.');
    await kept(
      [
        'note: Merging is for whoever is on call.',
        'note: They have been red since Monday.',
        'note: What helps',
        '- One more retry',
        '- Fewer of them',
        'note: Somebody looks at Jenkins.',
      ].join('\n'),
      'Kept: Note (4).',
    );
    await kept(
      [
        'attention: What is consistent in the end',
        '- It is looked at again next week.',
        'attention: #8499 is a regression that needs a review.',
        `attention: Somebody should look at https://github.com/kubernetes/kubernetes/pull/8334`,
        'attention: How pods end, #2789',
        '- Longer, or as it was planned.',
        '- Brendan looks.',
        'attention: Balancing is close.',
      ].join('\n'),
      'Kept: Attention requested (5).',
    );
    await agenda().getByText('2 notes, 1 decision').waitFor();
    await agenda().getByText('3 notes, 1 action item').waitFor();
    await at.photograph('meeting');
    await agenda().getByRole('button', { name: 'What was collected…' }).click();
    await at.dialog('What was collected').getByText('drained first').waitFor();
    await at.photograph('meeting-collected');
    await at.dismiss();
  });

  it('keeps a long address within the thread', async () => {
    const address = at
      .thread()
      .getByRole('link', { name: /kubernetes\/pull\/8334/ })
      .first();
    await address.waitFor();
    const edge = async (of: typeof address) => {
      const box = await of.boundingBox();
      return (box?.x ?? Number.NaN) + (box?.width ?? Number.NaN);
    };
    expect(await edge(address)).toBeLessThanOrEqual(await edge(at.thread()));
  });

  it('ends, and an action item of it becomes an issue', async () => {
    await at.be(nora, agendaTs());
    await at.command('/release-meeting end');
    await at.page.getByText('The meeting is over.').first().waitFor();
    await at.sandbox.pass(minute);
    await at.thread().getByText('1 action item to do').waitFor();
    await at.photograph('meeting-over');
    await at
      .thread()
      .getByRole('article')
      .filter({ hasText: '1 action item to do' })
      .getByRole('combobox', { name: 'More' })
      .first()
      .selectOption({ label: 'Open as an issue…' });
    const form = at.dialog('Open as an issue');
    await form.getByText('Assigned to:').waitFor();
    await at.photograph('meeting-issue');
    await at.submit(form, 'Open the issue');
    await at.dialog('On its way').waitFor();
    await at.dismiss();
    await at.sandbox.pass(minute);
    const issue = await at.sandbox.slack.waitFor(
      () =>
        at.sandbox.github
          .issues('kubernetes/kubernetes')
          .find(({ title }) => title.includes('Write down how a master is replaced')),
      { what: 'the issue' },
    );
    await at.sandbox.pass(minute);
    await at.thread().getByText(`#${issue.number}`).first().waitFor();
  });

  it('has notes in the form of a community’s weekly notes, as a file and as a pull request', async () => {
    await at.sandbox.pass(30 * minute);
    const files = () =>
      at.sandbox.slack.state
        .files()
        .map(({ content }) => content?.toString() ?? '')
        .filter((text) => text.includes('Discussion / Topics'));
    const last = await at.sandbox.slack.waitFor(() => files().find((text) => /^\[4\]: /m.test(text)), {
      what: 'the notes with the issue',
    });
    expect(last).toMatch(/^\* Write down how .* \(tomas\) until 2017-03-24 \[\S*#\d+\]\[1\]$/m);
    expect(notesOutline(files()[0] ?? '')).toEqual(ourOutline(1));
    expect(last).toContain(
      '* Code Freeze\n* Upgrades of clusters as the last feature\n* End-to-end test issues\n',
    );
    await at.be(nora, agendaTs());
    await at.thread().getByText('The notes are up for review as').waitFor();
    await at.photograph('meeting-notes');
    expect(at.browser.complaints).toEqual([]);
  });
});
