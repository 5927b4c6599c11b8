import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Fn } from 'cdktf';
import { PublishedParameter } from './published-parameters';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { upperFirst } from '../../support/names';

/** Publishes facts as SSM parameters, each in a slot. */
export function renderParameters(owner: CapabilityConstruct, parameters: PublishedParameter[]): SsmParameter[] {
  return parameters.map(({ slot, name, description, value }) =>
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
