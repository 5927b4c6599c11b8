import { Fn } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { upperFirst } from '../../../support/names';
import { NetworkAttributes } from '../props';
import { publishedParameters } from '../published-parameters';

/** Publishes a network as SSM parameters below a prefix. */
export function renderParameters(
  owner: CapabilityConstruct,
  attributes: Required<NetworkAttributes>,
  prefix: string,
): ssm.CfnParameter[] {
  return publishedParameters(owner.node.path, attributes, prefix).map(({ slot, name, description, value }) =>
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
