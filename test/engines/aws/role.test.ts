import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { networkIn, stackOn } from '../../fixtures/stacks';

/** The statements of the service's own task policy. */
function statements(service: GoldenPathService): any[] {
  const template = Template.fromStack(Stack.of(service)).toJSON();
  const role = Stack.of(service).resolve(service.resources.taskRole.logicalId);
  return Object.values<any>(template.Resources)
    .filter(({ Type, Properties }) => Type === 'AWS::IAM::RolePolicy' && Properties.RoleName.Ref === role)
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

const actionsOf = (service: GoldenPathService) =>
  statements(service)
    .flatMap(({ Action }) => Action)
    .sort();

const grants: { [name: string]: [(scope: Stack, service: GoldenPathService) => void, string[]] } = {
  'bucket.grantRead': [
    (scope, service) => new s3.Bucket(scope, 'B').grantRead(service),
    ['s3:GetBucket*', 's3:GetObject*', 's3:List*'],
  ],
  'queue.grantSendMessages': [
    (scope, service) => new sqs.Queue(scope, 'Q').grantSendMessages(service),
    ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
  ],
  'secret.grantRead': [
    (scope, service) => new secretsmanager.Secret(scope, 'S').grantRead(service),
    ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
  ],
  'key.grantDecrypt': [(scope, service) => new kms.Key(scope, 'K').grantDecrypt(service), ['kms:Decrypt']],
  'parameter.grantRead': [
    (scope, service) => new ssm.StringParameter(scope, 'P', { stringValue: 'x' }).grantRead(service),
    ['ssm:DescribeParameters', 'ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters'],
  ],
  'an encrypted bucket.grantRead': [
    (scope, service) => new s3.Bucket(scope, 'B', { encryption: s3.BucketEncryption.KMS }).grantRead(service.taskRole),
    ['kms:Decrypt', 'kms:DescribeKey', 's3:GetBucket*', 's3:GetObject*', 's3:List*'],
  ],
};

describe.each(Object.entries(grants))('%s', (_, [grant, actions]) => {
  test('in the same stack', () => {
    const stack = stackOn();
    const service = serviceIn(stack);
    grant(stack, service);
    expect(actionsOf(service)).toEqual(actions);
    expectSlotsComplete(service);
  });

  test.each([
    ["the resource's stack first", true],
    ["the service's stack first", false],
  ])('across stacks, %s', (__, resourceFirst) => {
    const app = new App();
    const make = (id: string) => stackOn(undefined, {}, app, id);
    const [data, shop] = resourceFirst ? [make('Data'), make('Shop')] : [make('Shop'), make('Data')].reverse();
    const service = serviceIn(shop);
    grant(data, service);
    expect(actionsOf(service)).toEqual(actions);
    app.synth();
    expect(shop.dependencies).toEqual([data]);
    expect(data.dependencies).toEqual([]);
  });
});

describe('the role', () => {
  test('tasks wait for the permissions, whenever they were granted', () => {
    const stack = stackOn();
    const service = serviceIn(stack);
    new sqs.Queue(stack, 'Q').grantSendMessages(service);
    const { DependsOn } =
      Template.fromStack(stack).toJSON().Resources[stack.resolve(service.resources.service.logicalId)];
    expect(DependsOn).toEqual(
      expect.arrayContaining(
        ['taskPolicy', 'executionPolicy'].map(slot => stack.resolve(service.resource(slot).logicalId)),
      ),
    );
  });

  test('has no policy until something is granted', () => {
    const service = serviceIn(stackOn());
    expect(service.slots).not.toContain('taskPolicy');
    expect(statements(service)).toEqual([]);
  });

  test('merges what is granted twice', () => {
    const stack = stackOn();
    const service = serviceIn(stack);
    const queue = new sqs.Queue(stack, 'Q');
    queue.grantSendMessages(service);
    queue.grantSendMessages(service);
    queue.grantPurge(service);
    expect(statements(service)).toHaveLength(1);
  });

  test('takes managed policies, each once', () => {
    const stack = stackOn();
    const service = serviceIn(stack);
    const policy = iam.ManagedPolicy.fromAwsManagedPolicyName('CloudWatchAgentServerPolicy');
    service.taskRole.addManagedPolicy(policy);
    service.taskRole.addManagedPolicy(
      iam.ManagedPolicy.fromManagedPolicyArn(stack, 'M', 'arn:aws:iam::123456789012:policy/mine'),
    );
    service.taskRole.addManagedPolicy(
      iam.ManagedPolicy.fromManagedPolicyArn(stack, 'N', 'arn:aws:iam::123456789012:policy/mine'),
    );
    expect(
      Template.fromStack(stack).toJSON().Resources[stack.resolve(service.resources.taskRole.logicalId)].Properties
        .ManagedPolicyArns,
    ).toHaveLength(2);
    expect(service.escapes).toEqual([]);
  });

  test('takes an L2 policy, and stands in one as a principal', () => {
    const stack = stackOn();
    const service = serviceIn(stack);
    service.taskRole.attachInlinePolicy(
      new iam.Policy(stack, 'Mine', {
        statements: [new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] })],
      }),
    );
    const bucket = new s3.Bucket(stack, 'B');
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ['s3:GetObject'],
        resources: [bucket.arnForObjects('*')],
        principals: [service.grantPrincipal],
      }),
    );
    const template = Template.fromStack(stack);
    const role = stack.resolve(service.resources.taskRole.logicalId);
    template.hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: role }] });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: [{ Principal: { AWS: { 'Fn::GetAtt': [role, 'Arn'] } } }] },
    });
  });

  test('can be passed on, and assumed', () => {
    const stack = stackOn();
    const service = serviceIn(stack);
    const deployer = new iam.Role(stack, 'Deployer', { assumedBy: new iam.AccountRootPrincipal() });
    service.taskRole.grantPassRole(deployer);
    service.executionRole.grantPassRole(deployer);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'iam:PassRole' })]) },
    });
  });
});

test('a grant across stacks makes nothing in the stack of what is granted', () => {
  const app = new App();
  const data = new Stack(app, 'Data');
  const queue = new sqs.Queue(data, 'Q');
  const shop = stackOn(undefined, { network: networkIn(app) }, app);
  queue.grantSendMessages(serviceIn(shop));
  Template.fromStack(data).resourceCountIs('AWS::SQS::QueuePolicy', 0);
});
