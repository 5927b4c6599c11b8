import { CfnResource, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { IConstruct } from 'constructs';
import { KeyReferent } from '../brought';

const KEYS = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];

/** What an ARN that is brought for a key refers to. Of what a nested stack or a custom resource gives, nobody knows. */
export function referentOf(scope: IConstruct, arn: string): KeyReferent | undefined {
  if (/:alias\//.test(JSON.stringify(Stack.of(scope).resolve(arn)))) return { otherwise: 'ARN of an alias' };
  const [resource, attribute] = referredTo(arn) ?? [];
  if (resource === undefined || !/^AWS::(?!CloudFormation::)/.test(resource.cfnResourceType)) return undefined;
  if (KEYS.includes(resource.cfnResourceType) && attribute === 'Arn') return { region: resource.stack.region };
  return { otherwise: `${attribute} of ${resource.node.path}` };
}

/** The key of this app that an ARN refers to. */
export function keyIn(arn: string): kms.CfnKey | undefined {
  const [resource] = referredTo(arn) ?? [];
  return resource && kms.CfnKey.isCfnKey(resource) ? resource : undefined;
}

function referredTo(arn: string): [CfnResource, string] | undefined {
  const [token, ...others] = Tokenization.reverseString(arn).tokens;
  if (others.length > 0 || !Reference.isReference(token)) return undefined;
  return CfnResource.isCfnResource(token.target) ? [token.target, token.displayName] : undefined;
}
