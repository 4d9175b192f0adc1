/** What the buttons and the menu options of the test signal are called towards Slack. */

export const ciAction = {
  acknowledge: 'ci_acknowledge',
  silence: 'ci_silence',
  silenceForm: 'ci_silence_form',
  file: 'ci_file',
  word: 'ci_word',
  job: 'ci_job',
  open: 'ci_open',
  previous: 'ci_tests_previous',
  next: 'ci_tests_next',
} as const;

/** The menu beside a job, and that of a silence. */
export const jobOption = { word: 'word', manual: 'manual', endWord: 'end-word', open: 'open' } as const;
export const silenceOption = { other: 'other' } as const;
