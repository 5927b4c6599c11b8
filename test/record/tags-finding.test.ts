import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Tags } from 'aws-cdk-lib';
import { TerraformStack, Testing } from 'cdktf';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../src/capabilities/queue/terraform';
import { EnvironmentTier } from '../../src/path/tier';
import { findingsOf } from '../fixtures/findings';
import { stackOn } from '../fixtures/stacks';

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, 'value']));

test('on AWS CDK: a resource has at most 50 tags, with those of the stack and the three of the path', () => {
  const made = (count: number) => {
    const stack = stackOn(EnvironmentTier.DEVELOPMENT, {}, new App(), 'Shop');
    new ManagedQueue(stack, 'Jobs');
    for (const [key, value] of Object.entries(many(count))) Tags.of(stack).add(key, value);
    return JSON.stringify(findingsOf(stack));
  };
  expect(made(47)).not.toContain('tags, and AWS takes 50');
  expect(made(48)).toContain('has 51 tags, and AWS takes 50 of a resource');
});

test('on Terraform: those of the provider count', () => {
  const made = (count: number) => {
    const stack = new TerraformStack(Testing.app(), 'Shop');
    new AwsProvider(stack, 'Aws', { region: 'eu-west-1', defaultTags: [{ tags: many(count) }] });
    const queue = new TerraformQueue(stack, 'Jobs', { owner: 'team-a' });
    return queue.node.validate().join();
  };
  expect(made(49)).toBe('');
  expect(made(50)).toContain("'key' has 51 tags, and AWS takes 50 of a resource.");
});

test('a tag of a name that is AWS’s own is refused on either engine', () => {
  const stack = stackOn(EnvironmentTier.DEVELOPMENT, {}, new App(), 'Shop');
  new ManagedQueue(stack, 'Jobs');
  Tags.of(stack).add('aws:owner', 'me');
  expect(JSON.stringify(findingsOf(stack))).toContain("has the tag 'aws:owner', and names that begin with aws:");
  const terraform = new TerraformStack(Testing.app(), 'Shop');
  new AwsProvider(terraform, 'Aws', { region: 'eu-west-1', defaultTags: [{ tags: { 'AWS:owner': 'me' } }] });
  const queue = new TerraformQueue(terraform, 'Jobs', { owner: 'team-a' });
  expect(queue.node.validate().join()).toContain("has the tag 'AWS:owner'");
});
