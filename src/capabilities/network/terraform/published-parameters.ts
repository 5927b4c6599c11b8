import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Fn } from 'cdktf';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { upperFirst } from '../../../support/names';
import { NetworkAttributes } from '../props';
import { publishedParameters } from '../published-parameters';

/** Publishes a network as SSM parameters below a prefix. */
export function renderParameters(
  owner: CapabilityConstruct,
  attributes: Required<NetworkAttributes>,
  prefix: string,
): SsmParameter[] {
  return publishedParameters(owner.node.path, attributes, prefix).map(({ slot, name, description, value }) =>
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
