import { App, Aspects, CfnResource, IAspect, RemovalPolicies, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { IConstruct } from 'constructs';
import { byRotator, rendered, ROTATOR, secretIn, stackOf, templated, VARIANTS } from './fixture';
import { ManagedSecret } from '../../../src/capabilities/secret/aws';
import { SecretSource } from '../../../src/capabilities/secret/props';
import { TIERS } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { expectSlotsComplete } from '../../fixtures/slots';

const [development, staging, production] = TIERS;
const GUARD = expect.objectContaining({ Sid: 'ThisAccountOnly', Effect: 'Deny' });

test.each(TIERS.flatMap(tier => VARIANTS.map(props => [tier, props] as const)))(
  '%s %j: every resource is a slot, and the other way round',
  (tier, props) => {
    const { secret } = rendered(props, tier);
    expectSlotsComplete(secret);
    expect(Object.values(secret.resources).filter(each => each !== undefined)).toHaveLength(secret.slots.length);
    for (const slot of secret.slots) {
      const { id, scope } = secret.resource(slot).node;
      expect(scope).toBe(secret);
      expect([slot, slot === 'secret' ? 'resource' : slot]).toContain(id.charAt(0).toLowerCase() + id.slice(1));
    }
    expect(secret.escapes).toEqual([]);
  },
);

test('the slots', () => {
  expect(rendered({}, development).secret.slots).toEqual(['secret', 'resourcePolicy']);
  expect(rendered().secret.slots).toEqual(['key', 'secret', 'resourcePolicy']);
  expect(rendered({ rotation: byRotator }).secret.slots).toEqual([
    'key',
    'secret',
    'resourcePolicy',
    'rotationPermission',
    'rotationSchedule',
    'rotationFailedRule',
    'rotationFailedAlarm',
  ]);
});

test('the secret has the logical id that an L2 of the same id would have', () => {
  const { stack, secret } = rendered();
  const other = new Stack(new App(), 'Other');
  const plain = new secretsmanager.Secret(other, 'PaymentKey');
  expect(stack.resolve(secret.resources.secret.logicalId)).toBe(
    other.resolve((plain.node.defaultChild as CfnResource).logicalId),
  );
});

describe('the value', () => {
  test('is made by Secrets Manager', () => {
    expect(rendered().slots.secret).toMatchObject({
      GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true, RequireEachIncludedType: true },
      KmsKeyId: { 'Fn::GetAtt': ['PaymentKey8D5EF8EB', 'Arn'] },
    });
    expect(rendered().slots.secret).not.toHaveProperty('SecretString');
  });

  test('stands in a JSON object where there are fields', () => {
    const source = SecretSource.generated({
      fields: { username: 'app' },
      generatedField: 'token',
      punctuation: true,
      length: 64,
    });
    expect(rendered({ source }).slots.secret.GenerateSecretString).toEqual({
      PasswordLength: 64,
      ExcludePunctuation: false,
      ExcludeCharacters: '"\'/@\\$%:?#&;<>',
      RequireEachIncludedType: true,
      SecretStringTemplate: '{"username":"app"}',
      GenerateStringKey: 'token',
    });
  });

  test('of an imported one is in no template: none that a deployment could put back', () => {
    const { secret } = rendered({ source: SecretSource.imported() }).slots;
    expect(secret).not.toHaveProperty('GenerateSecretString');
    expect(secret).not.toHaveProperty('SecretString');
  });
});

describe('what guards it', () => {
  test('only its account, and nobody may make it public', () => {
    const { resourcePolicy } = rendered().slots;
    expect(resourcePolicy).toMatchObject({ BlockPublicPolicy: true, SecretId: { Ref: 'PaymentKeyF80F3BE6' } });
    expect(resourcePolicy.ResourcePolicy.Statement).toEqual([
      {
        Sid: 'ThisAccountOnly',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'secretsmanager:*',
        Resource: '*',
        Condition: {
          StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ]);
  });

  test('stays with it', () => {
    const kept = ({ slots }: ReturnType<typeof rendered>) =>
      ['secret', 'resourcePolicy', 'key'].map(slot =>
        [slots[slot]?.DeletionPolicy, slots[slot]?.UpdateReplacePolicy].join(),
      );
    for (const tier of [production, staging]) {
      expect(kept(rendered({}, tier))).toEqual(Array(3).fill('RetainExceptOnCreate,Retain'));
    }
    expect(kept(rendered({}, development))).toEqual(['Delete,Delete', 'Delete,Delete', ',']);
  });
});

describe('rotation', () => {
  const { slots } = rendered({ rotation: byRotator }, production, {
    alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms',
  });
  const secret = { Ref: 'PaymentKeyF80F3BE6' };

  test('Secrets Manager may invoke the function for this secret of this account, before it first does', () => {
    expect(slots.rotationPermission).toMatchObject({
      FunctionName: ROTATOR,
      Action: 'lambda:InvokeFunction',
      Principal: 'secretsmanager.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: secret,
    });
    expect(slots.rotationSchedule).toMatchObject({
      SecretId: secret,
      RotationLambdaARN: ROTATOR,
      RotationRules: { AutomaticallyAfterDays: 30 },
      RotateImmediatelyOnUpdate: true,
      DependsOn: ['PaymentKeyRotationPermissionDEECEEA6'],
    });
  });

  test('one that failed is told to the platform team', () => {
    expect(slots.rotationFailedRule.EventPattern).toEqual({
      source: ['aws.secretsmanager'],
      'detail-type': ['AWS Service Event via CloudTrail'],
      detail: {
        eventSource: ['secretsmanager.amazonaws.com'],
        eventName: ['RotationFailed', 'TestRotationFailed'],
        additionalEventData: { SecretId: [secret] },
      },
    });
    expect(slots.rotationFailedAlarm).toMatchObject({
      Namespace: 'AWS/Events',
      MetricName: 'TriggeredRules',
      Statistic: 'Sum',
      Threshold: 1,
      AlarmActions: ['arn:aws:sns:eu-west-1:123456789012:alarms'],
      Dimensions: [{ Name: 'RuleName', Value: { Ref: expect.stringMatching(/RotationFailedRule/) } }],
    });
    expect(rendered({ rotation: byRotator }, development).secret.slots).not.toContain('rotationFailedAlarm');
  });

  test('several secrets may have one function', () => {
    const stack = stackOf();
    ['First', 'Second'].forEach(id => secretIn(stack, { rotation: byRotator }, id));
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Permission', 2);
  });
});

describe('ownership', () => {
  test('owner, organisation and tier are tags of the secret and of its key', () => {
    const stack = stackOf();
    const secret = secretIn(stack, { owner: 'team-payments' });
    Tags.of(stack).add('cost-centre', '42');
    const {
      secret: { Tags: tags },
      key,
    } = templated(stack, secret);
    expect(tags).toEqual(
      expect.arrayContaining([
        { Key: 'goldenpath:owner', Value: 'team-payments' },
        { Key: 'goldenpath:tier', Value: 'production' },
        { Key: 'cost-centre', Value: '42' },
      ]),
    );
    expect(key.Tags).toEqual(tags);
    expect(secret.owner).toBe('team-payments');
    expect(secretIn(stack, {}, 'Other').owner).toBe('platform');
  });
});

describe('the escape hatch', () => {
  test('a patch reaches any slot', () => {
    const stack = stackOf();
    const secret = secretIn(stack, { rotation: byRotator });
    secret.escape('secret', Patch.property('Name', 'acme/payment-key'), { reason: 'a tool looks for it' });
    secret.escape('rotationSchedule', Patch.property('RotationRules.Duration', '2h'), { reason: 'at night' });
    secret.escape('resourcePolicy', Patch.append('ResourcePolicy.Statement', { Sid: 'More' }), {
      reason: 'our own rule',
    });
    const slots = templated(stack, secret);
    expect(slots.secret.Name).toBe('acme/payment-key');
    expect(slots.rotationSchedule.RotationRules).toEqual({ AutomaticallyAfterDays: 30, Duration: '2h' });
    expect(slots.resourcePolicy.ResourcePolicy.Statement).toEqual([GUARD, { Sid: 'More' }]);
    expect(secret.escapes.map(({ kind }) => kind)).toEqual(Array(3).fill(EscapeKind.PATCH));
  });

  test('what nobody recorded is seen', () => {
    const stack = stackOf();
    const secret = secretIn(stack);
    class Described implements IAspect {
      visit(node: IConstruct) {
        if (node instanceof secretsmanager.CfnSecret) node.description = 'otherwise';
      }
    }
    Aspects.of(stack).add(new Described());
    Template.fromStack(stack).hasResourceProperties('AWS::SecretsManager::Secret', { Description: 'otherwise' });
    expect(secret.escapes).toEqual([{ slot: 'secret', kind: EscapeKind.UNRECORDED, properties: ['Description'] }]);
  });

  test('removal policies of the organisation are its policy', () => {
    const stack = stackOf(development);
    const secret = secretIn(stack);
    RemovalPolicies.of(stack).apply(RemovalPolicy.RETAIN);
    Template.fromStack(stack).hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Retain' });
    expect(secret.escapes.filter(({ kind }) => kind === EscapeKind.UNRECORDED)).toEqual([]);
  });

  test('a secret that was made before keeps its logical id', () => {
    const stack = stackOf();
    secretIn(stack).keepLogicalId('secret', 'OldSecret1A2B3C4D');
    Template.fromStack(stack).templateMatches({
      Resources: { OldSecret1A2B3C4D: { Type: 'AWS::SecretsManager::Secret' } },
    });
  });
});

test('without a path it is that of production', () => {
  const stack = new Stack(new App(), 'Alone');
  expect(new ManagedSecret(stack, 'Key').slots).toEqual(['key', 'secret', 'resourcePolicy']);
});
