import { ManagedSecretProps, SecretRotation, SecretSource } from './props';
import { Access } from '../../binding/binding';
import { Samples } from '../../path/sample';

const ROTATOR = 'arn:aws:lambda:eu-west-1:111122223333:function:rotator';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

export const samples: Samples<ManagedSecretProps> = {
  typical: {},
  everything: {
    owner: 'team',
    source: SecretSource.generated({
      length: 64,
      punctuation: true,
      excludeCharacters: '0O1l',
      fields: { algorithm: 'HS256' },
      generatedField: 'key',
    }),
    rotation: SecretRotation.byNewValue({ everyDays: 7 }),
  },
  others: {
    'with a key of the team': {
      source: SecretSource.generated(),
      rotation: SecretRotation.byNewValue(),
      encryptionKeyArn: KEY,
    },
    imported: { source: SecretSource.imported() },
    rotatedByFunction: { rotation: SecretRotation.byFunction(ROTATOR) },
    importedAndRotated: {
      source: SecretSource.imported(),
      rotation: SecretRotation.byFunction(`${ROTATOR}:live`, { everyDays: 7 }),
    },
  },
  otherwise: [
    {
      rotationDays: 90,
      length: 20,
      punctuation: true,
      everyKind: false,
      generatedField: 'value',
      excludedCharacters: '/@',
      ownKey: true,
      keyRotation: false,
      keyDeletionDays: 7,
      blockPublicPolicy: false,
      onRemoval: 'retain',
      rotateImmediately: false,
      alarms: true,
      failedRotationsAlarm: 2,
      consumerMaxAgeSeconds: 60,
      recoveryDays: 7,
      rotationRuntime: 'nodejs22.x',
      rotationArchitecture: 'x86_64',
      rotationMemoryMib: 256,
      rotationTimeoutSeconds: 90,
      rotationConcurrency: 1,
      logRetentionDays: 90,
      logsKeptOnDeletion: true,
    },
    { source: 'imported', ownKey: false, accountOnly: false, onRemoval: 'delete', alarms: false },
  ],
  accesses: [Access.READ, Access.WRITE, Access.READ_WRITE],
};
