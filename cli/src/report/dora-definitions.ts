import type { DoraMetric, DoraMetricId } from './model.js';

type Definition = Pick<DoraMetric, 'name' | 'definition' | 'clock' | 'unit' | 'better'>;

/** The names, definitions and clocks of DORA's five metrics. */
export function definitions(incidentHours: number): { readonly [metric in DoraMetricId]: Definition } {
  return {
    changeLeadTime: {
      name: 'Change lead time',
      definition: 'Median time of the changes that were deployed in the window.',
      clock:
        'From the merge of a change to the end of the first successful production deployment of its service after it.',
      unit: 'hours',
      better: 'lower',
    },
    deploymentFrequency: {
      name: 'Deployment frequency',
      definition:
        'Successful production deployments of a service per week of the window; of a service created in it, per ' +
        'week since then.',
      clock: 'The end of the deployment.',
      unit: 'per week',
      better: 'higher',
    },
    failedDeploymentRecoveryTime: {
      name: 'Failed deployment recovery time',
      definition:
        'Median time of the failed production deployments of the window that were recovered from. Those that were ' +
        'not yet are in the note.',
      clock:
        'From the end of the failed deployment to the resolution of the last incident that followed from it; ' +
        'without an incident, to the next successful deployment.',
      unit: 'hours',
      better: 'lower',
    },
    changeFailRate: {
      name: 'Change fail rate',
      definition:
        'Production deployments that failed, or that an incident followed from, of all production deployments of ' +
        'the window. One from which several incidents followed counts once.',
      clock:
        'An incident follows from the deployment that it names; else from the last one of its service, if that ' +
        `ended at most ${incidentHours} hours before.`,
      unit: 'share',
      better: 'lower',
    },
    deploymentReworkRate: {
      name: 'Deployment rework rate',
      definition:
        'Production deployments that were unplanned and done because of an incident, of all production ' +
        'deployments of the window.',
      clock:
        'A deployment that says that it is a rollback or hotfix, or the first one of its service while an ' +
        'incident is open.',
      unit: 'share',
      better: 'lower',
    },
  };
}

export const METRICS: readonly DoraMetricId[] = [
  'changeLeadTime',
  'deploymentFrequency',
  'failedDeploymentRecoveryTime',
  'changeFailRate',
  'deploymentReworkRate',
];

export const SELF_SELECTION =
  'Teams chose themselves whether to be on the platform. The gap is all that is different about these teams, of ' +
  'which the platform is a part; it is no measure of what the platform does. Compare the same teams before and ' +
  'after for that.';
