import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Annotations, App, Aspects, Stack } from 'aws-cdk-lib';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { App as TerraformApp, TerraformStack, Testing } from 'cdktf';
import { IConstruct } from 'constructs';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../../src/capabilities/queue/terraform';
import { GoldenPath, GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:on-call';
const { PRODUCTION, STAGING, DEVELOPMENT } = EnvironmentTier;

describe('alarms that tell nobody, on CloudFormation', () => {
  const warningsOf = (props: Partial<GoldenPathProps>, prepare: (stack: Stack) => void = () => {}) => {
    const stack = new Stack(new App(), 'Shop');
    new GoldenPath({ organization: 'acme', ...props }).attachTo(stack);
    prepare(stack);
    new ManagedQueue(stack, 'Jobs');
    new ManagedQueue(stack, 'Mails');
    return Found.fromStack(stack)
      .findWarning('*', Match.stringLikeRegexp('tell nobody'))
      .map(({ id, entry }) => `${id}: ${entry.data}`);
  };

  test('are one warning for a stack in production, which says how many, and where the topic is', () => {
    expect(warningsOf({ tier: PRODUCTION })).toEqual([
      expect.stringMatching(
        /^\/Shop: 4 alarms of Shop in production.*alarmTopicArn.*md#alarms.*\[ack: goldenpath:alarms-tell-nobody\]$/,
      ),
    ]);
    expect(warningsOf({})).toHaveLength(1);
  });

  test('of what was removed do not count', () => {
    const remove = (stack: Stack) => {
      new ManagedQueue(stack, 'Refused');
      stack.node.tryRemoveChild('Refused');
    };
    expect(warningsOf({}, remove)).toEqual([expect.stringContaining('4 alarms')]);
  });

  test('are none with a topic, elsewhere, where others give them an action, and where it is acknowledged', () => {
    expect(warningsOf({ alarmTopicArn: TOPIC })).toEqual([]);
    expect(warningsOf({ tier: STAGING, defaults: { 'queue.alarms': true } })).toEqual([]);
    expect(warningsOf({ tier: DEVELOPMENT })).toEqual([]);
    const act = (node: IConstruct) => void (node instanceof CfnAlarm && (node.alarmActions = [TOPIC]));
    expect(warningsOf({}, stack => Aspects.of(stack).add({ visit: act }))).toEqual([]);
    const override = (node: IConstruct) =>
      void (node instanceof CfnAlarm && node.addPropertyOverride('AlarmActions', [TOPIC]));
    expect(warningsOf({}, stack => Aspects.of(stack).add({ visit: override }))).toEqual([]);
    const acknowledge = (stack: Stack) =>
      Annotations.of(stack).acknowledgeWarning('goldenpath:alarms-tell-nobody', 'nobody is on call');
    expect(warningsOf({}, acknowledge)).toEqual([]);
  });
});

describe('alarms that tell nobody, on Terraform', () => {
  const warningsOf = (
    props: Partial<GoldenPathProps>,
    context = {},
    prepare: (queue: TerraformQueue) => void = () => {},
  ) => {
    const app: TerraformApp = Testing.stubVersion(new TerraformApp({ stackTraces: false, context }));
    const stack = new TerraformStack(app, 'shop');
    new GoldenPath({ organization: 'acme', ...props }).attachTo(stack);
    prepare(new TerraformQueue(stack, 'Jobs'));
    for (const construct of stack.node.findAll()) construct.node.validate();
    return stack.node.metadata.map(({ data }) => String(data)).filter(text => /tell nobody/.test(text));
  };

  test('are one warning for a stack in production', () => {
    expect(warningsOf({})).toEqual([
      expect.stringMatching(/^2 alarms of shop .*\[ack: goldenpath:alarms-tell-nobody\]$/),
    ]);
  });

  test('of what was removed do not count', () => {
    expect(warningsOf({}, {}, queue => void queue.node.scope!.node.tryRemoveChild('Jobs'))).toEqual([]);
  });

  test('are none with a topic or an action, and where it is acknowledged', () => {
    expect(warningsOf({ alarmTopicArn: TOPIC })).toEqual([]);
    expect(warningsOf({}, { 'goldenpath:alarms-tell-nobody': true })).toEqual([]);
    const act = (queue: TerraformQueue) => {
      for (const slot of ['deadLettersAlarm', 'oldestMessageAlarm']) {
        (queue.resource(slot) as CloudwatchMetricAlarm).alarmActions = [TOPIC];
      }
    };
    expect(warningsOf({}, {}, act)).toEqual([]);
  });
});
