import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { secretIn, stackOf } from './fixture';
import { Access, Binding, Credentials } from '../../../src/binding/binding';
import { ISecret, ManagedSecret } from '../../../src/capabilities/secret/aws';
import { ManagedSecret as TerraformSecret } from '../../../src/capabilities/secret/terraform';
import { EnvironmentTier } from '../../../src/path/tier';
import { BindingError } from '../../../src/support/errors';
import { resolvedIn, terraformStackOf } from '../../fixtures/terraform';

const request = { credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Orders' };
const ARN = { Ref: 'PaymentKeyF80F3BE6' };
const KEY = { 'Fn::GetAtt': ['PaymentKey8D5EF8EB', 'Arn'] };
const THROUGH = {
  StringEquals: {
    'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
  },
};

const READING = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'];
const WRITING = [
  'secretsmanager:DescribeSecret',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
];
const BOTH = [
  'secretsmanager:DescribeSecret',
  'secretsmanager:GetSecretValue',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
];

function bound(secret: ISecret, access?: Access): Binding {
  return Stack.of(secret).resolve(secret.bind({ ...request, access }));
}

test.each<[Access | undefined, Access, string[], string[]]>([
  [undefined, Access.READ, READING, ['kms:Decrypt']],
  [Access.READ, Access.READ, READING, ['kms:Decrypt']],
  [Access.WRITE, Access.WRITE, WRITING, ['kms:Decrypt', 'kms:GenerateDataKey']],
  [Access.READ_WRITE, Access.READ_WRITE, BOTH, ['kms:Decrypt', 'kms:GenerateDataKey']],
])('%s: exactly this secret, and its key through Secrets Manager alone', (asked, access, actions, onKey) => {
  expect(bound(secretIn(stackOf()), asked)).toEqual({
    capability: 'secret',
    resource: 'Shop/PaymentKey',
    access,
    environmentPrefix: 'PAYMENT_KEY',
    environment: { ARN, MAX_AGE_SECONDS: '300' },
    permissions: [
      { actions, resources: [ARN] },
      { actions: onKey, resources: [KEY], conditions: THROUGH },
    ],
    secret:
      access === Access.WRITE
        ? undefined
        : {
            arn: ARN,
            fields: [],
            permissions: [
              { actions: READING, resources: [ARN] },
              { actions: ['kms:Decrypt'], resources: [KEY], conditions: THROUGH },
            ],
          },
    ports: [],
  });
});

test('on Terraform the same', () => {
  const stack = terraformStackOf();
  const secret = new TerraformSecret(stack, 'PaymentKey');
  const { friendlyUniqueId: id } = secret.resources.secret;
  const arn = `\${aws_secretsmanager_secret.${id}.arn}`;
  expect(resolvedIn(stack, secret.bind({ ...request, access: Access.READ_WRITE }))).toEqual({
    capability: 'secret',
    resource: 'Shop/PaymentKey',
    access: Access.READ_WRITE,
    environmentPrefix: 'PAYMENT_KEY',
    environment: { ARN: arn, MAX_AGE_SECONDS: '300' },
    permissions: [
      { actions: BOTH, resources: [arn] },
      {
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [`\${aws_kms_key.${secret.resources.key!.friendlyUniqueId}.arn}`],
        conditions: {
          StringEquals: { 'kms:ViaService': 'secretsmanager.${data.aws_region.Region.region}.amazonaws.com' },
        },
      },
    ],
    secret: expect.objectContaining({ arn, fields: [] }),
    ports: [],
  });
});

test('development has no key of its own, and gives no permission on one', () => {
  expect(bound(secretIn(stackOf(EnvironmentTier.DEVELOPMENT))).permissions).toEqual([
    { actions: READING, resources: [ARN] },
  ]);
});

test("the age is the platform team's, for what was made elsewhere as well", () => {
  const stack = stackOf(undefined, { defaults: { 'secret.consumerMaxAgeSeconds': 60 } });
  const elsewhere = ManagedSecret.fromSecretName(stack, 'Partner', 'partners/api-key');
  expect([secretIn(stack), elsewhere].map(secret => bound(secret).environment.MAX_AGE_SECONDS)).toEqual(['60', '60']);
});

test.each([Access.CONSUME, Access.PUBLISH])('%s is refused', access => {
  expect(() => bound(secretIn(stackOf()), access)).toThrow(BindingError);
  expect(() => bound(secretIn(stackOf()), access)).toThrow(
    /no messages[^]*Shop\/Orders uses Shop\/PaymentKey[^]*Access.READ/,
  );
  expect(() => new TerraformSecret(terraformStackOf(), 'PaymentKey').bind({ ...request, access })).toThrow(
    BindingError,
  );
});

test('binding changes nothing in the stack of the secret', () => {
  const templateOf = (bind: boolean) => {
    const stack = stackOf();
    const secret = secretIn(stack);
    if (bind) [Access.READ, Access.WRITE, Access.READ_WRITE].forEach(access => secret.bind({ ...request, access }));
    return Template.fromStack(stack).toJSON();
  };
  expect(templateOf(true)).toEqual(templateOf(false));
});

test('in another stack the ARN arrives, and nothing points back', () => {
  const app = new App();
  const secret = secretIn(stackOf(undefined, {}, app));
  const consumer = new Stack(app, 'Consumer');
  const { environment, permissions } = secret.bind(request);
  new CfnOutput(consumer, 'Arn', { value: environment.ARN });
  new CfnOutput(consumer, 'Key', { value: permissions[1].resources[0] });
  app.synth();
  expect(consumer.dependencies.map(({ stackName }) => stackName)).toEqual(['Shop']);
  expect(Stack.of(secret).dependencies).toEqual([]);
});

describe('a secret that was made elsewhere', () => {
  const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:licence-AbCdEf';
  const kmsKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b';

  test('by ARN, with and without a key', () => {
    const stack = stackOf();
    expect(bound(ManagedSecret.fromSecretArn(stack, 'Licence', arn))).toMatchObject({
      resource: 'Shop/Licence',
      environment: { ARN: arn, MAX_AGE_SECONDS: '300' },
      permissions: [{ actions: READING, resources: [arn] }],
    });
    // The key is where the secret is, which need not be where the consumer is.
    expect(
      bound(ManagedSecret.fromSecretAttributes(stack, 'Keyed', { secretArn: arn, kmsKeyArn }), Access.WRITE)
        .permissions,
    ).toEqual([
      { actions: WRITING, resources: [arn] },
      {
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [kmsKeyArn],
        conditions: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
      },
    ]);
    Template.fromStack(stack).resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  test('by name: a pattern for the six characters that nobody knows', () => {
    const partial = (end: string) => ({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':secretsmanager:',
          { Ref: 'AWS::Region' },
          ':',
          { Ref: 'AWS::AccountId' },
          `:secret:partners/api-key${end}`,
        ],
      ],
    });
    const secret = ManagedSecret.fromSecretName(stackOf(), 'Partner', 'partners/api-key');
    expect(bound(secret)).toMatchObject({
      environment: { ARN: partial('') },
      permissions: [{ actions: READING, resources: [partial('-??????')] }],
    });
    expect(Stack.of(secret).resolve(secret.secretArn)).toEqual(partial(''));
  });

  test('by an L2, with the key that it knows of, and nothing is added to either', () => {
    const templateOf = (use: boolean) => {
      const stack = stackOf();
      const encryptionKey = new kms.Key(stack, 'Key');
      const plain = new secretsmanager.Secret(stack, 'Plain', { encryptionKey });
      if (use) {
        expect(bound(ManagedSecret.fromSecret(stack, 'Licence', plain))).toMatchObject({
          environment: { ARN: stack.resolve(plain.secretArn) },
          permissions: [
            { actions: READING, resources: [stack.resolve(plain.secretArn)] },
            { actions: ['kms:Decrypt'], resources: [stack.resolve(encryptionKey.keyArn)], conditions: THROUGH },
          ],
        });
      }
      return Template.fromStack(stack).toJSON();
    };
    expect(templateOf(true)).toEqual(templateOf(false));
  });

  test('by an L2 that knows its ARN in part', () => {
    const stack = stackOf();
    const named = ManagedSecret.fromSecret(
      stack,
      'Licence',
      secretsmanager.Secret.fromSecretNameV2(stack, 'Named', 'licence'),
    );
    expect(JSON.stringify(bound(named).permissions)).toMatch(/:secret:licence-\?{6}"/);
    const whole = ManagedSecret.fromSecret(
      stack,
      'Whole',
      secretsmanager.Secret.fromSecretCompleteArn(stack, 'Complete', arn),
    );
    expect(bound(whole).permissions).toEqual([{ actions: READING, resources: [arn] }]);
  });

  test('on Terraform', () => {
    const stack = terraformStackOf();
    const named = TerraformSecret.fromSecretName(stack, 'Partner', 'partners/api-key');
    const partial = [
      'arn:${data.aws_partition.Partition.partition}:secretsmanager:${data.aws_region.Region.region}',
      '${data.aws_caller_identity.CallerIdentity.account_id}:secret:partners/api-key',
    ].join(':');
    expect(resolvedIn(stack, named.bind(request))).toMatchObject({
      environment: { ARN: partial },
      permissions: [{ resources: [`${partial}-??????`] }],
    });
    expect(
      resolvedIn(
        stack,
        TerraformSecret.fromSecretAttributes(stack, 'Keyed', { secretArn: arn, kmsKeyArn }).bind(request),
      ).permissions[1],
    ).toEqual({
      actions: ['kms:Decrypt'],
      resources: [kmsKeyArn],
      conditions: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
    });
    expect(TerraformSecret.fromSecretArn(stack, 'Licence', arn).secretArn).toBe(arn);
  });
});
