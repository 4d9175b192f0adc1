/** The outline of the published post-mortem of kubeadm 1.6.0: its headings, and the days from the report to the release. */

export const published = [
  'Incident Date:',
  'Owners:',
  'Collaborators:',
  'Status:',
  'Summary:',
  'Impact:',
  'Root Causes:',
  'Resolution:',
  'Detection:',
  'Lessons Learned:',
  'What went well',
  'What went wrong',
  'Where we got lucky',
  'Action Items:',
  'Timeline',
];

export const days = ['2017/03/28', '2017/03/29', '2017/03/30', '2017/03/31', '2017/04/03'];
