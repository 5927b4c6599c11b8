import { TerraformStack } from 'cdktf';
import { keyIn } from './referent';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { resolved } from '../../../engines/terraform/escape';
import { missingServices, NeededServices, servicesIn } from '../needed-services';

/**
 * Sees to it that the policy of a brought key lets in the services that use it in their own name, where the key and its
 * policy stand in this app, in one piece. What is read when Terraform plans, nobody knows here.
 */
export function needServices(owner: CapabilityConstruct, keyArn: string, services: NeededServices): void {
  const key = keyIn(keyArn);
  if (key === undefined) return;
  owner.node.addValidation({
    validate: () => {
      const policy = resolved(TerraformStack.of(key), key.policyInput);
      const isWhole = typeof policy === 'string' && !/^\$\{(?!jsonencode\()/.test(policy);
      return isWhole ? missingServices(key.node.path, policy, servicesIn(services)) : [];
    },
  });
}
