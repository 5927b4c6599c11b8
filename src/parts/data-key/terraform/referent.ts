import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Tokenization } from 'cdktf';
import { environmentOf } from '../../../engines/terraform/environment';
import { KeyReferent } from '../brought';

/** What refers to a key or an alias, and gives no ARN of a key. */
const OTHERWISE = /^(data\.)?aws_kms_(key\..+\.(?!arn$)|alias\..+\.(?!target_key_arn$))\w+$/;

/** What an ARN that is brought for a key refers to. */
export function referentOf(arn: string): KeyReferent | undefined {
  const identifier = identifierOf(arn);
  if (identifier && OTHERWISE.test(identifier)) return { otherwise: identifier };
  const key = keyIn(arn);
  return key && { region: regionOf(key) };
}

/** The key of this app that an ARN refers to. */
export function keyIn(arn: string): KmsKey | undefined {
  const [token] = Tokenization.reverseString(arn).tokens;
  const { originStack } = (token ?? {}) as { originStack?: TerraformStack };
  const keys = originStack?.node.findAll().filter(child => child instanceof KmsKey) ?? [];
  return keys.find(({ friendlyUniqueId }) => identifierOf(arn) === `aws_kms_key.${friendlyUniqueId}.arn`);
}

function identifierOf(arn: string): string | undefined {
  const [token] = Tokenization.reverseString(arn).tokens;
  return (token as { identifier?: string } | undefined)?.identifier;
}

function regionOf(key: KmsKey): string | undefined {
  const { provider, regionInput } = key;
  return regionInput ?? (provider instanceof AwsProvider ? provider.regionInput : environmentOf(key).region);
}
