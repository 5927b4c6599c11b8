import { BucketCorsMethod, ManagedBucketProps } from './props';
import { Access } from '../../binding/binding';
import { Samples } from '../../path/sample';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

export const samples: Samples<ManagedBucketProps> = {
  typical: {},
  everything: {
    owner: 'team',
    versioned: true,
    expireAfterDays: 90,
    lifecycle: [
      { prefix: 'tmp/', expireAfterDays: 1 },
      { prefix: 'exports/', expireAfterDays: 7 },
    ],
    cors: [
      {
        allowedOrigins: ['https://shop.acme.com'],
        allowedMethods: [BucketCorsMethod.GET, BucketCorsMethod.HEAD, BucketCorsMethod.PUT],
        allowedHeaders: ['content-type'],
        exposedHeaders: ['etag'],
        maxAgeSeconds: 3600,
      },
      {
        allowedOrigins: ['https://*.acme.com', 'http://localhost:3000'],
        allowedMethods: [BucketCorsMethod.POST, BucketCorsMethod.DELETE],
      },
    ],
  },
  others: {
    unversioned: { versioned: false },
    'with a key of the team': { encryptionKeyArn: KEY },
  },
  otherwise: [
    {
      oldVersionDays: 5,
      uploadDays: 3,
      tieringAfterDays: 0,
      minimumTlsVersion: '1.3',
      ownKey: true,
      keyRotation: false,
      keyDeletionDays: 7,
      bucketKey: false,
      objectLock: true,
      lockDays: 10,
      lockMode: 'compliance',
      onRemoval: 'delete',
      accessLogs: true,
      accessLogRetentionDays: 20,
      accessLogVersionDays: 2,
      accessLogUploadDays: 4,
      emptyingRuntime: 'nodejs22.x',
      emptyingArchitecture: 'x86_64',
      emptyingMemoryMib: 512,
      emptyingTimeoutSeconds: 600,
      emptyingConcurrency: 1,
      emptyingLogDays: 30,
    },
    {
      publicAccessBlocked: false,
      aclsDisabled: false,
      tlsRequired: false,
      ownKey: false,
      objectLock: false,
      eventBridge: false,
      accessLogs: false,
      expireAfterDays: 30,
    },
    { onRemoval: 'retain' },
  ],
  accesses: [Access.READ, Access.WRITE, Access.READ_WRITE, Access.CONSUME],
  startsConsumers: true,
};
