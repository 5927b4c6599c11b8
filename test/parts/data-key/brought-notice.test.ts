import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';

test('the warning about a brought key says references as the template has them', () => {
  const stack = new Stack(new App(), 'Shop');
  const encryptionKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';
  const queue = new ManagedQueue(stack, 'Jobs', { encryptionKeyArn });
  const conditions = { ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:sns:*:${stack.account}:*` } };
  const principals = [new iam.ServicePrincipal('sns.amazonaws.com', { conditions })];
  queue.key!.addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals }));
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('The key was brought'));
  expect(warnings.length).toBe(1);
  const said = String(warnings[0].entry.data);
  expect(said).toContain('AWS::Partition');
  expect(said).not.toContain('Token[');
});
