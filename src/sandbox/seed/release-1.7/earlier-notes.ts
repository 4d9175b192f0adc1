/** The draft of 1.6's notes as the release before left it, in our own words: the facts about its dependencies are carried over. */

export const earlierNotes = {
  repository: 'kubernetes/features',
  path: 'release-1.6/release-notes-draft.md',
} as const;

export const earlierNotesText = `# Release notes of 1.6

## Major Themes

- Ten SIGs brought something to beta or further.

## Known Issues

- Some clusters need their nodes restarted once.

## External Dependency Version Information

What continuous integration ran with. Nobody recommends these versions by it: read the guide of your installation.

* Docker 1.10.3, 1.11.2 and 1.12.6 were tried
  * 1.12.6
    * overlay2 is not fully supported
    * live-restore is not fully supported
    * no shared pid namespace
  * 1.11.2
    * a kernel crash with AUFS on Debian Jessie ([#27885](https://github.com/kubernetes/kubernetes/issues/27885))
    * file descriptors leak ([#275](https://github.com/docker/containerd/issues/275))
    * every container takes more memory ([#21737](https://github.com/docker/docker/issues/21737))
  * 1.9 and before are gone
* rkt 1.23.0 or later
* etcd 3.0.17

## Thanks

- Everybody who tried a beta.
`;
