/** What the two dialects of TestGrid have in common: an answer about a dashboard, and the table of a tab. */
import type { Validators } from './fetch-json.js';
import type { Grid } from './grid.js';
import type { Summary } from './summary.js';

/** The tabs in the order of the source; null: this tab's part of the answer could not be read. */
export type Tabs = Map<string, Summary | null>;

export interface Summaries {
  tabs: Tabs;
  validators: Validators;
}

/** One question about a dashboard: the tabs as they are now. */
export type AskSummaries = (dashboard: string, validators: Validators | null) => Promise<Summaries | null>;

/** The runs of one tab. @throws SourceFault */
export type AskGrid = (dashboard: string, tab: string) => Promise<Grid>;
