import { Fn } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { upperFirst } from '../../../support/names';
import { publishedParameters } from '../published-parameters';

/** Writes a network down below a prefix. */
export function publishNetwork(owner: CapabilityConstruct, network: INetwork, prefix: string): ssm.CfnParameter[] {
  return publishedParameters(network, prefix).map(({ slot, name, description, value }) =>
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
