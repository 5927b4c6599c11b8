import { ManagedQueueProps } from './props';
import { Access } from '../../binding/binding';
import { Samples } from '../../path/sample';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

export const samples: Samples<ManagedQueueProps> = {
  typical: {},
  everything: { owner: 'team', fifo: true, visibilityTimeoutSeconds: 600, maxReceiveCount: 3, retentionDays: 4 },
  others: {
    'with a key of the team': { encryptionKeyArn: KEY },
  },
  otherwise: [
    {
      deadLetterRetentionDays: 13,
      deadLettersFromOthers: true,
      receiveWaitSeconds: 5,
      deliveryDelaySeconds: 10,
      mostMessageBytes: 262_144,
      contentBasedDeduplication: true,
      highThroughput: false,
      ownKey: true,
      keyRotation: false,
      keyDeletionDays: 7,
      keyReuseSeconds: 3600,
      keySenders: ['sns'],
      onRemoval: 'delete',
      alarms: true,
      deadLettersAlarm: 10,
      deadLettersAlarmMinutes: 5,
      oldestMessageAlarmSeconds: 60,
      oldestMessageAlarmMinutes: 1,
    },
    { tlsRequired: false, ownKey: false, alarms: false, onRemoval: 'retain' },
    { ownKey: true, keySenders: [] },
  ],
  accesses: [Access.PUBLISH, Access.CONSUME],
  startsConsumers: true,
};
