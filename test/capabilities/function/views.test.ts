import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as api from 'aws-cdk-lib/aws-apigatewayv2';
import * as integrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3n from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { functionIn } from './fixture';
import { GoldenPathFunction } from '../../../src/capabilities/function/aws';
import { FunctionHttp } from '../../../src/capabilities/function/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly other: Stack;
  readonly fn: GoldenPathFunction;
  readonly aliasId: string;
}

/** The function and what uses it in one stack, or in two. */
describe.each([
  ['in the same stack', false],
  ['in another stack', true],
])('%s', (_, apart) => {
  function made(): Made {
    const app = new App();
    const stack = stackOn(EnvironmentTier.PRODUCTION, {}, app);
    const other = apart ? stackOn(EnvironmentTier.PRODUCTION, {}, app, 'Other') : stack;
    const fn = functionIn(stack, { http: FunctionHttp.iam() });
    return { app, stack, other, fn, aliasId: stack.resolve(fn.resource('alias').logicalId) };
  }
  /** All resources of both stacks. */
  const all = ({ app, stack, other }: Made): any[] => {
    app.synth();
    return [...new Set([stack, other])].flatMap(each =>
      Object.values<any>(Template.fromStack(each).toJSON().Resources ?? {}),
    );
  };
  /** Permissions on the alias, by who has them. */
  const permissions = (resources: any[], principal: string) =>
    resources.filter(
      ({ Type, Properties }) => Type === 'AWS::Lambda::Permission' && Properties.Principal === principal,
    );

  test('an L2 rule calls it, and may', () => {
    const each = made();
    new events.Rule(each.other, 'Rule', {
      schedule: events.Schedule.rate(Duration.days(1)),
      targets: [new targets.LambdaFunction(each.fn.function)],
    });
    const resources = all(each);
    const [permission] = permissions(resources, 'events.amazonaws.com');
    const [rule] = resources.filter(({ Type }) => Type === 'AWS::Events::Rule');
    expect(rule.Properties.Targets[0].Arn).toEqual(permission.Properties.FunctionName);
    expect(JSON.stringify(rule.Properties.Targets[0].Arn)).toContain(each.aliasId);
  });

  test('a topic calls it, and may', () => {
    const each = made();
    new sns.Topic(each.other, 'Topic').addSubscription(new subscriptions.LambdaSubscription(each.fn.function));
    const resources = all(each);
    const [subscription] = resources.filter(({ Type }) => Type === 'AWS::SNS::Subscription');
    const [permission] = permissions(resources, 'sns.amazonaws.com');
    expect(subscription.Properties.Endpoint).toEqual({ Ref: each.aliasId });
    expect(permission.Properties).toMatchObject({
      FunctionName: { Ref: each.aliasId },
      SourceArn: subscription.Properties.TopicArn,
    });
    expect(each.fn.slots.some(slot => /^allowInvoke.*Permission$/.test(slot))).toBe(true);
  });

  test('a bucket calls it, and may', () => {
    const each = made();
    new s3.Bucket(each.other, 'Bucket').addEventNotification(
      s3.EventType.OBJECT_CREATED,
      new s3n.LambdaDestination(each.fn.function),
    );
    const [permission] = permissions(all(each), 's3.amazonaws.com');
    expect(JSON.stringify(permission.Properties.FunctionName)).toContain(each.aliasId);
  });

  test('who is granted may call the alias, and no version past it', () => {
    const each = made();
    const role = new iam.Role(each.other, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    each.fn.grantInvoke(role);
    each.fn.grantInvokeUrl(role);
    const [policy] = all(each).filter(({ Type }) => Type === 'AWS::IAM::Policy');
    const [invoke, http] = policy.Properties.PolicyDocument.Statement;
    expect(invoke.Action).toBe('lambda:InvokeFunction');
    expect(JSON.stringify(invoke.Resource)).toContain(each.aliasId);
    expect(JSON.stringify(invoke.Resource)).not.toContain(':*');
    expect(http.Action).toBe('execute-api:Invoke');
  });

  test('a service that is granted may call', () => {
    const each = made();
    each.fn.grantInvoke(new iam.ServicePrincipal('lex.amazonaws.com'));
    expect(permissions(all(each), 'lex.amazonaws.com')).toHaveLength(1);
  });

  test('grants of L2s land in its role, with their keys', () => {
    const each = made();
    new dynamodb.Table(each.other, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    }).grantReadData(each.fn);
    new sqs.Queue(each.other, 'Queue').grantSendMessages(each.fn.function);
    const resources = all(each);
    const [policy] = resources.filter(
      ({ Type, Properties }) =>
        Type === 'AWS::IAM::RolePolicy' && JSON.stringify(Properties).includes('dynamodb:GetItem'),
    );
    expect(JSON.stringify(policy)).toContain('sqs:SendMessage');
    expect(resources.filter(({ Type }) => Type === 'AWS::IAM::Policy')).toEqual([]);
  });

  test('an L2 event source polls for it, and it may', () => {
    const each = made();
    each.fn.function.addEventSource(new sources.SqsEventSource(new sqs.Queue(each.other, 'Queue')));
    const resources = all(each);
    const [mapping] = resources.filter(({ Type }) => Type === 'AWS::Lambda::EventSourceMapping');
    expect(JSON.stringify(mapping.Properties.FunctionName)).toContain(':live');
    expect(
      resources.some(
        ({ Type, Properties }) =>
          Type === 'AWS::IAM::RolePolicy' && JSON.stringify(Properties).includes('sqs:ReceiveMessage'),
      ),
    ).toBe(true);
  });

  test('connections put it into the network', () => {
    const each = made();
    const cache = new ec2.Connections({
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(each.other, 'Cache', 'sg-0aa')],
    });
    each.fn.connections.allowTo(cache, ec2.Port.tcp(6379));
    const resources = all(each);
    expect(
      resources.find(({ Type }) => Type === 'AWS::Lambda::Function').Properties.VpcConfig.SecurityGroupIds,
    ).toHaveLength(1);
    expect(
      resources.some(
        ({ Type, Properties }) => Type === 'AWS::EC2::SecurityGroupEgress' && Properties.FromPort === 6379,
      ),
    ).toBe(true);
    expect(each.fn.function.isBoundToVpc).toBe(true);
    expect(each.fn.function.connections).toBe(each.fn.connections);
  });

  test('metrics in an L2 alarm are those of the alias', () => {
    const each = made();
    const { fn } = each;
    [
      fn.metricErrors(),
      fn.metricInvocations(),
      fn.metricDuration(),
      fn.metricThrottles({ period: Duration.minutes(1) }),
      fn.function.metricErrors(),
    ].forEach(
      (metric, i) => new cloudwatch.Alarm(each.other, `Alarm${i}`, { metric, threshold: 1, evaluationPeriods: 1 }),
    );
    each.app.synth();
    const template = Template.fromStack(each.other);
    for (const name of ['Errors', 'Invocations', 'Duration', 'Throttles']) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: name,
        Namespace: 'AWS/Lambda',
        Dimensions: [
          { Name: 'FunctionName', Value: Match.anyValue() },
          { Name: 'Resource', Value: Match.anyValue() },
        ],
      });
    }
  });

  test('the HTTP API takes a route of others', () => {
    const each = made();
    new api.HttpRoute(each.other, 'Docs', {
      httpApi: each.fn.httpApi,
      routeKey: api.HttpRouteKey.with('/docs', api.HttpMethod.GET),
      integration: new integrations.HttpUrlIntegration('Docs', 'https://docs.acme.com'),
    });
    const routes = all(each).filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route');
    expect(routes.map(({ Properties }) => Properties.RouteKey).sort()).toEqual(['$default', 'GET /docs']);
  });

  test('the dead letters can be worked through, with the key', () => {
    const each = made();
    const redrive = new lambda.Function(each.other, 'Redrive', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('//'),
    });
    redrive.addEventSource(new sources.SqsEventSource(each.fn.deadLetterQueue));
    const policies = all(each).filter(({ Type }) => Type === 'AWS::IAM::Policy');
    const text = JSON.stringify(policies);
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'kms:Decrypt']) expect(text).toContain(action);
  });

  test('the log group with an L2 metric filter', () => {
    const each = made();
    new logs.MetricFilter(each.other, 'Filter', {
      logGroup: each.fn.logGroup,
      metricNamespace: 'Acme',
      metricName: 'Errors',
      filterPattern: logs.FilterPattern.anyTerm('ERROR'),
    });
    expect(all(each).some(({ Type }) => Type === 'AWS::Logs::MetricFilter')).toBe(true);
  });
});

test('views are made once, on first use, and are no resources', () => {
  const stack = stackOn();
  const fn = functionIn(stack, { http: FunctionHttp.iam() });
  const views: (keyof GoldenPathFunction)[] = [
    'function',
    'logGroup',
    'role',
    'securityGroup',
    'connections',
    'httpApi',
    'deadLetterQueue',
  ];
  for (const view of views) expect(fn[view]).toBe(fn[view]);
  expect(fn.function.role).toBe(fn.role);
  expect(fn.function.architecture).toBe(lambda.Architecture.ARM_64);
  expectSlotsComplete(fn);
  expect(fn.escapes).toEqual([]);
});

test('without HTTP there is nothing to call', () => {
  const stack = stackOn();
  expect(refusal(() => functionIn(stack, {}, 'Quiet').httpApi).complaint.hint).toContain('FunctionHttp.iam()');
  expect(
    refusal(() => functionIn(stack).grantInvokeUrl(new iam.ServicePrincipal('x.amazonaws.com'))).complaint.hint,
  ).toContain('FunctionHttp.iam()');
});
