import { App, Aspects, CfnResource, IAspect, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { idOf, queueOn, slotsOf } from './fixture';
import { TIERS } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';

const [development, , production] = TIERS;

/** A queue, and the stack of those who know it: the same one, or another. */
const STACKS = ['the same stack', 'another stack'];
const places = TIERS.flatMap(tier => STACKS.map(stack => [tier, stack] as const));
function meeting(tier: typeof production, place: string, context?: { [flag: string]: boolean }) {
  const { app, stack, queue } = queueOn(tier, {}, {}, new App({ context }));
  return { app, data: stack, queue, shop: place === 'the same stack' ? stack : new Stack(app, 'Shop') };
}

const statements = (queue: any, slot: string) =>
  slotsOf(queue)[slot].Properties[slot === 'key' ? 'KeyPolicy' : 'PolicyDocument'].Statement;

describe.each(places)('in %s, with plain L2s of %s', (tier, place) => {
  test.each([true, false])('a topic sends (with the key for it alone: %s)', narrow => {
    const { app, data, queue, shop } = meeting(tier, place, {
      '@aws-cdk/aws-sns-subscriptions:restrictSqsDescryption': narrow,
    });
    const topic = new sns.Topic(shop, 'Topic');
    topic.addSubscription(new subscriptions.SqsSubscription(queue.queue));
    app.synth();
    const source =
      data === shop ? { Ref: Match.stringLikeRegexp('Topic') } : { 'Fn::ImportValue': Match.stringLikeRegexp('Topic') };
    const template = Template.fromStack(data);
    template.resourceCountIs('AWS::SQS::QueuePolicy', 2);
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Sid: 'TlsOnly' }),
          {
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: 'sns.amazonaws.com' },
            Resource: { 'Fn::GetAtt': [idOf(queue.resources.queue), 'Arn'] },
            Condition: { ArnEquals: { 'aws:SourceArn': source } },
          },
        ],
      },
    });
    // SNS asks the queue when it subscribes.
    template.hasResource('AWS::SNS::Subscription', {
      DependsOn: [idOf(queue.resources.queuePolicy!)],
      Properties: { TopicArn: source, Endpoint: { 'Fn::GetAtt': [idOf(queue.resources.queue), 'Arn'] } },
    });
    if (tier !== development) {
      expect(statements(queue, 'key')).toContainEqual(
        expect.objectContaining({ Principal: { Service: expect.arrayContaining(['sns.amazonaws.com']) } }),
      );
    }
    expect(queue.escapes).toEqual([]);
  });

  test.each([true, false])('a rule sends (with the flag for one account: %s)', narrow => {
    const { app, data, queue, shop } = meeting(tier, place, {
      '@aws-cdk/aws-events:eventsTargetQueueSameAccount': narrow,
    });
    new events.Rule(shop, 'Rule', {
      eventPattern: { source: ['orders'] },
      targets: [new targets.SqsQueue(queue.queue)],
    });
    app.synth();
    Template.fromStack(shop).hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({ Arn: Match.anyValue() })],
    });
    const [tls, send, ...more] = statements(queue, 'queuePolicy');
    expect([tls.Sid, more]).toEqual(['TlsOnly', []]);
    expect(send).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Resource: { 'Fn::GetAtt': [idOf(queue.resources.queue), 'Arn'] },
    });
    expect(send.Action).toContain('sqs:SendMessage');
    if (data !== shop && tier === development) {
      expect(send.Condition).toEqual({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
    }
    if (data === shop && tier === development) {
      expect(send.Condition).toEqual({ ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.any(String), 'Arn'] } } });
    }
    if (narrow) expect(send).toHaveProperty('Condition');
    expect(queue.escapes).toEqual([]);
  });

  test('a bucket notifies', () => {
    const { app, queue, shop } = meeting(tier, place);
    new s3.Bucket(shop, 'Bucket').addEventNotification(
      s3.EventType.OBJECT_CREATED,
      new notifications.SqsDestination(queue.queue),
    );
    app.synth();
    const condition =
      place === 'the same stack'
        ? { ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.any(String), 'Arn'] } } }
        : { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    expect(statements(queue, 'queuePolicy').slice(1)).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: expect.arrayContaining(['sqs:SendMessage']),
        Resource: { 'Fn::GetAtt': [idOf(queue.resources.queue), 'Arn'] },
        Condition: condition,
      },
    ]);
    if (tier !== development) {
      expect(statements(queue, 'key')).toContainEqual(
        expect.objectContaining({ Principal: { Service: 's3.amazonaws.com' }, Condition: condition }),
      );
    }
  });

  test('a function works it', () => {
    const { app, queue, shop } = meeting(tier, place);
    const worker = new lambda.Function(shop, 'Worker', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
    });
    worker.addEventSource(new sources.SqsEventSource(queue.queue, { reportBatchItemFailures: true }));
    app.synth();
    const [policy] = Object.values<any>(Template.fromStack(shop).findResources('AWS::IAM::Policy'));
    const actions = policy.Properties.PolicyDocument.Statement.map((each: any) => each.Action);
    expect(actions[0]).toEqual(
      expect.arrayContaining(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']),
    );
    expect(actions.slice(1)).toEqual(tier === development ? [] : ['kms:Decrypt']);
    expect(statements(queue, 'queuePolicy')).toHaveLength(1);
    if (tier !== development) {
      expect(statements(queue, 'key').filter((each: any) => JSON.stringify(each).includes('Role'))).toEqual([]);
    }
  });

  test('roles send, and work through the dead letters', () => {
    const { app, queue, shop } = meeting(tier, place);
    const role = new iam.Role(shop, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    expect([
      queue.queue.grantSendMessages(role).success,
      queue.deadLetterQueue.grantConsumeMessages(role).success,
    ]).toEqual([true, true]);
    app.synth();
    const [policy] = Object.values<any>(Template.fromStack(shop).findResources('AWS::IAM::Policy'));
    expect(JSON.stringify(policy)).toContain('sqs:SendMessage');
    expect(JSON.stringify(policy)).toContain('sqs:ReceiveMessage');
    expect(JSON.stringify(policy).includes('kms:GenerateDataKey*')).toBe(tier !== development);
  });
});

describe('others', () => {
  test('cannot replace the policy without a word: they add to it, each once', () => {
    const { stack, queue } = queueOn();
    const vendor = new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal('111122223333')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queue.queueArn],
    });
    queue.queue.addToResourcePolicy(vendor);
    queue.queue.addToResourcePolicy(vendor);
    queue.deadLetterQueue.addToResourcePolicy(vendor);
    Template.fromStack(stack).resourceCountIs('AWS::SQS::QueuePolicy', 2);
    expect([statements(queue, 'queuePolicy').length, statements(queue, 'deadLetterQueuePolicy').length]).toEqual([
      2, 2,
    ]);
    expect(queue.escapes).toEqual([]);
  });

  test('are told when their statement cannot be one', () => {
    const { app, queue } = queueOn();
    queue.queue.addToResourcePolicy(
      new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    );
    expect(() => app.synth()).toThrow(/must specify at least one IAM principal/);
  });

  test('make the policy where the path says nothing in it', () => {
    const { queue } = queueOn(production, {}, { defaults: { 'queue.tlsRequired': false } });
    expect(queue.slots.filter(slot => /Policy$/.test(slot))).toEqual([]);
    new sns.Topic(Stack.of(queue), 'Topic').addSubscription(new subscriptions.SqsSubscription(queue.queue));
    expect(statements(queue, 'queuePolicy')).toHaveLength(1);
    expect(queue.resources.queuePolicy).toBe(queue.resource('queuePolicy'));
  });

  test('from another account are let in by queue and key', () => {
    const { stack, queue } = queueOn(production);
    const grant = queue.queue.grantSendMessages(new iam.AccountPrincipal('111122223333'));
    expect(grant.success).toBe(true);
    for (const slot of ['queuePolicy', 'key']) {
      expect(JSON.stringify(statements(queue, slot))).toContain('111122223333');
    }
    void stack;
  });
});

describe('views', () => {
  test('make no resources', () => {
    const { queue } = queueOn();
    const before = queue.node.findAll().filter(CfnResource.isCfnResource).length;
    void [queue.queue, queue.deadLetterQueue, queue.key, queue.metricApproximateAgeOfOldestMessage()];
    expect(queue.node.findAll().filter(CfnResource.isCfnResource)).toHaveLength(before);
    expect(queue.queue).toBe(queue.queue);
    expect(queueOn(development).queue.key).toBeUndefined();
  });

  test.each([true, false])('say what the queue is (FIFO: %s)', fifo => {
    const { stack, queue } = queueOn(production, { fifo });
    expect(queue.queue.fifo).toBe(fifo);
    expect(queue.queue.encryptionType).toBe(sqs.QueueEncryption.KMS);
    expect(stack.resolve([queue.queue.queueArn, queue.queue.queueUrl, queue.queue.queueName])).toEqual(
      stack.resolve([queue.queueArn, queue.queueUrl, queue.queueName]),
    );
  });

  test('have metrics that others can alarm on', () => {
    const { app, stack, queue } = queueOn();
    const ops = new Stack(app, 'Ops');
    queue.metricApproximateAgeOfOldestMessage().createAlarm(ops, 'Old', { threshold: 60, evaluationPeriods: 1 });
    queue
      .metricApproximateNumberOfMessagesVisible({ statistic: cloudwatch.Stats.AVERAGE })
      .createAlarm(ops, 'Many', { threshold: 60, evaluationPeriods: 1 });
    app.synth();
    Template.fromStack(ops).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: Match.anyValue() }],
    });
    Template.fromStack(ops).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Average',
    });
    expect(stack.dependencies).toEqual([]);
  });

  test('the dead-letter queue takes what a topic could not deliver', () => {
    const { app, queue, stack } = queueOn();
    const topic = new sns.Topic(stack, 'Topic');
    topic.addSubscription(new subscriptions.SqsSubscription(queue.queue, { deadLetterQueue: queue.deadLetterQueue }));
    app.synth();
    expect(statements(queue, 'deadLetterQueuePolicy')[1]).toMatchObject({
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
    });
  });
});

describe('with what others apply to everything', () => {
  test('tags reach queues and key', () => {
    const { stack } = queueOn();
    Tags.of(stack).add('cost-centre', '42');
    for (const type of ['AWS::SQS::Queue', 'AWS::KMS::Key']) {
      Template.fromStack(stack).allResourcesProperties(type, {
        Tags: Match.arrayWith([
          { Key: 'cost-centre', Value: '42' },
          { Key: 'goldenpath:owner', Value: 'platform' },
        ]),
      });
    }
  });

  test('an Aspect that changes is obeyed, and seen', () => {
    const { stack, queue } = queueOn();
    class ShortPolling implements IAspect {
      visit(node: IConstruct) {
        if (node instanceof sqs.CfnQueue && node.node.id === 'Resource') node.receiveMessageWaitTimeSeconds = 1;
      }
    }
    Aspects.of(stack).add(new ShortPolling());
    Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', { ReceiveMessageWaitTimeSeconds: 1 });
    expect(queue.escapes).toEqual([
      { slot: 'queue', kind: EscapeKind.UNRECORDED, properties: ['ReceiveMessageWaitTimeSeconds'] },
    ]);
  });

  test('a patch reaches any slot, the statements of a policy too, and keeps what others added', () => {
    const { queue, stack } = queueOn();
    new sns.Topic(stack, 'Topic').addSubscription(new subscriptions.SqsSubscription(queue.queue));
    queue.escape('queue', Patch.property('QueueName', 'signups'), { reason: 'a partner has the name in its firewall' });
    queue.escape('queuePolicy', Patch.property('PolicyDocument.Statement[Sid=TlsOnly].Action', 'SQS:*'), {
      reason: 'told by a test',
    });
    Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', { QueueName: 'signups' });
    expect(statements(queue, 'queuePolicy').map((each: any) => each.Action)).toEqual(['SQS:*', 'sqs:SendMessage']);
    expect(queue.escapes.map(({ kind }) => kind)).toEqual([EscapeKind.PATCH, EscapeKind.PATCH]);
  });
});
