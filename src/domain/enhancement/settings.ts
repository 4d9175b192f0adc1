/** How the documents of enhancements are read, and how often groups hear what is missing. */

export interface DocumentSettings {
  /** ms between two looks for changes */
  every: number;
  /** null: the repository's default one */
  branch: string | null;
  /** How often at most a group is told anew, in ms; null: never. */
  tell: number | null;
}
