import { Condition } from '../../../record/condition';
import { Place } from '../../../record/place';
import { DatabaseDecisions } from '../decisions';

type Decision = keyof DatabaseDecisions;
/** A property by its two names, and the codec of both. */
type Property = Pick<Place<DatabaseDecisions>, 'cloudformation' | 'terraform' | 'unit' | 'provided'>;

export const ON_AURORA = { deployment: 'serverless' };
export const ON_INSTANCE = { deployment: 'instance' };
export const POSTGRES = { engine: 'postgres' };
export const MYSQL = { engine: 'mysql' };

/** The resource itself: whether there is one. */
export const RESOURCE = { cloudformation: '', terraform: '' };
/** The greatest capacity on Aurora. */
export const MOST_UNITS = {
  cloudformation: 'ServerlessV2ScalingConfiguration.MaxCapacity',
  terraform: 'serverlessv2_scaling_configuration.max_capacity',
};

/** A property of the cluster or the instance. */
export function ofDatabase(decision: Decision, property: Property): Place<DatabaseDecisions>[] {
  return [
    { decision, slot: 'cluster', ...property, when: ON_AURORA },
    { decision, slot: 'instance', ...property, when: ON_INSTANCE },
  ];
}

/** A property of what computes: the writer of a cluster, or the instance. */
export function ofWriter(decision: Decision, property: Property, when: Condition = {}): Place<DatabaseDecisions>[] {
  return [
    { decision, slot: 'writer', ...property, when: { ...ON_AURORA, ...when } },
    { decision, slot: 'instance', ...property, when: { ...ON_INSTANCE, ...when } },
  ];
}

/** A setting of an engine, in the parameter group of the cluster or of the instance. */
export function ofParameter(
  decision: Decision,
  name: string,
  engine: Condition,
  unit?: string,
): Place<DatabaseDecisions>[] {
  const property = {
    cloudformation: { path: 'Parameters', key: name },
    terraform: `parameter[name=${name}].value`,
    ...(unit === undefined ? {} : { unit }),
  };
  return [
    { decision, slot: 'clusterParameterGroup', ...property, when: { ...ON_AURORA, ...engine } },
    { decision, slot: 'parameterGroup', ...property, when: { ...ON_INSTANCE, ...engine } },
  ];
}
