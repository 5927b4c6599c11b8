import { SecretDecisions } from './decisions';
import { SecretRotationKind } from './rotation';
import { SecretSourceKind } from './source';
import { broughtKeyPlace } from '../../parts/data-key/brought';
import { keyPlaces } from '../../parts/data-key/places';
import { Codecs } from '../../record/codecs';
import { Place, PRESENCE } from '../../record/place';

const ROTATED = { rotatedBy: { not: [null] } };
const RENEWED = { rotatedBy: SecretRotationKind.NEW_VALUE };

const KEY = { cloudformation: 'KmsKeyId', terraform: 'kms_key_id' };
const SCHEDULE = { slot: 'rotationSchedule', when: ROTATED };
const FUNCTION = { slot: 'rotationFunction', when: RENEWED };
const LOG_GROUP = { slot: 'rotationLogGroup', when: RENEWED };

/** How the value is made: on Terraform by a password of its own, which is no resource. */
const generation = (cloudformation: string, terraform: string) => ({
  cloudformation: { slot: 'secret', path: `GenerateSecretString.${cloudformation}` },
  terraform: { slot: 'randomPassword', path: terraform },
  when: { source: SecretSourceKind.GENERATED },
});

export const places: Place<SecretDecisions>[] = [
  {
    decision: 'source',
    cloudformation: { slot: 'secret', path: 'GenerateSecretString' },
    terraform: { slot: 'initialValue', path: '' },
    unit: 'generated-or-imported',
  },
  {
    decision: 'rotatedBy',
    slot: 'rotationSchedule',
    cloudformation: 'RotationLambdaARN',
    terraform: 'rotation_lambda_arn',
    unit: 'new-value-or-function',
  },
  {
    decision: 'rotationDays',
    ...SCHEDULE,
    cloudformation: 'RotationRules.AutomaticallyAfterDays',
    terraform: 'rotation_rules.automatically_after_days',
  },
  {
    decision: 'format',
    cloudformation: { slot: 'secret', path: 'GenerateSecretString.GenerateStringKey', unit: 'json-with-field' },
    terraform: { slot: 'initialValue', path: 'secret_string_wo', unit: 'json-in-expression' },
    when: { source: SecretSourceKind.GENERATED },
  },
  { decision: 'length', ...generation('PasswordLength', 'password_length') },
  { decision: 'punctuation', ...generation('ExcludePunctuation', 'exclude_punctuation'), unit: 'not' },
  { decision: 'everyKind', ...generation('RequireEachIncludedType', 'require_each_included_type') },
  {
    decision: 'generatedField',
    cloudformation: { slot: 'secret', path: 'GenerateSecretString.GenerateStringKey' },
    terraform: { slot: 'initialValue', path: 'secret_string_wo', unit: 'field-in-expression' },
    when: { format: 'json' },
  },
  { decision: 'excludedCharacters', ...generation('ExcludeCharacters', 'exclude_characters'), unit: 'text-if-any' },
  { decision: 'ownKey', slot: 'secret', ...KEY, unit: 'present' },
  broughtKeyPlace({ slot: 'secret', ...KEY }),
  broughtKeyPlace({ slot: 'rotationLogGroup', ...KEY }, RENEWED),
  ...keyPlaces,
  { decision: 'accountOnly', slot: 'resourcePolicy', ...PRESENCE },
  {
    decision: 'blockPublicPolicy',
    slot: 'resourcePolicy',
    cloudformation: 'BlockPublicPolicy',
    terraform: 'block_public_policy',
    when: { accountOnly: true },
  },
  {
    decision: 'onRemoval',
    slot: 'secret',
    cloudformation: 'DeletionPolicy',
    terraform: 'lifecycle.prevent_destroy',
    unit: 'on-removal',
  },
  {
    decision: 'rotateImmediately',
    ...SCHEDULE,
    cloudformation: 'RotateImmediatelyOnUpdate',
    terraform: 'rotate_immediately',
  },
  { decision: 'alarms', slot: 'rotationFailedAlarm', ...PRESENCE, when: ROTATED },
  {
    decision: 'failedRotationsAlarm',
    slot: 'rotationFailedAlarm',
    cloudformation: 'Threshold',
    terraform: 'threshold',
    when: { ...ROTATED, alarms: true },
  },
  { decision: 'rotationRuntime', ...FUNCTION, cloudformation: 'Runtime', terraform: 'runtime' },
  {
    decision: 'rotationArchitecture',
    ...FUNCTION,
    cloudformation: 'Architectures[0]',
    terraform: 'architectures[0]',
  },
  { decision: 'rotationMemoryMib', ...FUNCTION, cloudformation: 'MemorySize', terraform: 'memory_size' },
  { decision: 'rotationTimeoutSeconds', ...FUNCTION, cloudformation: 'Timeout', terraform: 'timeout' },
  {
    decision: 'rotationConcurrency',
    ...FUNCTION,
    cloudformation: 'ReservedConcurrentExecutions',
    terraform: 'reserved_concurrent_executions',
  },
  {
    decision: 'logRetentionDays',
    ...LOG_GROUP,
    cloudformation: 'RetentionInDays',
    terraform: 'retention_in_days',
  },
  {
    decision: 'logsKeptOnDeletion',
    ...LOG_GROUP,
    cloudformation: 'DeletionPolicy',
    terraform: 'skip_destroy',
    unit: 'kept',
  },
  { decision: 'logEncryption', ...LOG_GROUP, ...KEY, unit: 'whose-key' },
];

/** The decisions that one of the engines does not show. The README has the reasons. */
export const differences: string[] = ['recoveryDays', 'consumerMaxAgeSeconds'];

export const codecs: Codecs = {
  'generated-or-imported': value => (value ? SecretSourceKind.GENERATED : SecretSourceKind.IMPORTED),
  /** The path's own function has an ARN that is known at deployment only. */
  'new-value-or-function': functionArn =>
    functionArn && (/^arn:/.test(functionArn) ? SecretRotationKind.FUNCTION : SecretRotationKind.NEW_VALUE),
  'json-with-field': field => (field ? 'json' : 'text'),
  'json-in-expression': text => (/^\$\{jsonencode\(/.test(text) ? 'json' : 'text'),
  'field-in-expression': text => /"([^"]+)" = "?\$?\{?ephemeral\./.exec(text)?.[1],
  'text-if-any': text => text ?? '',
};
