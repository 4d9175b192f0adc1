/** What the buttons and the menu options of the sign-off are called towards Slack. */

export const signoffAction = {
  go: 'signoff_go',
  goIf: 'signoff_go_if',
  noGo: 'signoff_no_go',
  withdraw: 'signoff_withdraw',
  more: 'signoff_more',
  ask: 'signoff_ask',
  again: 'signoff_again',
  open: 'signoff_open',
} as const;

/** The menu of release leads; its value is `what:number`. */
export const moreOption = { extend: 'extend', close: 'close' } as const;
