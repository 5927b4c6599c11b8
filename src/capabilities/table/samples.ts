import { ManagedTableProps, TableCapacity, TableKey, TableProjection, TableStream } from './props';
import { Access } from '../../binding/binding';
import { Samples } from '../../path/sample';

const ID = TableKey.string('id');
const BY_EMAIL = { name: 'byEmail', partitionKey: TableKey.string('email') };
const BY_DAY = {
  name: 'by-day',
  partitionKey: TableKey.string('day'),
  sortKey: TableKey.number('at'),
  projection: TableProjection.including('email', 'total'),
};

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

export const samples: Samples<ManagedTableProps> = {
  typical: { partitionKey: ID },
  everything: {
    partitionKey: ID,
    sortKey: TableKey.number('at'),
    timeToLiveAttribute: 'expiresAt',
    indexes: [BY_EMAIL, BY_DAY],
    stream: TableStream.KEYS_ONLY,
    capacity: TableCapacity.onDemand({ maxReads: 50, maxWrites: 20 }),
    owner: 'team',
  },
  others: {
    'with a key of the team': { partitionKey: ID, encryptionKeyArn: KEY },
    'no stream': { partitionKey: ID, stream: TableStream.NONE },
    'indexes of each kind': {
      partitionKey: TableKey.binary('hash'),
      indexes: [
        BY_EMAIL,
        { ...BY_DAY, projection: TableProjection.keysOnly() },
        { name: 'by-city', partitionKey: TableKey.string('city'), projection: TableProjection.all() },
      ],
      stream: TableStream.NEW_IMAGE,
    },
    provisioned: {
      partitionKey: ID,
      stream: TableStream.OLD_IMAGE,
      capacity: TableCapacity.provisioned(),
    },
    'provisioned, with indexes': {
      partitionKey: ID,
      indexes: [BY_EMAIL, BY_DAY],
      stream: TableStream.NEW_AND_OLD_IMAGES,
      capacity: TableCapacity.provisioned({
        minReads: 3,
        maxReads: 30,
        minWrites: 2,
        maxWrites: 20,
        targetUtilization: 60,
      }),
    },
  },
  otherwise: [
    {
      indexProjection: 'keys-only',
      timeToLiveAttribute: 'gone',
      stream: 'old-image',
      maxReads: 88,
      maxWrites: 77,
      minReads: 4,
      minWrites: 6,
      scaleInCooldownSeconds: 10,
      scaleOutCooldownSeconds: 20,
      targetUtilizationPercent: 55,
      tableClass: 'infrequent-access',
      pointInTimeRecovery: true,
      recoveryDays: 9,
      ownKey: true,
      keyRotation: false,
      keyDeletionDays: 7,
      deletionProtection: false,
      onRemoval: 'delete',
      contributorInsights: 'accessed-and-throttled-keys',
      alarms: true,
      alarmPeriods: 3,
      throttleAlarmEvents: 11,
      systemErrorAlarmCount: 12,
    },
    {
      pointInTimeRecovery: false,
      ownKey: false,
      alarms: false,
      contributorInsights: 'none',
      deletionProtection: false,
      onRemoval: 'retain',
    },
  ],
  accesses: [Access.READ, Access.WRITE, Access.READ_WRITE, Access.CONSUME],
  startsConsumers: true,
};
