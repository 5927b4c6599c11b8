import { SecretDecisions } from './decisions';
import { SecretRotationKind, SecretSourceKind } from './props';
import { Carrier, corresponding, Pair, Read } from '../../record/place';

type When = (decided: SecretDecisions) => boolean;

/** The resource itself. */
const EXISTENCE: Pair<string> = ['', ''];
const isThere: Read = value => value !== undefined;

const generated: When = ({ source }) => source === SecretSourceKind.GENERATED;
const inJson: When = ({ format }) => format === 'json';
const rotated: When = ({ rotatedBy }) => rotatedBy !== null;
const watched: When = decided => rotated(decided) && decided.alarms;
const renewed: When = ({ rotatedBy }) => rotatedBy === SecretRotationKind.NEW_VALUE;
const ownKey: When = decided => decided.ownKey;
const accountOnly: When = decided => decided.accountOnly;

/** The same property of the same slot on both engines. */
const carrier = corresponding<SecretDecisions>;

/** How the value is made: a property of the secret on CloudFormation, and of a password of its own on Terraform. */
function generation(decision: keyof SecretDecisions, [cloudformation, terraform]: Pair<string>, read?: Read): Carrier {
  return {
    decision,
    when: generated,
    cloudformation: { slot: 'secret', path: `GenerateSecretString.${cloudformation}`, read },
    terraform: { slot: 'randomPassword', path: terraform, read },
  };
}

/** Something about the form of the value: on Terraform it is put together from its parts. */
function form(decision: keyof SecretDecisions, when: When, read: Pair<Read>): Carrier {
  return {
    decision,
    when,
    cloudformation: { slot: 'secret', path: 'GenerateSecretString', read: read[0] },
    terraform: { slot: 'initialValue', path: 'secret_string_wo', read: read[1] },
  };
}

const not: Read = value => !value;

/** Where each decision about a secret is seen in what CloudFormation and Terraform are given. */
export const carriers: Carrier[] = [
  {
    decision: 'source',
    cloudformation: { slot: 'secret', path: 'GenerateSecretString', read: value => (value ? 'generated' : 'imported') },
    terraform: { slot: 'initialValue', path: '', read: value => (value ? 'generated' : 'imported') },
  },
  // The path's own function has an address that is known at deployment only.
  carrier(
    'rotatedBy',
    'rotationSchedule',
    ['RotationLambdaARN', 'rotation_lambda_arn'],
    arn => arn && (/^arn:/.test(arn) ? SecretRotationKind.FUNCTION : SecretRotationKind.NEW_VALUE),
  ),
  carrier(
    'rotationDays',
    'rotationSchedule',
    ['RotationRules.AutomaticallyAfterDays', 'rotation_rules.automatically_after_days'],
    undefined,
    rotated,
  ),
  form('format', generated, [
    value => (value.GenerateStringKey ? 'json' : 'text'),
    value => (/^\$\{jsonencode\(/.test(value) ? 'json' : 'text'),
  ]),
  generation('length', ['PasswordLength', 'password_length']),
  generation('punctuation', ['ExcludePunctuation', 'exclude_punctuation'], not),
  generation('everyKind', ['RequireEachIncludedType', 'require_each_included_type']),
  form('generatedField', inJson, [
    value => value.GenerateStringKey,
    value => /"([^"]+)" = "?\$?\{?ephemeral\./.exec(value)?.[1],
  ]),
  generation('excludedCharacters', ['ExcludeCharacters', 'exclude_characters'], value => value ?? ''),
  carrier('ownKey', 'secret', ['KmsKeyId', 'kms_key_id'], isThere),
  carrier('keyRotation', 'key', ['EnableKeyRotation', 'enable_key_rotation'], undefined, ownKey),
  carrier('keyDeletionDays', 'key', ['PendingWindowInDays', 'deletion_window_in_days'], undefined, ownKey),
  carrier('accountOnly', 'resourcePolicy', EXISTENCE, isThere),
  carrier('blockPublicPolicy', 'resourcePolicy', ['BlockPublicPolicy', 'block_public_policy'], undefined, accountOnly),
  carrier(
    'onRemoval',
    'secret',
    ['DeletionPolicy', 'lifecycle.prevent_destroy'],
    [value => value.toLowerCase(), prevented => (prevented ? 'retain' : 'delete')],
  ),
  carrier(
    'rotateImmediately',
    'rotationSchedule',
    ['RotateImmediatelyOnUpdate', 'rotate_immediately'],
    undefined,
    rotated,
  ),
  carrier('alarms', 'rotationFailedAlarm', EXISTENCE, isThere, rotated),
  carrier('failedRotationsAlarm', 'rotationFailedAlarm', ['Threshold', 'threshold'], undefined, watched),
  carrier('rotationRuntime', 'rotationFunction', ['Runtime', 'runtime'], undefined, renewed),
  carrier('rotationArchitecture', 'rotationFunction', ['Architectures[0]', 'architectures[0]'], undefined, renewed),
  carrier('rotationMemoryMib', 'rotationFunction', ['MemorySize', 'memory_size'], undefined, renewed),
  carrier('rotationTimeoutSeconds', 'rotationFunction', ['Timeout', 'timeout'], undefined, renewed),
  carrier(
    'rotationConcurrency',
    'rotationFunction',
    ['ReservedConcurrentExecutions', 'reserved_concurrent_executions'],
    undefined,
    renewed,
  ),
  carrier('logRetentionDays', 'rotationLogGroup', ['RetentionInDays', 'retention_in_days'], undefined, renewed),
  carrier(
    'logsKeptOnDeletion',
    'rotationLogGroup',
    ['DeletionPolicy', 'skip_destroy'],
    [policy => policy === 'Retain', kept => kept === true],
    renewed,
  ),
  carrier(
    'logEncryption',
    'rotationLogGroup',
    ['KmsKeyId', 'kms_key_id'],
    key => (key ? 'own-key' : 'service-key'),
    renewed,
  ),
];

/** What the two engines do not say alike. The README has the reasons. */
export const differences: string[] = ['recoveryDays', 'consumerMaxAgeSeconds'];
