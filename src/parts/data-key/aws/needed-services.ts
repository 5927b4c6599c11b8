import { CfnResource, Reference, Tokenization } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { missingServices } from '../needed-services';

/**
 * Sees to it that the policy of a brought key lets in the services that use it in their own name, where the key stands
 * in this app: others may add to its policy as long as there is time. That of any other key nobody here knows.
 */
export function needServices(owner: CapabilityConstruct, keyArn: string, services: readonly string[]): void {
  const key = keyIn(keyArn);
  if (key === undefined || services.length === 0) return;
  owner.node.addValidation({
    validate: () =>
      missingServices(key.node.path.replace(/\/Resource$/, ''), key.stack.resolve(key.keyPolicy), services),
  });
}

/** The key of this app that an ARN refers to. */
function keyIn(arn: string): kms.CfnKey | undefined {
  const [token, ...others] = Tokenization.reverseString(arn).tokens;
  if (others.length > 0 || !Reference.isReference(token)) return undefined;
  const { target } = token;
  return CfnResource.isCfnResource(target) && kms.CfnKey.isCfnKey(target) ? target : undefined;
}
