/** The projects that are measured, and how Signalman is configured for them. */

export const githubToken = 'ghp_benchmark';

export interface Project {
  /** `owner/name` */
  repository: string;
  /** Open issues; a tenth as many closed ones and pull requests come on top. */
  issues: number;
  groups: number;
}

export function project(issues: number, repository = `acme/with-${issues}`): Project {
  return { repository, issues, groups: 60 };
}

/** A signalman.yml with one release per project; the first one is the one that is asked about. */
export function configFor(projects: readonly Project[]): string {
  const releases = projects.map(
    ({ repository }, at) =>
      `  r${at + 1}: { repository: ${repository}, milestone: v2.0, enhancements: false, next-milestones: [v2.1] }`,
  );
  return ['preset: kubernetes', 'releases:', ...releases, ''].join('\n');
}
