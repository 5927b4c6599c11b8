import { Token } from 'aws-cdk-lib';
import { TerraformResource } from 'cdktf';
import { ROTATOR, secretIn, stackOf } from './fixture';
import { ManagedSecret } from '../../../src/capabilities/secret/aws';
import { SecretRotation, SecretSource } from '../../../src/capabilities/secret/props';
import { ManagedSecret as TerraformSecret } from '../../../src/capabilities/secret/terraform';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
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
  [null, /The props are null[^]*any of source, rotation, owner/],
  ['imported', /The props are "imported"/],
  [{ sources: SecretSource.imported() }, /'sources' is not a name in the props[^]*Did you mean 'source'/],
  [{ owner: 7 }, /owner is 7/],
])('%j is refused, on both engines, and leaves the tree as it was', (props, message) => {
  const [stack, terraform] = [stackOf(), terraformStackOf()];
  for (const make of [() => secretIn(stack, props), () => new TerraformSecret(terraform, 'PaymentKey', props)]) {
    const error = refusal(make);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
    expect(error.complaint.where).toBe('Shop/PaymentKey');
  }
  expect(stack.node.tryFindChild('PaymentKey')).toBeUndefined();
  expect(terraform.node.tryFindChild('PaymentKey')).toBeUndefined();
  expect(terraform.node.findAll().filter(TerraformResource.isTerraformResource)).toEqual([]);
  // The id can be used again.
  expect(() => secretIn(stack)).not.toThrow();
  expect(() => new TerraformSecret(terraform, 'PaymentKey')).not.toThrow();
});

test.each<[any, RegExp]>([
  [{ punctuation: 'yes' }, /punctuation is "yes"/],
  [{ excludeCharacters: 'é' }, /letters, digits and punctuation/],
  [{ excludeCharacters: 7 }, /excludeCharacters is 7/],
  [{ fields: ['username'] }, /fields is \["username"\]/],
  [{ fields: { port: 5432 } }, /fields.port is 5432[^]*Give a text/],
  [{ fields: { port: null } }, /fields is {"port":null}[^]*an object of texts/],
  [{ fields: { '': 'x' } }, /an object of texts/],
  [{ fields: {}, generatedField: '' }, /generatedField is ""/],
  [{ generatedField: 'token' }, /no JSON object/],
  [{ fields: { password: 'x' } }, /fields has 'password'/],
  [{ fields: { token: 'x' }, generatedField: 'token' }, /fields has 'token'/],
  [{ excludedCharacters: '0O1l' }, /'excludedCharacters' is not a name in options[^]*mean 'excludeCharacters'/],
  ['long', /options is "long"[^]*any of length, punctuation/],
])('generated with %j is refused', (options, message) => {
  const error = refusal(() => SecretSource.generated(options));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toMatch(message);
  expect(error.complaint).toMatchObject({ where: 'SecretSource.generated', page: 'guides/secret.md' });
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

test.each<[any, RegExp]>([
  [{ everyDay: 7 }, /'everyDay' is not a name in options[^]*Did you mean 'everyDays'/],
  [{ everyDays: '7' }, /options.everyDays is "7"/],
  [7, /options is 7/],
])('a rotation with %j is refused', (options, message) => {
  for (const [where, make] of [
    ['SecretRotation.byNewValue', () => SecretRotation.byNewValue(options)],
    ['SecretRotation.byFunction', () => SecretRotation.byFunction(ROTATOR, options)],
  ] as const) {
    const error = refusal(make);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
    expect(error.complaint.where).toBe(where);
  }
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
    [undefined, /attributes is undefined[^]*any of secretArn, secretName, kmsKeyArn/],
    [null, /attributes is null/],
    [{ secretArn: null, secretName: null }, /Neither secretArn nor secretName/],
    [{ arn }, /'arn' is not a name in attributes/],
    [{ secretArn: 7 }, /attributes.secretArn is 7/],
    [{ secretArn: arn, secretName: 'orders' }, /Both secretArn and secretName/],
    [{ secretArn: 'orders' }, /complete ARN/],
    [{ secretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders' }, /six characters/],
    [{ secretName: 'orders*' }, /secretName is "orders\*"/],
    [{ secretName: '' }, /secretName is ""/],
    [{ secretArn: arn, kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/orders' }, /not of an alias/],
  ])('%j is refused, and leaves the tree as it was', (attributes, message) => {
    const [stack, terraform] = [stackOf(), terraformStackOf()];
    for (const make of [
      () => ManagedSecret.fromSecretAttributes(stack, 'Existing', attributes),
      () => TerraformSecret.fromSecretAttributes(terraform, 'Existing', attributes),
    ]) {
      const error = refusal(make);
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toMatch(message);
      expect(error.complaint.where).toBe('Shop/Existing');
    }
    expect(() => ManagedSecret.fromSecretArn(stack, 'Existing', arn)).not.toThrow();
    expect(() => TerraformSecret.fromSecretArn(terraform, 'Existing', arn)).not.toThrow();
  });

  test('a secret of something else than plain CDK is refused, and leaves the tree as it was', () => {
    const stack = stackOf();
    const error = refusal(() => ManagedSecret.fromSecret(stack, 'Existing', {} as any));
    expect(error.complaint).toMatchObject({ what: expect.stringMatching(/not a secret of AWS CDK/) });
    expect(stack.node.tryFindChild('Existing')).toBeUndefined();
  });

  test('a wrong default of the platform team is refused, and leaves the tree as it was', () => {
    const stack = stackOf(undefined, { defaults: { 'secret.consumerMaxAgeSeconds': -1 } });
    expect(() => ManagedSecret.fromSecretArn(stack, 'Existing', arn)).toThrow(/from 0 to 86400/);
    expect(stack.node.tryFindChild('Existing')).toBeUndefined();
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
