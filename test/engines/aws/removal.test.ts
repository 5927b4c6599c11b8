import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { guarding, withRemovalPolicy } from '../../../src/engines/aws/removal';
import { CODECS } from '../../../src/record/codecs';

describe('what happens to a resource', () => {
  test.each([
    ['delete', 'Delete', 'Delete'],
    ['snapshot', 'Snapshot', 'Snapshot'],
    // Deleted when the deployment that makes it fails, kept ever after.
    ['retain', 'RetainExceptOnCreate', 'Retain'],
  ])('of which it was decided %s', (onRemoval, DeletionPolicy, UpdateReplacePolicy) => {
    const stack = new Stack();
    const queue = withRemovalPolicy(new CfnQueue(stack, 'Queue'), onRemoval);
    guarding(new CfnQueuePolicy(stack, 'Policy', { queues: [queue.ref], policyDocument: {} }), queue);
    const template = Template.fromStack(stack);
    for (const type of ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy']) {
      template.hasResource(type, { DeletionPolicy, UpdateReplacePolicy });
    }
    for (const written of [DeletionPolicy, UpdateReplacePolicy]) {
      expect(CODECS['on-removal'](written)).toBe(onRemoval);
      expect(CODECS.kept(written)).toBe(onRemoval === 'retain');
    }
  });
});
