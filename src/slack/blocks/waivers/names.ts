/** What the buttons of waivers and checklists are called towards Slack. */

export const waiverAction = { confirm: 'waiver_confirm', end: 'waiver_end' } as const;
export const checklistAction = { tick: 'checklist_tick' } as const;
