import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Fn } from 'cdktf';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { upperFirst } from '../../../support/names';
import { publishedParameters } from '../published-parameters';

/** Writes a network down below a prefix. */
export function publishNetwork(owner: CapabilityConstruct, network: INetwork, prefix: string): SsmParameter[] {
  return publishedParameters(network, prefix).map(({ slot, name, description, value }) =>
    owner._slot(
      slot,
      new SsmParameter(owner, upperFirst(slot), {
        name,
        description,
        type: Array.isArray(value) ? 'StringList' : 'String',
        value: Array.isArray(value) ? Fn.join(',', value) : value,
        tags: owner._tags,
      }),
    ),
  );
}
