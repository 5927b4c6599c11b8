import { App, Aspects, CfnResource, IAspect, RemovalPolicies, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { bucketIn, made, rendered } from './fixture';
import { EnvironmentTier } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { expectSlotsComplete } from '../../fixtures/slots';
import { ENV, stackOn } from '../../fixtures/stacks';

const because = { reason: 'told by a test' };

/** A bucket, and a stack beside its own. */
function twoStacks() {
  const app = new App();
  const data = stackOn(EnvironmentTier.PRODUCTION, {}, app, 'Data', { env: ENV });
  const bucket = bucketIn(data);
  const shop = new Stack(app, 'Shop', { env: ENV });
  return { app, data, bucket, shop };
}

/** The resources in the stack of the bucket when nobody uses it. */
function untouched(): any {
  return Template.fromStack(twoStacks().data).toJSON().Resources;
}

function roleIn(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
}

function functionIn(stack: Stack): lambda.Function {
  return new lambda.Function(stack, 'Function', {
    code: lambda.Code.fromInline('exports.handler = () => {}'),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_22_X,
  });
}

function statementsOf(template: Template, type: string): any[] {
  return Object.values(template.findResources(type)).flatMap(
    ({ Properties }) => (Properties.PolicyDocument ?? Properties.KeyPolicy).Statement,
  );
}

describe('grants', () => {
  test('of another stack land in its role, with the key, and nothing points back', () => {
    const { app, data, bucket, shop } = twoStacks();
    expect(bucket.bucket.grantRead(roleIn(shop)).success).toBe(true);
    bucket.bucket.grantWrite(functionIn(shop));
    app.synth();
    const statements = statementsOf(Template.fromStack(shop), 'AWS::IAM::Policy');
    expect(statements.map(({ Action }) => Action)).toEqual(
      expect.arrayContaining([
        expect.arrayContaining(['s3:GetObject*', 's3:List*']),
        ['kms:Decrypt', 'kms:DescribeKey'],
        expect.arrayContaining(['s3:PutObject']),
        expect.arrayContaining(['kms:GenerateDataKey*']),
      ]),
    );
    expect(data.dependencies).toEqual([]);
    expect(Template.fromStack(data).toJSON().Resources).toEqual(untouched());
  });

  test('to somebody without a policy land in that of the bucket, and in that of the key', () => {
    const { stack, bucket, idOf } = made();
    const somebody = new iam.ServicePrincipal('quicksight.amazonaws.com');
    bucket.bucket.grantRead(somebody);
    bucket.bucket.grantRead(somebody);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::BucketPolicy', 2);
    const policies = [
      ...statementsOf(template, 'AWS::S3::BucketPolicy'),
      ...statementsOf(template, 'AWS::KMS::Key'),
    ].filter(({ Principal }) => Principal.Service === 'quicksight.amazonaws.com');
    expect(policies.map(({ Action }) => Action)).toEqual([
      expect.arrayContaining(['s3:GetObject*']),
      ['kms:Decrypt', 'kms:DescribeKey'],
    ]);
    expect(
      template.toJSON().Resources[idOf('bucketPolicy')].Properties.PolicyDocument.Statement.map(({ Sid }: any) => Sid),
    ).toEqual(['TlsOnly', 'RecentTlsOnly', undefined]);
    // A grant is no escape.
    expect(bucket.escapes).toEqual([]);
  });

  test('to a principal of another account stand on both sides', () => {
    const { data, bucket } = twoStacks();
    bucket.bucket.grantRead(new iam.AccountPrincipal('999999999999'));
    const template = Template.fromStack(data);
    for (const type of ['AWS::S3::BucketPolicy', 'AWS::KMS::Key']) {
      expect(JSON.stringify(statementsOf(template, type))).toContain(':iam::999999999999:root');
    }
  });

  test('to everybody are refused where the bucket is closed', () => {
    expect(() => made().bucket.bucket.grantPublicAccess()).toThrow(/blockPublicPolicy/);
  });
});

test('a statement lands in our policy, after a patch of it too', () => {
  const { stack, bucket, idOf } = made();
  bucket.escape(
    'bucketPolicy',
    Patch.property('PolicyDocument.Statement[Sid=RecentTlsOnly].Condition', {
      NumericLessThan: { 's3:TlsVersion': '1.3' },
    }),
    because,
  );
  const result = bucket.bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'Theirs',
      principals: [new iam.ArnPrincipal('arn:aws:iam::111122223333:role/theirs')],
      actions: ['s3:GetObject'],
      resources: [bucket.bucket.arnForObjects('*')],
    }),
  );
  expect(result).toEqual({ statementAdded: true, policyDependable: bucket.resources.bucketPolicy });
  const { Statement } = Template.fromStack(stack).toJSON().Resources[idOf('bucketPolicy')].Properties.PolicyDocument;
  expect(Statement.map(({ Sid }: any) => Sid)).toEqual(['TlsOnly', 'RecentTlsOnly', 'Theirs']);
  expect(Statement[1].Condition.NumericLessThan).toEqual({ 's3:TlsVersion': '1.3' });
  expect(bucket.escapes.map(({ kind }) => kind)).toEqual([EscapeKind.PATCH]);
});

test('a statement without a principal is found at synthesis', () => {
  const { stack, bucket } = made();
  bucket.bucket.addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
  expect(() => (stack.node.root as App).synth()).toThrow(/principal/i);
});

describe('notifications', () => {
  const created = s3.EventType.OBJECT_CREATED;

  test('to a queue, a topic and a function: the other side is told, and EventBridge stays on', () => {
    const { stack, bucket, idOf } = made();
    bucket.bucket.addEventNotification(created, new notifications.SqsDestination(new sqs.Queue(stack, 'Queue')), {
      prefix: 'in/',
    });
    bucket.bucket.addEventNotification(created, new notifications.SnsDestination(new sns.Topic(stack, 'Topic')));
    bucket.bucket.addObjectRemovedNotification(new notifications.LambdaDestination(functionIn(stack)));
    const template = Template.fromStack(stack);
    const arn = { 'Fn::GetAtt': [idOf('bucket'), 'Arn'] };
    template.hasResourceProperties('Custom::S3BucketNotifications', {
      BucketName: { Ref: idOf('bucket') },
      // Adds to what is there, and leaves EventBridge on.
      Managed: false,
      NotificationConfiguration: {
        QueueConfigurations: [Match.objectLike({ Events: [created] })],
        TopicConfigurations: [Match.anyValue()],
        LambdaFunctionConfigurations: [Match.anyValue()],
      },
    });
    template.hasResource('Custom::S3BucketNotifications', { DependsOn: Match.arrayWith([idOf('bucketPolicy')]) });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Condition: { ArnLike: { 'aws:SourceArn': arn } } })]),
      },
    });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Condition: { ArnLike: { 'aws:SourceArn': arn } } })]),
      },
    });
    template.hasResourceProperties('AWS::Lambda::Permission', { SourceArn: arn, Principal: 's3.amazonaws.com' });
    template.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    expect(bucket.escapes).toEqual([]);
  });

  test('a rule of another stack changes nothing here', () => {
    const { app, data, bucket, shop } = twoStacks();
    new events.Rule(shop, 'Rule', {
      eventPattern: { source: ['aws.s3'], detail: { bucket: { name: [bucket.bucketName] } } },
      targets: [new targets.LambdaFunction(functionIn(shop))],
    });
    app.synth();
    expect(Template.fromStack(data).toJSON().Resources).toEqual(untouched());
  });
});

test('CloudFront reads it, with its key', () => {
  const { stack, bucket } = made();
  new cloudfront.Distribution(stack, 'Site', {
    defaultBehavior: { origin: origins.S3BucketOrigin.withOriginAccessControl(bucket.bucket) },
  });
  const template = Template.fromStack(stack);
  const ofCloudfront = (type: string) =>
    statementsOf(template, type).filter(({ Principal }) => Principal.Service === 'cloudfront.amazonaws.com');
  expect(ofCloudfront('AWS::S3::BucketPolicy')).toEqual([expect.objectContaining({ Action: 's3:GetObject' })]);
  expect(ofCloudfront('AWS::KMS::Key')).toEqual([expect.objectContaining({ Action: 'kms:Decrypt' })]);
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Origins: [Match.objectLike({ DomainName: Match.anyValue(), OriginAccessControlId: Match.anyValue() })],
    },
  });
});

test('a view makes nothing by itself', () => {
  const { stack, bucket } = made();
  const { bucket: view } = bucket;
  expect([view.bucketName, view.bucketArn, view.encryptionKey?.keyArn]).toEqual([
    bucket.bucketName,
    bucket.bucketArn,
    bucket.resources.key!.attrArn,
  ]);
  expect(bucket.bucket).toBe(view);
  expect(bucket.key).toBe(view.encryptionKey);
  expect(Template.fromStack(stack).toJSON()).toEqual(rendered().template.toJSON());
  expectSlotsComplete(bucket);
  expect(made({}, EnvironmentTier.DEVELOPMENT).bucket.key).toBeUndefined();
});

describe('with what others apply to everything', () => {
  test('tags', () => {
    const stack = stackOn();
    bucketIn(stack);
    Tags.of(stack).add('cost-centre', '42');
    for (const type of ['AWS::S3::Bucket', 'AWS::KMS::Key']) {
      Template.fromStack(stack).allResourcesProperties(type, {
        Tags: Match.arrayWith([{ Key: 'cost-centre', Value: '42' }]),
      });
    }
  });

  test('an Aspect that changes is obeyed, and seen', () => {
    const stack = stackOn();
    const bucket = bucketIn(stack);
    class Accelerate implements IAspect {
      visit(node: IConstruct) {
        if (node === bucket.resources.bucket) {
          bucket.resources.bucket.accelerateConfiguration = { accelerationStatus: 'Enabled' };
        }
      }
    }
    Aspects.of(stack).add(new Accelerate());
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      AccelerateConfiguration: { AccelerationStatus: 'Enabled' },
    });
    expect(bucket.escapes).toEqual([
      { slot: 'bucket', kind: EscapeKind.UNRECORDED, properties: ['AccelerateConfiguration'] },
    ]);
  });

  test('removal policies of the organisation', () => {
    const stack = stackOn(EnvironmentTier.DEVELOPMENT);
    const bucket = bucketIn(stack);
    RemovalPolicies.of(stack).apply(RemovalPolicy.RETAIN);
    Template.fromStack(stack).hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain' });
    expect(bucket.escapes.filter(({ kind }) => kind === EscapeKind.UNRECORDED)).toEqual([]);
  });
});

test('every resource of the view of somebody else stays below the bucket', () => {
  const { stack, bucket } = made();
  bucket.bucket.addEventNotification(
    s3.EventType.OBJECT_CREATED,
    new notifications.SqsDestination(new sqs.Queue(stack, 'Queue')),
  );
  const added = bucket.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .filter(resource => !bucket.slots.some(slot => bucket.resource(slot) === resource));
  expect(added.map(({ cfnResourceType }) => cfnResourceType).sort()).toEqual([
    'AWS::IAM::Policy',
    'Custom::S3BucketNotifications',
  ]);
});
