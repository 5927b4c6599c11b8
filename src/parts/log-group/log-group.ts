import { logsPrincipal } from '../../support/partitions';
import { BroughtKeyChoices } from '../data-key/brought';
import { keyAdministration } from '../data-key/policies';

/**
 * The choices about logs that every capability makes under these names.
 *
 * @internal
 */
export interface LogChoices extends BroughtKeyChoices {
  readonly logRetentionDays: number;
  readonly logEncryption: string;
  readonly logKeyRotation: boolean;
  readonly logKeyDeletionDays: number;
  readonly logsKeptOnDeletion: boolean;
}

/**
 * The beginning of the names of log groups that a service of AWS writes through the delivery of logs. The policy of the
 * account by which it may has room for 5,120 characters, and each log group of another name takes some of it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 * @internal
 */
export const DELIVERED = '/aws/vendedlogs/';

/**
 * Where a key is.
 *
 * @internal
 */
export interface LogKeyLocation {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  /** `amazonaws.com` in most partitions. */
  readonly dnsSuffix: string;
}

/**
 * The policy of a key for log groups.
 *
 * @internal
 */
export function logKeyPolicy(place: LogKeyLocation) {
  const { partition, account, region } = place;
  return {
    Version: '2012-10-17',
    Statement: [
      keyAdministration(partition, account),
      {
        Effect: 'Allow',
        Principal: { Service: logsPrincipal(place) },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        Resource: '*',
        // For log groups of this account only.
        Condition: {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` },
        },
      },
      {
        // A grant is a permission that no policy shows. Services that keep data with this key may still make them.
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'kms:CreateGrant',
        Resource: '*',
        Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
      },
    ],
  };
}
