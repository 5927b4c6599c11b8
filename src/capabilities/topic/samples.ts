import { ManagedTopicProps } from './props';
import { Access } from '../../binding/binding';
import { Samples } from '../../path/sample';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

export const samples: Samples<ManagedTopicProps> = {
  typical: {},
  everything: { owner: 'team', fifo: true },
  others: {
    'with a key of the team': { encryptionKeyArn: KEY },
  },
  otherwise: [
    { contentBasedDeduplication: true, throughputScope: 'Topic', signatureVersion: '1', tracing: 'Active' },
    { ownKey: true, keyRotation: false, keyDeletionDays: 7, senders: [], onRemoval: 'delete' },
    { tlsRequired: false, ownKey: false, onRemoval: 'retain', alarms: false },
    { alarms: true, failedAlarm: 10, failedAlarmMinutes: 1, lostAlarm: 5 },
    { subscriptionRaw: false, subscriptionDeadLetters: false, subscriptionDeadLetterRetentionDays: 7 },
  ],
  accesses: [Access.PUBLISH],
};
