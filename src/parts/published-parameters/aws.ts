import { Fn } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { PublishedParameter } from './published-parameters';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { upperFirst } from '../../support/names';

/** Publishes facts as SSM parameters, each in a slot. */
export function renderParameters(owner: CapabilityConstruct, parameters: PublishedParameter[]): ssm.CfnParameter[] {
  return parameters.map(({ slot, name, description, value }) =>
    owner._slot(
      slot,
      new ssm.CfnParameter(owner, upperFirst(slot), {
        name,
        description,
        type: Array.isArray(value) ? 'StringList' : 'String',
        value: Array.isArray(value) ? Fn.join(',', value) : value,
      }),
    ),
  );
}
