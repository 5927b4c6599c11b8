import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { App, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Fn, TerraformStack } from 'cdktf';
import { capabilityIds, Engine, loadCapability, renderingOf, surroundingsIn } from '../../../projenrc/capabilities';
import { ManagedBucket } from '../../../src/capabilities/bucket/aws';
import { ManagedBucket as TerraformBucket } from '../../../src/capabilities/bucket/terraform';
import { PlatformInsights } from '../../../src/capabilities/insights/aws';
import { PlatformInsights as TerraformInsights } from '../../../src/capabilities/insights/terraform';
import { Network } from '../../../src/capabilities/network/aws';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../../src/capabilities/queue/terraform';
import { ManagedTopic } from '../../../src/capabilities/topic/aws';
import { ManagedTopic as TerraformTopic } from '../../../src/capabilities/topic/terraform';
import { GoldenPath } from '../../../src/path/golden-path';
import { propsOf } from '../../../src/path/sample';
import { EnvironmentTier } from '../../../src/path/tier';
import { STRUCTS } from '../../../src/support/structs.generated';
import { ENV, stackOn } from '../../fixtures/stacks';
import { terraformStackOn } from '../../fixtures/terraform';
import { workbench } from '../../samples/engines';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

describe('the policy of a key of this app', () => {
  const allow = (...services: string[]) =>
    new iam.PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      principals: services.map(service => new iam.ServicePrincipal(service)),
    });

  /** A stack with a key, and the faults that its synthesis finds once `make` has made something with it. */
  function faultsOf(make: (stack: Stack, encryptionKeyArn: string, key: kms.Key) => void): string[] {
    const stack = stackOn();
    const key = new kms.Key(stack, 'Key');
    make(stack, key.keyArn, key);
    return stack.node.findAll().flatMap(({ node }) => node.validate());
  }
  const lacks = (services: string) => [
    expect.stringContaining(`The policy of the key Shop/Key does not let in ${services}`),
  ];

  test('has to let in CloudWatch Logs, where logs are encrypted with it', () => {
    const make = (stack: Stack, encryptionKeyArn: string) => new Network(stack, 'Network', { encryptionKeyArn });
    expect(faultsOf(make)).toEqual(lacks('logs'));
    expect(
      faultsOf((stack, arn, key) => {
        make(stack, arn);
        // Whenever it comes.
        key.addToResourcePolicy(allow(`logs.${stack.region}.amazonaws.com`));
      }),
    ).toEqual([]);
  });

  test('has to let in CloudWatch, once an alarm tells a topic', () => {
    const told = (stack: Stack, encryptionKeyArn: string) => {
      const { topic } = new ManagedTopic(stack, 'News', { encryptionKeyArn });
      const metric = new ManagedQueue(stack, 'Jobs').metric('NumberOfMessagesSent');
      metric.createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 }).addAlarmAction(new SnsAction(topic));
    };
    expect(faultsOf(told)).toEqual(lacks('cloudwatch'));
    expect(
      faultsOf((stack, arn, key) => {
        key.addToResourcePolicy(allow('cloudwatch.amazonaws.com'));
        told(stack, arn);
      }),
    ).toEqual([]);
  });

  test('has to let in CloudWatch, where the topic is that of the alarms of the path', () => {
    const app = new App();
    const platform = new Stack(app, 'Platform', { env: ENV });
    new GoldenPath({ organization: 'acme', owner: 'platform', tier: EnvironmentTier.PRODUCTION }).attachTo(platform);
    const key = new kms.Key(platform, 'Key');
    const { topicArn: alarmTopicArn } = new ManagedTopic(platform, 'Alarms', { encryptionKeyArn: key.keyArn });
    const shop = stackOn(EnvironmentTier.PRODUCTION, { alarmTopicArn }, app, 'Shop', { env: ENV });
    new ManagedQueue(shop, 'Jobs');
    expect(platform.node.findAll().flatMap(({ node }) => node.validate())).toEqual([
      expect.stringContaining('does not let in cloudwatch'),
    ]);
  });

  test('has to let in SNS, once a topic sends, or keeps dead letters', () => {
    const subscribed = (stack: Stack, ofTopic?: string, ofQueue?: string) => {
      const queue = new ManagedQueue(stack, 'Jobs', { encryptionKeyArn: ofQueue });
      new ManagedTopic(stack, 'News', { encryptionKeyArn: ofTopic }).subscribe(queue);
    };
    expect(faultsOf((stack, arn) => subscribed(stack, arn))).toEqual(lacks('sns'));
    expect(faultsOf((stack, arn) => subscribed(stack, undefined, arn))).toEqual(lacks('sns'));
    expect(faultsOf((stack, arn) => new ManagedQueue(stack, 'Jobs', { encryptionKeyArn: arn }))).toEqual([]);
    expect(
      faultsOf((stack, arn, key) => {
        key.addToResourcePolicy(allow('sns.amazonaws.com'));
        subscribed(stack, arn, arn);
      }),
    ).toEqual([]);
  });

  test('has to let in EventBridge and the log, where both write', () => {
    const make = (stack: Stack, encryptionKeyArn: string) =>
      new PlatformInsights(stack, 'Insights', { encryptionKeyArn });
    expect(faultsOf(make)).toEqual(lacks('logs and events'));
    const everybody = new iam.PolicyStatement({
      actions: ['kms:*'],
      resources: ['*'],
      principals: [new iam.AnyPrincipal()],
      conditions: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    });
    expect(
      faultsOf((stack, arn, key) => {
        key.addToResourcePolicy(everybody);
        make(stack, arn);
      }),
    ).toEqual([]);
  });

  test('is not known of a key that stands elsewhere', () => {
    expect(faultsOf(stack => new PlatformInsights(stack, 'Insights', { encryptionKeyArn: KEY }))).toEqual([]);
  });

  test('of a bucket in development has to let in the log of what empties it, which Terraform does without', () => {
    const stack = stackOn(EnvironmentTier.DEVELOPMENT);
    new ManagedBucket(stack, 'In', { encryptionKeyArn: new kms.Key(stack, 'Key').keyArn });
    expect(stack.node.findAll().flatMap(({ node }) => node.validate())).toEqual(lacks('logs'));
    const other = terraformStackOn(EnvironmentTier.DEVELOPMENT);
    const policy = JSON.stringify({ Statement: [] });
    new TerraformBucket(other, 'In', { encryptionKeyArn: new KmsKey(other, 'Key', { policy }).arn });
    expect(other.node.findAll().flatMap(({ node }) => node.validate())).toEqual([]);
  });

  describe('on Terraform', () => {
    const FAULT = expect.stringContaining('The policy of the key Shop/Key does not let in logs and events');
    const letIn = (Service: string[]) => ({
      Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'kms:*' }],
    });

    function faultsOn(policy: (stack: TerraformStack) => string | undefined): string[] {
      const stack = terraformStackOn();
      const key = new KmsKey(stack, 'Key', { policy: policy(stack) });
      new TerraformInsights(stack, 'Insights', { encryptionKeyArn: key.arn });
      return stack.node.findAll().flatMap(({ node }) => node.validate());
    }

    test.each([
      ['of another service', () => JSON.stringify(letIn(['sns.amazonaws.com'])), [FAULT]],
      ['of another service, made by Terraform', () => Fn.jsonencode(letIn(['sns.amazonaws.com'])), [FAULT]],
      ['of both', () => Fn.jsonencode(letIn(['logs.eu-west-1.amazonaws.com', 'events.amazonaws.com'])), []],
      ['that a data source has', () => '${data.aws_iam_policy_document.key.json}', []],
      ['that stands elsewhere', () => undefined, []],
    ])('a policy %s', (_, policy, faults) => expect(faultsOn(policy)).toEqual(faults));

    test('that has to let in SNS, once a topic sends, or keeps dead letters', () => {
      const faults = (ofTopic: boolean, ofQueue: boolean) => {
        const stack = terraformStackOn();
        const { arn } = new KmsKey(stack, 'Key', { policy: JSON.stringify(letIn(['logs.eu-west-1.amazonaws.com'])) });
        const queue = new TerraformQueue(stack, 'Jobs', { encryptionKeyArn: ofQueue ? arn : undefined });
        new TerraformTopic(stack, 'News', { encryptionKeyArn: ofTopic ? arn : undefined }).subscribe(queue);
        return stack.node.findAll().flatMap(({ node }) => node.validate());
      };
      expect([faults(true, false), faults(false, true), faults(false, false)]).toEqual([
        lacks('sns'),
        lacks('sns'),
        [],
      ]);
    });
  });
});

/** The services that certainly use the key of the samples with one, as docs/guides/encryption-key.md has them. */
const NEEDED: { readonly [capability: string]: string } = {
  database: 'logs',
  function: 'logs and events',
  insights: 'logs and events',
  network: 'logs',
  secret: 'logs',
  service: 'logs',
  worker: 'logs',
};

describe.each<Engine>(['aws', 'terraform'])('on %s', engine => {
  const takesKey = (id: string) => 'encryptionKeyArn' in STRUCTS[loadCapability(id).definition.struct];
  test.each(capabilityIds().filter(takesKey))('a %s needs what is said of it', id => {
    const { stack } = workbench(engine);
    const around = surroundingsIn(engine, stack, stack.node.root.node.tryFindChild('StubNetwork'));
    const asked: any = propsOf(loadCapability(id).samples.others!['with a key of the team'], around);
    const encryptionKeyArn =
      engine === 'aws'
        ? new kms.Key(stack, 'Key').keyArn
        : new KmsKey(stack, 'Key', { policy: JSON.stringify({ Statement: [] }) }).arn;
    const Class = renderingOf(id, engine);
    const made = new Class(stack, 'It', { ...asked, encryptionKeyArn });
    const faults = made.node.validate().map((fault: string) => /does not let in (.*?):/.exec(fault)?.[1]);
    expect(faults).toEqual(id in NEEDED ? [NEEDED[id]] : []);
  });
});
