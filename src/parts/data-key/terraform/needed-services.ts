import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { TerraformStack, Tokenization } from 'cdktf';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { resolved } from '../../../engines/terraform/escape';
import { missingServices } from '../needed-services';

/**
 * Sees to it that the policy of a brought key lets in the services that use it in their own name, where the key and its
 * policy stand in this app, in one piece. What is read when Terraform plans, nobody knows here.
 */
export function needServices(owner: CapabilityConstruct, keyArn: string, services: readonly string[]): void {
  const key = keyIn(keyArn);
  if (key === undefined || services.length === 0) return;
  owner.node.addValidation({
    validate: () => {
      const policy = resolved(TerraformStack.of(key), key.policyInput);
      const isWhole = typeof policy === 'string' && !/^\$\{(?!jsonencode\()/.test(policy);
      return isWhole ? missingServices(key.node.path, policy, services) : [];
    },
  });
}

/** The key of this app that an ARN refers to. */
function keyIn(arn: string): KmsKey | undefined {
  const [token] = Tokenization.reverseString(arn).tokens;
  const { identifier, originStack } = (token ?? {}) as { identifier?: string; originStack?: TerraformStack };
  const keys = originStack?.node.findAll().filter(child => child instanceof KmsKey) ?? [];
  return keys.find(({ friendlyUniqueId }) => identifier === `aws_kms_key.${friendlyUniqueId}.arn`);
}
