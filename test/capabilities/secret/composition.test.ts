import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as rds from 'aws-cdk-lib/aws-rds';
import { secretIn, stackOf, templated } from './fixture';
import { SecretRotation, SecretSource } from '../../../src/capabilities/secret/props';
import { EnvironmentTier } from '../../../src/path/tier';

const THROUGH = {
  StringEquals: {
    'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
  },
};

function functionIn(stack: Stack, id = 'Function'): lambda.Function {
  return new lambda.Function(stack, id, {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = () => 1'),
  });
}

function statementsIn(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
}

describe('a plain function', () => {
  test('reads it, and its key', () => {
    const stack = stackOf();
    const secret = secretIn(stack);
    secret.secret.grantRead(functionIn(stack));
    expect(statementsIn(stack)).toEqual([
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: stack.resolve(secret.secretArn),
      },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(secret.key!.keyArn), Condition: THROUGH },
    ]);
    expect(secret.escapes).toEqual([]);
  });

  test.each([true, false])('in another stack, without a circle, whoever is made first: the secret %s', secretFirst => {
    const app = new App();
    const made = secretFirst ? secretIn(stackOf(undefined, {}, app)) : undefined;
    const functions = new Stack(app, 'Functions');
    const fn = functionIn(functions);
    const secret = made ?? secretIn(stackOf(undefined, {}, app));
    secret.secret.grantRead(fn);
    secret.secret.grantWrite(fn);
    app.synth();
    expect(Stack.of(secret).dependencies).toEqual([]);
    expect(functions.dependencies).toEqual([Stack.of(secret)]);
    expect(statementsIn(functions)).toHaveLength(4);
  });

  test('rotates it, in the same stack', () => {
    const stack = stackOf();
    const fn = functionIn(stack);
    const secret = secretIn(stack, { rotation: SecretRotation.byFunction(fn.functionArn) });
    secret.secret.grantRead(fn);
    secret.secret.grantWrite(fn);
    const { rotationPermission, rotationSchedule } = templated(stack, secret);
    expect(rotationPermission.FunctionName).toEqual(stack.resolve(fn.functionArn));
    expect(rotationSchedule.RotationLambdaARN).toEqual(stack.resolve(fn.functionArn));
  });

  test("rotates it by CDK's own schedule: nothing that CDK asks for goes nowhere", () => {
    const stack = stackOf();
    const secret = secretIn(stack);
    secret.secret.addRotationSchedule('Rotation', { rotationLambda: functionIn(stack) });
    expect(statementsIn(stack)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Resource: stack.resolve(secret.key!.keyArn),
          Condition: THROUGH,
        }),
      ]),
    );
    // CDK keeps the root user from deleting what is rotated, and asks for it each time.
    secret.secret.denyAccountRootDelete();
    const { resourcePolicy } = templated(stack, secret);
    expect(resourcePolicy.ResourcePolicy.Statement.map(({ Action }: any) => Action)).toEqual([
      'secretsmanager:*',
      'secretsmanager:DeleteSecret',
    ]);
    Template.fromStack(stack).resourceCountIs('AWS::SecretsManager::ResourcePolicy', 1);
    expect(secret.escapes).toEqual([]);
  });
});

test('a container of plain CDK gets the value when it starts', () => {
  const stack = stackOf();
  const secret = secretIn(stack);
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  task.addContainer('app', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/acme/legacy:1.0'),
    secrets: { KEY: ecs.Secret.fromSecretsManager(secret.secret, 'password') },
  });
  const arn = stack.resolve(secret.secretArn);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [
      Match.objectLike({ Secrets: [{ Name: 'KEY', ValueFrom: { 'Fn::Join': ['', [arn, ':password::']] } }] }),
    ],
  });
  expect(statementsIn(stack)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ Resource: arn }),
      expect.objectContaining({ Action: 'kms:Decrypt' }),
    ]),
  );
});

test('a database of plain CDK logs in with it, and tells it where it is', () => {
  const stack = stackOf();
  const secret = secretIn(stack, { source: SecretSource.generated({ fields: { username: 'app' } }) });
  new rds.DatabaseInstance(stack, 'Db', {
    engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17 }),
    vpc: new ec2.Vpc(stack, 'Vpc'),
    credentials: rds.Credentials.fromSecret(secret.secret),
  });
  const template = Template.fromStack(stack);
  const arn = stack.resolve(secret.secretArn);
  template.hasResourceProperties('AWS::RDS::DBInstance', {
    MasterUserPassword: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', arn, ':SecretString:password::}}']] },
  });
  template.hasResourceProperties('AWS::SecretsManager::SecretTargetAttachment', { SecretId: arn });
});

describe('the resource policy', () => {
  const letIn = (account: string) =>
    new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal(account)],
      actions: ['secretsmanager:GetSecretValue'],
      resources: ['*'],
    });

  test('takes what is added, and says what its first statement refuses', () => {
    const stack = stackOf();
    const secret = secretIn(stack);
    expect(secret.secret.addToResourcePolicy(letIn('999999999999')).statementAdded).toBe(true);
    expect(templated(stack, secret).resourcePolicy.ResourcePolicy.Statement).toHaveLength(2);
    Annotations.fromStack(stack).hasWarning(
      '/Shop/PaymentKey',
      Match.stringLikeRegexp('Account 999999999999 is let in[^]*secret.accountOnly'),
    );
    expect(secret.escapes).toEqual([]);
  });

  test('is there for others where the platform team lets them in', () => {
    const stack = stackOf(EnvironmentTier.PRODUCTION, { defaults: { 'secret.accountOnly': false } });
    const secret = secretIn(stack);
    expect(secret.slots).not.toContain('resourcePolicy');
    secret.secret.grantRead(new iam.AccountPrincipal('999999999999'));
    secret.secret.addToResourcePolicy(letIn('888888888888'));
    const { resourcePolicy } = templated(stack, secret);
    expect(resourcePolicy.ResourcePolicy.Statement.map(({ Effect }: any) => Effect)).toEqual(['Allow', 'Allow']);
    expect(resourcePolicy.BlockPublicPolicy).toBe(true);
    expect(secret.resources.resourcePolicy).toBe(secret.resource('resourcePolicy'));
    Annotations.fromStack(stack).hasNoWarning('/Shop/PaymentKey', Match.anyValue());
  });

  test('a statement for nobody is reported at synthesis', () => {
    const stack = stackOf();
    const secret = secretIn(stack);
    secret.secret.addToResourcePolicy(new iam.PolicyStatement({ actions: ['secretsmanager:*'], resources: ['*'] }));
    expect(() => Template.fromStack(stack)).toThrow(/principal/);
  });
});

test('in development the view has no key', () => {
  const secret = secretIn(stackOf(EnvironmentTier.DEVELOPMENT));
  expect([secret.key, secret.secret.encryptionKey]).toEqual([undefined, undefined]);
  expect(secret.secret.secretFullArn).toBe(secret.secretArn);
  expect(secret.secret).toBe(secret.secret);
});
