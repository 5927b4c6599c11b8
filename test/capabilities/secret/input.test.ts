import { Token } from 'aws-cdk-lib';
import { ROTATOR, secretIn, stackOf } from './fixture';
import { ManagedSecret } from '../../../src/capabilities/secret/aws';
import { SecretRotation, SecretSource } from '../../../src/capabilities/secret/props';
import { ManagedSecret as TerraformSecret } from '../../../src/capabilities/secret/terraform';
import { InvalidInputError } from '../../../src/support/errors';
import { terraformStackOf } from '../../fixtures/terraform';

test.each<[any, RegExp]>([
  [{ source: 'hunter2' }, /source is not a SecretSource/],
  [{ source: { kind: 'generated' } }, /source is not a SecretSource/],
  [{ rotation: ROTATOR }, /rotation is not a SecretRotation/],
  [{ source: SecretSource.generated({ length: 7 }) }, /from 8 to 4096/],
  [{ source: SecretSource.generated({ length: 10.5 }) }, /a whole number/],
  [{ source: SecretSource.generated({ length: Token.asNumber({ Ref: 'Length' }) }) }, /known at deployment only/],
  [{ rotation: SecretRotation.byFunction(ROTATOR, { everyDays: 0 }) }, /from 1 to 1000/],
  [
    { rotation: SecretRotation.byFunction(ROTATOR, { everyDays: Token.asNumber({ Ref: 'Days' }) }) },
    /known at deployment only/,
  ],
  [
    { source: SecretSource.imported(), rotation: SecretRotation.byNewValue() },
    /whoever made the imported one would not know it/,
  ],
  [
    {
      source: SecretSource.generated({ fields: { host: Token.asString({ Ref: 'Host' }) } }),
      rotation: SecretRotation.byNewValue(),
    },
    /fields has what is known at deployment only/,
  ],
  [{ rotation: SecretRotation.byNewValue({ everyDays: 1001 }) }, /from 1 to 1000/],
])('%j is refused, and nothing is half-made', (props, message) => {
  const stack = stackOf();
  expect(() => secretIn(stack, props)).toThrow(InvalidInputError);
  expect(() => secretIn(stack, props, 'Again')).toThrow(message);
  expect(() => secretIn(stack, props, 'Third')).toThrow(/where: Shop\/Third/);
  expect(stack.node.tryFindChild('PaymentKey')!.node.findAll()).toHaveLength(1);
  expect(() => new TerraformSecret(terraformStackOf(), 'PaymentKey', props)).toThrow(message);
});

test.each<[any, RegExp]>([
  [{ punctuation: 'yes' }, /punctuation is "yes"/],
  [{ excludeCharacters: 'é' }, /letters, digits and punctuation/],
  [{ excludeCharacters: 7 }, /excludeCharacters is 7/],
  [{ fields: ['username'] }, /fields is \["username"\]/],
  [{ fields: { port: 5432 } }, /an object of texts/],
  [{ fields: {}, generatedField: '' }, /generatedField is ""/],
  [{ generatedField: 'token' }, /no JSON object/],
  [{ fields: { password: 'x' } }, /fields has 'password'/],
  [{ fields: { token: 'x' }, generatedField: 'token' }, /fields has 'token'/],
])('generated with %j is refused', (options, message) => {
  expect(() => SecretSource.generated(options)).toThrow(InvalidInputError);
  expect(() => SecretSource.generated(options)).toThrow(message);
  expect(() => SecretSource.generated(options)).toThrow(/guides\/secret\.md/);
});

test.each<any>([
  '',
  'rotator',
  undefined,
  'arn:aws:lambda:eu-west-1:111122223333:function:*',
  'arn:aws:iam::111122223333:role/rotator',
])('a rotation by %j is refused', functionArn => {
  expect(() => SecretRotation.byFunction(functionArn)).toThrow(/not the ARN of a function/);
});

test('what other languages call nothing is nothing', () => {
  expect(() => secretIn(stackOf(), { source: null, rotation: null, owner: null } as any)).not.toThrow();
  expect(() => SecretSource.generated(null as any)).not.toThrow();
  expect(() => SecretRotation.byFunction(ROTATOR, null as any)).not.toThrow();
  expect(() => SecretRotation.byNewValue(null as any)).not.toThrow();
});

describe('a secret that was made elsewhere', () => {
  const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf';

  test.each<[any, RegExp]>([
    [{}, /Neither secretArn nor secretName/],
    [undefined, /Neither secretArn nor secretName/],
    [{ secretArn: arn, secretName: 'orders' }, /Both secretArn and secretName/],
    [{ secretArn: 'orders' }, /complete ARN/],
    [{ secretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders' }, /six characters/],
    [{ secretName: 'orders*' }, /secretName is "orders\*"/],
    [{ secretName: '' }, /secretName is ""/],
    [{ secretArn: arn, kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/orders' }, /not of an alias/],
  ])('%j is refused', (attributes, message) => {
    expect(() => ManagedSecret.fromSecretAttributes(stackOf(), 'Existing', attributes)).toThrow(InvalidInputError);
    expect(() => ManagedSecret.fromSecretAttributes(stackOf(), 'Existing', attributes)).toThrow(message);
    expect(() => TerraformSecret.fromSecretAttributes(terraformStackOf(), 'Existing', attributes)).toThrow(message);
  });

  test('what is known at deployment only passes', () => {
    const token = Token.asString({ Ref: 'Parameter' });
    expect(() =>
      ManagedSecret.fromSecretAttributes(stackOf(), 'Existing', { secretArn: token, kmsKeyArn: token }),
    ).not.toThrow();
    expect(() => ManagedSecret.fromSecretName(stackOf(), 'Existing', token)).not.toThrow();
    expect(() => SecretRotation.byFunction(token)).not.toThrow();
  });
});
