/** The documents of 1.7's enhancements, as KEPs have them since: most are complete, and some lack what some always lack. */
import { featuresOf17 } from '../release-1.7-features.js';
import { FEATURES } from '../report-day.js';
import { approvalOf, boxes, type KepParts, kepYaml, readme } from './kep-documents.js';
import { loginFor } from './logins.js';

/** Names of their folders, by number. One without a name has no documents: nobody has begun. */
const slugs: Readonly<Record<number, string>> = {
  27: 'source-address',
  74: 'choose-clusters-by-label',
  92: 'encrypt-secrets',
  95: 'custom-resource-definitions',
  121: 'local-persistent-volumes',
  124: 'daemon-set-history',
  182: 'count-storage-calls',
  185: 'network-policy',
  188: 'update-stateful-sets',
  190: 'storage-os-volumes',
  209: 'admission-servers',
  245: 'limit-local-storage',
  250: 'placement-policies',
  263: 'api-aggregation',
  264: 'autoscaler-conditions',
  266: 'renew-client-certificates',
  267: 'renew-serving-certificates',
  268: 'pod-priority',
  270: 'extenders-that-bind',
  271: 'metrics-server',
  272: 'parallel-pods',
  279: 'node-authorizer',
  285: 'max-unavailable',
  286: 'run-containerd',
  287: 'template-hashes',
  290: 'runtime-metrics',
  292: 'runtime-tests',
};

/** What their owners have not done yet, or not well, by number. */
const slips: Readonly<Record<number, Partial<KepParts>>> = {
  74: { hasReadme: false },
  121: { graduation: 'TBD' },
  245: { status: 'provisional', milestone: 'v1.6', open: [boxes.status] },
  266: { open: [boxes.tests, boxes.readiness] },
  268: { status: 'imlpementable' },
  279: { unanswered: ['How can a rollout', 'What are the other known failure modes'] },
  290: { approver: null },
  // These two are told, and keep nobody back.
  285: { history: ['2016-12-12: proposed', '2017-01-20: alpha in v1.6'] },
  286: { stageWritten: 'Alpha' },
};

/** Who looks whether clusters can live with it. */
const readinessApprover = 'ida-lindqvist';

const kepsOf17: readonly KepParts[] = featuresOf17
  .filter(({ repository }) => repository === FEATURES)
  .flatMap(({ number, group, stage, description }) => {
    const slug = slugs[number];
    if (slug === undefined) return [];
    const base = { number, slug, group, stage, description, author: loginFor(group) };
    return [{ ...base, approver: readinessApprover, ...slips[number] }];
  });

const folderOf = ({ group, number, slug }: Pick<KepParts, 'group' | 'number' | 'slug'>) =>
  `keps/sig-${group}/${number}-${slug}`;

/** Where its documents are; null: it has none. */
export function kepFolderOf17(number: number): string | null {
  const kep = kepsOf17.find((one) => one.number === number);
  return kep ? folderOf(kep) : null;
}

/** All of them, path to text. */
export function kepFilesOf17(): Record<string, string> {
  return Object.fromEntries(
    kepsOf17.flatMap((kep) => {
      const approval = approvalOf(kep);
      return [
        [`${folderOf(kep)}/kep.yaml`, kepYaml(kep)],
        ...(kep.hasReadme === false ? [] : [[`${folderOf(kep)}/README.md`, readme(kep)]]),
        ...(approval === null ? [] : [[`keps/prod-readiness/sig-${kep.group}/${kep.number}.yaml`, approval]]),
      ];
    }),
  );
}
