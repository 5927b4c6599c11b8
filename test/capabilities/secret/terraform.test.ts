import { readFileSync } from 'fs';
import { join } from 'path';
import { TerraformAsset, TerraformResource, Testing } from 'cdktf';
import { byRotator, rendered, renewed, ROTATOR, VARIANTS } from './fixture';
import { written } from './terraform-fixture';
import { keyUsers } from '../../../src/capabilities/secret/policies';
import { ManagedSecretProps, SecretSource } from '../../../src/capabilities/secret/props';
import { ManagedSecret } from '../../../src/capabilities/secret/terraform';
import { dataKeyPolicy } from '../../../src/parts/data-key/policies';
import { TIERS } from '../../../src/path/tier';
import { jsonencoded } from '../../fixtures/jsonencoded';
import { terraformStackOf } from '../../fixtures/terraform';

const [development, staging, production] = TIERS;
const ACCOUNT = '${data.aws_caller_identity.CallerIdentity.account_id}';

test.each(TIERS.flatMap(tier => VARIANTS.map(props => [tier, props] as const)))(
  '%s %j: every resource is a slot, under its name, and in `resources`',
  (tier, props) => {
    const secret = new ManagedSecret(terraformStackOf(tier), 'PaymentKey', props);
    const below = secret.node
      .findAll()
      .filter((child): child is TerraformResource => TerraformResource.isTerraformResource(child));
    const paths = (resources: TerraformResource[]) => resources.map(({ node }) => node.path).sort();
    expect(paths(secret.slots.map(slot => secret.resource(slot)))).toEqual(paths(below));
    expect(paths(Object.values(secret.resources).filter(each => each !== undefined))).toEqual(paths(below));
    for (const slot of secret.slots) {
      const { id, scope } = secret.resource(slot).node;
      expect(scope).toBe(secret);
      expect([slot, slot === 'secret' ? 'resource' : slot]).toContain(id.charAt(0).toLowerCase() + id.slice(1));
    }
    expect(secret.escapes).toEqual([]);
  },
);

describe('the value', () => {
  test('is made for one run, goes to Secrets Manager alone, and only as the first one', () => {
    const { slots, secret } = written();
    const password = Object.keys(written().configuration.ephemeral.aws_secretsmanager_random_password)[0];
    expect(slots.randomPassword).toEqual({
      password_length: 40,
      exclude_punctuation: true,
      require_each_included_type: true,
    });
    expect(slots.initialValue).toMatchObject({
      secret_id: `\${aws_secretsmanager_secret.${secret.resources.secret.friendlyUniqueId}.id}`,
      secret_string_wo: `\${ephemeral.aws_secretsmanager_random_password.${password}.random_password}`,
      secret_string_wo_version: 1,
      // With a label of its own it moves none: not that of the current value.
      version_stages: ['INITIAL'],
      lifecycle: { ignore_changes: ['version_stages'] },
    });
  });

  test.each(VARIANTS)('%j: nothing that Terraform keeps holds it', props => {
    const { configuration } = written(props);
    const kept = JSON.stringify(configuration, (name, value) =>
      ['ephemeral', 'secret_string_wo'].includes(name) ? undefined : value,
    );
    expect(kept).not.toContain('ephemeral.');
    expect(kept).not.toMatch(/"secret_string"|"secret_binary"/);
  });

  test('stands in a JSON object where there are fields', () => {
    const source = SecretSource.generated({ fields: { username: 'app "1"' }, generatedField: 'token' });
    expect(jsonencoded(written({ source }).slots.initialValue.secret_string_wo)).toEqual({
      username: 'app "1"',
      token: expect.stringMatching(/^\$\{ephemeral\.aws_secretsmanager_random_password\.\w+\.random_password\}$/),
    });
  });

  test('is made of characters, none of which Terraform takes for its own', () => {
    const source = SecretSource.generated({ excludeCharacters: '${}%{x"' });
    expect(written({ source }).slots.randomPassword.exclude_characters).toBe('$${}%%{x"');
  });

  test('of an imported one is nowhere', () => {
    const { configuration, secret } = written({ source: SecretSource.imported() });
    expect(secret.slots).not.toContain('initialValue');
    expect(configuration).not.toHaveProperty('ephemeral');
    expect(configuration.resource).not.toHaveProperty('aws_secretsmanager_secret_version');
  });
});

describe('what guards it', () => {
  test('only its account, and nobody may make it public', () => {
    const { resourcePolicy } = written().slots;
    expect(resourcePolicy.block_public_policy).toBe(true);
    expect(jsonencoded(resourcePolicy.policy).Statement).toEqual([
      {
        Sid: 'ThisAccountOnly',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'secretsmanager:*',
        Resource: '*',
        Condition: {
          StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ]);
  });

  test('its key has the policy that it has on CloudFormation', () => {
    const place = {
      partition: '${data.aws_partition.Partition.partition}',
      account: ACCOUNT,
      region: '${data.aws_region.Region.region}',
      dnsSuffix: 'amazonaws.com',
    };
    expect(jsonencoded(written().slots.key.policy)).toEqual(dataKeyPolicy(place, keyUsers({ rotatedBy: null })));
  });

  test('no plan destroys it, nor its key, where it is to be kept', () => {
    const kept = (tier: any, defaults = {}) => {
      const { secret, key } = written({}, tier, { defaults }).slots;
      return [secret, key].map(each => each?.lifecycle?.prevent_destroy);
    };
    expect([production, staging, development].map(tier => kept(tier))).toEqual([
      [true, true],
      [true, true],
      [undefined, undefined],
    ]);
    expect(kept(production, { 'secret.onRemoval': 'delete' })).toEqual([undefined, undefined]);
    expect([development, production].map(tier => written({}, tier).slots.secret.recovery_window_in_days)).toEqual([
      0, 30,
    ]);
  });

  test('a deleted one does not stand in the way of the next', () => {
    const { secret } = written().slots;
    expect(secret.name_prefix).toBe('Shop-PaymentKey-secret-');
    expect(secret).not.toHaveProperty('name');
    const long = new ManagedSecret(terraformStackOf(production, {}, Testing.app(), 'S'.repeat(600)), 'PaymentKey');
    expect(long.resources.secret.namePrefixInput!.length).toBeLessThanOrEqual(512 - 26);
  });
});

test('rotation', () => {
  const { slots, secret } = written({ rotation: byRotator }, production, {
    alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms',
  });
  const arn = `\${aws_secretsmanager_secret.${secret.resources.secret.friendlyUniqueId}.arn}`;
  const addresses = [secret.resources.rotationPermission!, secret.resources.initialValue!].map(
    ({ terraformResourceType, friendlyUniqueId }) => `${terraformResourceType}.${friendlyUniqueId}`,
  );
  expect(slots.rotationPermission).toMatchObject({
    function_name: ROTATOR,
    principal: 'secretsmanager.amazonaws.com',
    source_account: ACCOUNT,
    source_arn: arn,
  });
  expect(slots.rotationSchedule).toMatchObject({
    rotation_lambda_arn: ROTATOR,
    rotation_rules: { automatically_after_days: 30 },
    rotate_immediately: true,
    depends_on: addresses,
  });
  expect(jsonencoded(slots.rotationFailedRule.event_pattern).detail).toEqual({
    eventSource: ['secretsmanager.amazonaws.com'],
    eventName: ['RotationFailed', 'TestRotationFailed'],
    additionalEventData: { SecretId: [arn] },
  });
  expect(slots.rotationFailedAlarm).toMatchObject({
    metric_name: 'TriggeredRules',
    threshold: 1,
    alarm_actions: ['arn:aws:sns:eu-west-1:123456789012:alarms'],
  });
});

describe('rotation by a new value', () => {
  const { slots, secret } = written(renewed);
  const addressOf = (slot: string) =>
    `${secret.resource(slot).terraformResourceType}.${secret.resource(slot).friendlyUniqueId}`;

  test("Secrets Manager calls the path's own function, when it is due", () => {
    const arn = `\${${addressOf('rotationFunction')}.arn}`;
    expect(slots.rotationPermission).toMatchObject({
      function_name: arn,
      source_account: ACCOUNT,
      source_arn: `\${${addressOf('secret')}.arn}`,
    });
    expect(slots.rotationSchedule).toMatchObject({
      rotation_lambda_arn: arn,
      rotation_rules: { automatically_after_days: 7 },
      rotate_immediately: false,
    });
    expect(slots.rotationFunction).toMatchObject({
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      memory_size: 128,
      timeout: 60,
      handler: 'index.handler',
      filename: expect.stringMatching(/archive\.zip$/),
      source_code_hash: expect.anything(),
      logging_config: { log_group: `\${${addressOf('rotationLogGroup')}.name}`, log_format: 'JSON' },
      depends_on: [addressOf('rotationRolePolicy')],
    });
  });

  test('in the archive is what the template has, and only another function has another', () => {
    const code = (props: ManagedSecretProps) => {
      const asset = written(props).secret.node.findChild('RotationCode') as TerraformAsset;
      return { hash: asset.assetHash, text: readFileSync(join((asset as any).sourcePath, 'index.js'), 'utf8') };
    };
    expect(code(renewed).text).toBe(rendered(renewed).slots.rotationFunction.Code.ZipFile);
    expect(code(renewed).hash).toBe(code(renewed).hash);
    expect(code({ ...renewed, source: SecretSource.generated({ length: 50 }) }).hash).not.toBe(code(renewed).hash);
  });

  test('it may do what it may do on CloudFormation', () => {
    const key = { StringEquals: { 'kms:ViaService': 'secretsmanager.${data.aws_region.Region.region}.amazonaws.com' } };
    expect(jsonencoded(slots.rotationRolePolicy.policy).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: [
          'secretsmanager:DescribeSecret',
          'secretsmanager:PutSecretValue',
          'secretsmanager:UpdateSecretVersionStage',
        ],
        Resource: [`\${${addressOf('secret')}.arn}`],
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: [`\${${addressOf('key')}.arn}`],
        Condition: key,
      },
      { Effect: 'Allow', Action: ['secretsmanager:GetRandomPassword'], Resource: ['*'] },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [`\${${addressOf('rotationLogGroup')}.arn}:*`],
      },
    ]);
  });

  test('its logs can be read for as long as they are kept', () => {
    expect(slots.rotationLogGroup).toMatchObject({
      retention_in_days: 365,
      kms_key_id: `\${${addressOf('key')}.arn}`,
      skip_destroy: true,
    });
    const unprotected = written(renewed, production, { defaults: { 'secret.onRemoval': 'delete' } }).slots;
    expect([unprotected.secret, unprotected.key].map(({ lifecycle }) => lifecycle?.prevent_destroy)).toEqual([
      undefined,
      true,
    ]);
  });
});

test("whatever can have tags has its owner's", () => {
  const { slots } = written({ rotation: byRotator, owner: 'team-payments' });
  const without = Object.entries(slots)
    .filter(([, { tags }]) => tags?.['goldenpath:owner'] !== 'team-payments')
    .map(([slot]) => slot);
  expect(without.sort()).toEqual([
    'initialValue',
    'randomPassword',
    'resourcePolicy',
    'rotationPermission',
    'rotationSchedule',
  ]);
});
