/** Buttons inside the list of lessons: what they do is shown in it. */
import { UserFault } from '../../domain/fault.js';
import { partOf } from '../blocks/postmortem/names.js';
import { lessonsView, lessonView } from '../modals/postmortem/lesson.js';
import { desksOf, staleButton } from '../postmortem/desk.js';
import { onTopOf } from './in-form.js';
import { inForm } from './incident-forms.js';

export const changeLesson = onTopOf('Change a lesson', async (deps, value, actor) => {
  const meant = partOf(value);
  if (!meant) throw staleButton();
  const { incident, postmortem } = await desksOf(deps).desk.show(meant.incident, actor);
  const lesson = postmortem.lessons.find((one) => one.id === meant.part);
  if (!lesson)
    throw new UserFault(
      'no-lesson',
      'That lesson is not there any more.',
      'Close this form and open it again.',
    );
  return lessonView(incident, lesson);
});

export const removeLesson = inForm(async ({ deps, value, asked }) => {
  const meant = partOf(value);
  if (!meant) throw staleButton();
  const { incident } = await desksOf(deps).desk.removeLesson({
    ...{ ...asked, id: meant.incident },
    lesson: meant.part,
  });
  return lessonsView(incident, incident.postmortem.lessons);
});
