/** The invented people of the sandbox's workspace, what they do, and for which groups they speak. */

interface SandboxPerson {
  id: string;
  name: string;
  realName: string;
  /** What the person does, in a few words. */
  role: string;
  /** IANA zone */
  tz: string;
}

export const people: readonly SandboxPerson[] = [
  {
    id: 'U01NORA',
    name: 'nora',
    realName: 'Nora Feld',
    role: 'Release lead',
    tz: 'America/Los_Angeles',
  },
  {
    id: 'U01TOMAS',
    name: 'tomas',
    realName: 'Tomás Okafor',
    role: 'Incident commander, SIG Cluster Lifecycle lead',
    tz: 'Europe/Berlin',
  },
  {
    id: 'U01MEI',
    name: 'mei',
    realName: 'Mei Tanabe',
    role: 'CI watcher, SIG Testing lead',
    tz: 'Asia/Tokyo',
  },
  {
    id: 'U01IDA',
    name: 'ida',
    realName: 'Ida Lindqvist',
    role: 'Communications, release notes',
    tz: 'Europe/Stockholm',
  },
  { id: 'U01RAVI', name: 'ravi', realName: 'Ravi Deshpande', role: 'Contributor', tz: 'Asia/Kolkata' },
  {
    id: 'U01AMARA',
    name: 'amara',
    realName: 'Amara Diallo',
    role: 'Leads Network, Node, Storage',
    tz: 'Africa/Dakar',
  },
  {
    id: 'U01JONAS',
    name: 'jonas',
    realName: 'Jonas Brandt',
    role: 'Leads API Machinery, Apps',
    tz: 'America/New_York',
  },
];

/** Who speaks for the groups that sign off; a person may speak for several. */
export const leads = {
  'api-machinery': 'U01JONAS',
  apps: 'U01JONAS',
  'cluster-lifecycle': 'U01TOMAS',
  network: 'U01AMARA',
  node: 'U01AMARA',
  storage: 'U01AMARA',
  testing: 'U01MEI',
};
