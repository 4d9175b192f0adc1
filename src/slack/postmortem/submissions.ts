/** What becomes of the forms of post-mortems when they are sent. What a form carries only says what is meant. */
import { FormFault } from '../../domain/fault.js';
import { StaleSectionFault } from '../../domain/postmortem/stale.js';
import { type Block, context, section } from '../blocks/parts/block.js';
import { typedLine } from '../blocks/parts/typed.js';
import { listNames, sectionNames, statusNames } from '../blocks/postmortem/words.js';
import { formsOf, type Sent } from '../forms/forms.js';
import type { Then } from '../forms/submitting.js';
import { type Modal, messageView } from '../modals/modal.js';
import { type ActionSent, readAction } from '../modals/postmortem/action.js';
import { readEnd } from '../modals/postmortem/end.js';
import { readIssue } from '../modals/postmortem/issue.js';
import { lessonsView, readLesson } from '../modals/postmortem/lesson.js';
import { postmortemModal } from '../modals/postmortem/names.js';
import { readSection, sectionView } from '../modals/postmortem/section.js';
import { readOwners, readStatus } from '../modals/postmortem/status.js';
import { actionNamed, type Desks, desksOf, type Looking, staleForm } from './desk.js';

type PostMortemSent = Sent & Desks;

/** By what the form is called towards Slack. */
export const postmortemSent = formsOf(
  {
    [postmortemModal.section]: sectionSent,
    [postmortemModal.lesson]: lessonSent,
    [postmortemModal.action]: actionSent,
    [postmortemModal.issue]: issueSent,
    [postmortemModal.end]: endSent,
    [postmortemModal.owners]: ownersSent,
    [postmortemModal.status]: statusSent,
  },
  desksOf,
);

async function sectionSent(sent: PostMortemSent): Promise<Then> {
  const { desk, submitted, asked } = sent;
  const { incident: id, section: which, base, text } = readSection(submitted);
  if (id === null || which === null) throw staleForm();
  try {
    await desk.write({ ...asked, id, section: which, text, base });
  } catch (error) {
    if (!(error instanceof StaleSectionFault)) throw error;
    return { replace: sectionView(await desk.show(id, asked.actor), which, text) };
  }
  return { replace: await saved(sent, id, 'Saved', `*${sectionNames[which]}* is saved.`) };
}

async function lessonSent(sent: PostMortemSent): Promise<Then> {
  const { desk, submitted, asked } = sent;
  const { incident: id, lesson, list, text } = readLesson(submitted);
  if (id === null) throw staleForm();
  if (list === null) throw new FormFault({ list: 'Choose one.' });
  if (lesson !== null) {
    const { incident } = await desk.changeLesson({ ...asked, id, lesson, list, text });
    // It was opened from the list, which shows it as it is now.
    return { below: lessonsView(incident, incident.postmortem.lessons) };
  }
  await desk.addLesson({ ...asked, id, list, text, source: null });
  return { replace: await saved(sent, id, 'Added', `It stands under *${listNames[list]}*.`) };
}

async function actionSent(sent: PostMortemSent): Promise<Then> {
  const { desk, asked } = sent;
  const read = readAction(sent.submitted);
  const { incident: id, action, text, type, login, due, issue } = read;
  if (id === null) throw staleForm();
  if (type === null) throw new FormFault({ type: 'Choose one.' });
  const owner = await ownerIn(sent, read);
  if (action === null) {
    await desk.addAction({ ...asked, id, text, type, owner, login: login || null, due, issue });
    const whose = owner === null && login === '' ? 'Nobody owns it yet.' : '';
    return { replace: await saved(sent, id, 'Added', `The action item is added. ${whose}`.trim()) };
  }
  // Only what was changed: somebody else may have changed the rest meanwhile.
  const given = { text, type, owner, login: login || null, due, issue };
  const change = Object.fromEntries(read.changed.map((name) => [name, given[name]]));
  if (read.changed.length > 0) await desk.changeAction({ ...asked, id, action, change });
  return { replace: await saved(sent, id, 'Changed', 'The action item is changed.') };
}

/** As everybody else calls them. */
const ownerIn = async ({ incidents }: PostMortemSent, { owner }: ActionSent) =>
  owner === '' ? null : await incidents.whoIs(owner);

async function issueSent(sent: PostMortemSent): Promise<Then> {
  const { desk, submitted, asked } = sent;
  const { incident: id, action, repository } = readIssue(submitted);
  if (id === null || action === null) throw staleForm();
  const { incident } = await desk.fileAction({ ...asked, id, action, repository: repository || null });
  const where =
    incident.postmortem.actions.find((one) => one.id === action)?.filing?.repository ?? repository;
  const text = `It is being opened in ${typedLine(where, 150)}. The thread of incident ${id} links it once it stands.`;
  return { replace: done('On its way', [section(text)]) };
}

async function endSent(sent: PostMortemSent): Promise<Then> {
  const { desk, submitted, asked } = sent;
  const { incident: id, action, ending, reason } = readEnd(submitted);
  if (id === null || action === null || ending === null) throw staleForm();
  const about = { ...asked, id, action, reason };
  const { text } = actionNamed(await desk.show(id, asked.actor), action);
  const said = {
    done: async () => void (await desk.endAction({ ...about, how: 'said' })),
    drop: async () => void (await desk.endAction({ ...about, how: 'dropped' })),
    remove: async () => void (await desk.removeAction(about)),
    reopen: async () => void (await desk.reopenAction(about)),
  };
  await said[ending]();
  const words = { done: 'Done', drop: 'Will not be done', remove: 'Taken out', reopen: 'Open again' };
  return { replace: await saved(sent, id, words[ending], `${words[ending]}: *${typedLine(text, 600)}*`) };
}

async function ownersSent(sent: PostMortemSent): Promise<Then> {
  const { desk, incidents, submitted, asked } = sent;
  const { incident: id, owners: ids } = readOwners(submitted);
  if (id === null) throw staleForm();
  const owners = await Promise.all(ids.map((one) => incidents.whoIs(one)));
  await desk.setOwners({ ...asked, id, owners });
  return { replace: await saved(sent, id, 'Saved', 'The owners are named.') };
}

async function statusSent(sent: PostMortemSent): Promise<Then> {
  const { desk, submitted, asked } = sent;
  const { incident: id, status, reason } = readStatus(submitted);
  if (id === null) throw staleForm();
  if (status === null) throw new FormFault({ status: 'Choose one.' });
  await desk.setStatus({ ...asked, id, status, reason });
  const next = status === 'pending' ? ' Its owners sign it now: `/incident postmortem`' : '';
  return {
    replace: await saved(sent, id, 'Saved', `The post-mortem is *${statusNames[status]}* now.${next}`),
  };
}

/** With what is still to do: whoever has just written something may go on. */
async function saved({ desk, asked }: Looking, id: number, title: string, text: string): Promise<Modal> {
  const { missing } = await desk.show(id, asked.actor);
  const left = missing.slice(0, 5).map((one) => `• ${typedLine(one, 200)}`);
  const more = missing.length - left.length;
  const next =
    left.length === 0
      ? `\`/incident postmortem ${id}\` shows all of it`
      : `Still missing:\n${left.join('\n')}${more > 0 ? `\nand ${more} more` : ''}`;
  return done(title, [section(text), context(next)]);
}

const done = (title: string, blocks: Block[]): Modal => ({ ...messageView(title, ''), blocks });
