import { ManagedTopicProps } from './props';
import { Access } from '../../binding/binding';
import { Samples } from '../../path/sample';

export const samples: Samples<ManagedTopicProps> = {
  typical: {},
  everything: { owner: 'team', fifo: true },
  otherwise: [
    { contentBasedDeduplication: true, throughputScope: 'Topic', signatureVersion: '1', tracing: 'Active' },
    { ownKey: true, keyRotation: false, keyDeletionDays: 7, senders: [], onRemoval: 'delete' },
    { tlsRequired: false, ownKey: false, onRemoval: 'retain', alarms: false },
    { alarms: true, failedAlarm: 10, failedAlarmMinutes: 1, lostAlarm: 5 },
    { subscriptionRaw: false, subscriptionDeadLetters: false, subscriptionDeadLetterRetentionDays: 7 },
  ],
  accesses: [Access.PUBLISH],
};
