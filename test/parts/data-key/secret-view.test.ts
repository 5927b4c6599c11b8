import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SecretView } from '../../../src/parts/data-key/aws/secret-view';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbCdEf';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b';
const THROUGH_SECRETS_MANAGER = { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } };

function viewed() {
  const stack = new Stack(new App(), 'Shop', { env: { account: '123456789012', region: 'eu-west-1' } });
  const view = new SecretView(stack, 'View', { secretArn: SECRET, keyArn: KEY });
  const statements = () =>
    Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
  return { stack, view, statements };
}

test('who reads gets the secret and its key, the latter through Secrets Manager alone', () => {
  const { stack, view, statements } = viewed();
  view.grantRead(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }), ['AWSPENDING']);
  expect(statements()).toEqual([
    {
      Effect: 'Allow',
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      Resource: SECRET,
      Condition: { 'ForAnyValue:StringEquals': { 'secretsmanager:VersionStage': ['AWSPENDING'] } },
    },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY, Condition: THROUGH_SECRETS_MANAGER },
  ]);
});

test('what rotates it by plain CDK gets the key as well, before it is first asked to', () => {
  const { stack, view, statements } = viewed();
  const rotationLambda = new lambda.Function(stack, 'Rotator', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = () => 1'),
  });
  view.addRotationSchedule('Rotation', { rotationLambda });
  expect(statements()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: KEY,
        Condition: THROUGH_SECRETS_MANAGER,
      }),
    ]),
  );
  Template.fromStack(stack).hasResource('AWS::SecretsManager::RotationSchedule', {
    Properties: { SecretId: SECRET },
    DependsOn: Match.arrayWith([Match.stringLikeRegexp('RotatorServiceRoleDefaultPolicy')]),
  });
});

test('what is asked of its policy reaches whoever knows that policy', () => {
  class Guarded extends SecretView {
    public readonly asked: iam.PolicyStatement[] = [];
    public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
      this.asked.push(statement);
      return { statementAdded: true };
    }
  }
  const { stack } = viewed();
  const view = new Guarded(stack, 'Guarded', { secretArn: SECRET });
  view.grantRead(new iam.AccountPrincipal('999999999999'));
  view.denyAccountRootDelete();
  expect(view.asked.map(({ effect, actions }) => [effect, actions[0]])).toEqual([
    ['Allow', 'secretsmanager:GetSecretValue'],
    ['Deny', 'secretsmanager:DeleteSecret'],
  ]);
});
