/** The timeline of the kubeadm 1.6.0 post-mortem: wall clocks in PST8PDT, in the order in which it was written down. */
import { momentOf } from '../../../src/domain/time.js';

const written = `
2017-02-24 06:00 fejta changes e2e-runner.sh
2017-03-08 13:44 pipejakob fixes regression
2017-03-08 13:22 spxtr refactors prow config
2017-03-09 21:43 pipejakob merges commit to accommodate recent kubeadm CLI changes
2017-03-13 11:27 pipejakob temporarily disables kubeadm e2e Conformance testing
2017-03-13 12:01 pipejakob finds that CNI providers still aren’t working
2017-03-14 13:11 pipejakob fixes kubeadm e2e job configuration
2017-03-16 11:23 bboreham fixes the weave-net CNI provider
2017-03-16 14:52 krzyzacy migrates kubeadm e2e job to be scenario/json based
2017-03-17 10:41 enisoc releases 1.6.0-beta.4
2017-03-22 12:35 dcbw merges change to make kubelet report NotReady
2017-03-24 12:06 enisoc releases 1.6.0-rc.1
2017-03-28 09:23 enisoc releases Kubernetes 1.6.0
2017-03-28 09:27 pipejakob updates kubeadm e2e job to use weave-net plugin
2017-03-28 22:40 jimmycuadra reports kubeadm 1.6.0 being broken
2017-03-29 13:04 kensimon opens PR to fix kubeadm master
2017-03-29 18:29 mikedanese opens second PR to fix kubeadm master in different way
2017-03-29 18:51 mikedanese opens PR for cherry-pick of above fix to release-1.6 branch
2017-03-30 16:57 mikedanese’s kubeadm fix is merged to master
2017-03-30 21:57 mikedanese adds new build of .deb for users to test
2017-03-31 00:26 mikedanese’s cherry-pick merged to release-1.6 branch
2017-03-31 11:34 pipejakob merges CI job for release-1.6 branch
2017-03-31 16:30 pipejakob merges quick fix for the “gcloud ssh issue”
2017-04-03 13:32 enisoc releases Kubernetes 1.6.1`;

export const zone = 'PST8PDT';

export function wall(text: string, inZone = zone): number {
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0] = text.split(/[- :]/).map(Number);
  return momentOf({ year, month, day: date, hour, minute }, inZone);
}

/** `clock` is what was written down. */
export const entries = written
  .trim()
  .split('\n')
  .map((line) => ({ at: wall(line.slice(0, 16)), clock: line.slice(11, 16), text: line.slice(17) }));

/** It has no time of its own: the post-mortem says "over the next few days". */
export const untimed = 'krzyzacy tries to fix the above regression';
