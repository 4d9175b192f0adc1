/** The shape of `notes` in signalman.yml, the release notes. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { duration, path, person, ref, repository, time, weekday } from '../values.js';

const label = z.string().trim().min(1).max(50);
const markdownFile = path.regex(/\.md$/, 'expected the path of a Markdown file within the repository');

const ofRelease = z.strictObject({
  range: z
    .string()
    .min(1)
    .max(400)
    .optional()
    .describe(
      'Two refs such as v1.6.0..release-1.7: the pull requests whose commits lie between. The merged ones of the milestone unless given. Without a second ref, the branch of the release.',
    ),
  'known-issues': z
    .string()
    .regex(
      /^(?!\.{1,2}\/)[\w.-]+\/(?!\.{1,2}#)[\w.-]+#[1-9]\d{0,8}$/,
      'expected an issue such as kubernetes/kubernetes#46733',
    )
    .optional()
    .describe('The issue that collects known issues, as owner/name#12.'),
  previous: z
    .strictObject({ repository: repository.optional(), path: markdownFile, ref: ref.optional() })
    .optional()
    .describe(
      'Where the notes of the release before stand: their versions of external dependencies are carried over. The repository of `notes` unless another is given.',
    ),
});

export const notes = z
  .strictObject({
    form: z
      .enum(['features', 'kinds'])
      .optional()
      .describe(
        'features: by group with stages, as in 2017; kinds: what is urgent, then changes by kind. kinds unless given; features with the preset kubernetes-1.6.',
      ),
    repository: repository
      .optional()
      .describe('Where the draft is proposed. Without it, it is posted as a file only.'),
    path: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe(
        'Its path there, with {version}, {release} and {milestone}. release-notes/{version}.md unless given.',
      ),
    'commit-to': ref
      .optional()
      .describe('The branch that it is committed to. By a pull request unless given.'),
    pages: z
      .array(
        z.strictObject({
          repository,
          path: z
            .string()
            .max(200)
            .regex(/\{page\}/, 'expected a path with {page}')
            .describe('Of a file, with {page}: docs/{page}.md'),
          url: z
            .string()
            .max(300)
            .regex(/^https?:\/\/[^\s{}/]+\/[^\s{}]*\{page\}[^\s{}]*$/, 'expected an address with {page}')
            .describe('Of its page, with {page}.'),
        }),
      )
      .max(20)
      .optional()
      .describe(
        'Where files of the documentation become pages, so that the notes link to these. Those of Kubernetes unless given.',
      ),
    labels: z
      .strictObject({
        none: z.array(label).max(20).optional().describe('[release-note-none] unless given.'),
        'action-required': z
          .array(label)
          .max(20)
          .optional()
          .describe('[release-note-action-required] unless given.'),
      })
      .optional()
      .describe('Labels that say that there is no note, and that users have to act.'),
    'kind-prefix': z
      .string()
      .min(1)
      .max(50)
      .optional()
      .describe('Labels that start with this name the kind of a change. kind/ unless given.'),
    write: z
      .enum(['comment', 'description'])
      .optional()
      .describe(
        'What becomes of a note that somebody writes in Slack: a comment on its pull request, or an edit of its description. comment unless given.',
      ),
    nag: z
      .strictObject({
        at: time.optional().describe('When, in the time zone. 09:00 unless given.'),
        days: z
          .union([z.literal('daily'), z.literal('weekdays'), z.array(weekday).min(1)])
          .optional()
          .describe('On which days of the week; weekdays unless given.'),
        timezone: z.string().optional().describe('IANA zone. The one at the top unless given.'),
      })
      .optional()
      .describe('When owners are reminded of what is missing: one message for each. Left out: never.'),
    people: z
      .record(z.string().regex(/^[A-Za-z\d][A-Za-z\d-]{0,38}(\[bot\])?$/, 'expected a GitHub login'), person)
      .optional()
      .describe('Slack users by GitHub login. Who is not among them is told in the channel of the group.'),
    every: duration
      .optional()
      .describe('How often GitHub is asked for what the issues do not show. 15m unless given.'),
    releases: z
      .record(z.string().min(1).max(60), ofRelease)
      .optional()
      .describe('Only for these releases, with what each has of its own; for all unless given.'),
  })
  .describe('Release notes, drafted from merged pull requests and enhancements. Left out: there are none.');

export type NotesFile = z.infer<typeof notes>;
