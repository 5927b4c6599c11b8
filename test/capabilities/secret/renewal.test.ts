import { Template } from 'aws-cdk-lib/assertions';
import { byRotator, rendered, renewed, secretIn, stackOf } from './fixture';
import { EnvironmentTier } from '../../../src/path/tier';

const development = EnvironmentTier.DEVELOPMENT;

describe('rotation by a new value', () => {
  const { secret, slots, stack } = rendered(renewed);
  const arn = { Ref: 'PaymentKeyF80F3BE6' };
  const made = (slot: string) => stack.resolve(secret.resource(slot).logicalId);

  test("Secrets Manager calls the path's own function, when it is due", () => {
    expect(secret.slots).toEqual([
      'key',
      'secret',
      'resourcePolicy',
      'rotationLogGroup',
      'rotationRole',
      'rotationRolePolicy',
      'rotationFunction',
      'rotationPermission',
      'rotationSchedule',
      'rotationFailedRule',
      'rotationFailedAlarm',
    ]);
    const functionArn = { 'Fn::GetAtt': [made('rotationFunction'), 'Arn'] };
    expect(slots.rotationPermission).toMatchObject({
      FunctionName: functionArn,
      Principal: 'secretsmanager.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: arn,
    });
    expect(slots.rotationSchedule).toMatchObject({
      SecretId: arn,
      RotationLambdaARN: functionArn,
      RotationRules: { AutomaticallyAfterDays: 7 },
      RotateImmediatelyOnUpdate: false,
      DependsOn: [made('rotationPermission'), made('rotationRolePolicy')],
    });
  });

  test('it stands in the template, with what the first value was made by', () => {
    const {
      Code: { ZipFile },
      ...rest
    } = slots.rotationFunction;
    expect(rest).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 128,
      Timeout: 60,
      Handler: 'index.handler',
      Description: 'Gives Shop/PaymentKey a new value.',
      LoggingConfig: { LogGroup: { Ref: made('rotationLogGroup') }, LogFormat: 'JSON' },
    });
    expect(rest).not.toHaveProperty('Environment');
    expect(ZipFile).toContain('{"PasswordLength":40,"ExcludePunctuation":true,"RequireEachIncludedType":true}');
    expect(ZipFile.length).toBeLessThan(4096);
  });

  test('it may give this secret new values, and cannot read one', () => {
    expect(slots.rotationRolePolicy.PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: [
          'secretsmanager:DescribeSecret',
          'secretsmanager:PutSecretValue',
          'secretsmanager:UpdateSecretVersionStage',
        ],
        Resource: [arn],
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: [{ 'Fn::GetAtt': [made('key'), 'Arn'] }],
        Condition: {
          StringEquals: {
            'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
          },
        },
      },
      { Effect: 'Allow', Action: ['secretsmanager:GetRandomPassword'], Resource: ['*'] },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [made('rotationLogGroup'), 'Arn'] },
      },
    ]);
    const { slots: inDevelopment } = rendered(renewed, development);
    expect(
      inDevelopment.rotationRolePolicy.PolicyDocument.Statement.flatMap(({ Action }: any) => Action).join(),
    ).not.toContain('kms:');
  });

  test('its logs are kept for a year, by the key of the secret', () => {
    expect(slots.rotationLogGroup).toMatchObject({
      RetentionInDays: 365,
      KmsKeyId: { 'Fn::GetAtt': [made('key'), 'Arn'] },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    const sids = (of: ReturnType<typeof rendered>) => of.slots.key.KeyPolicy.Statement.map(({ Sid }: any) => Sid);
    expect(sids({ secret, slots, stack })).toContain('LogGroups');
    expect(sids(rendered({ rotation: byRotator }))).not.toContain('LogGroups');
    expect(rendered(renewed, development).slots.rotationLogGroup).toMatchObject({
      RetentionInDays: 7,
      DeletionPolicy: 'Delete',
    });
    expect(rendered(renewed, development).slots.rotationLogGroup).not.toHaveProperty('KmsKeyId');
  });

  test('each secret has its own', () => {
    const both = stackOf();
    ['First', 'Second'].forEach(id => secretIn(both, renewed, id));
    Template.fromStack(both).resourceCountIs('AWS::Lambda::Function', 2);
  });
});
