import { logsPrincipal } from '../../support/partitions';

/**
 * Where something stands.
 *
 * @internal
 */
export interface DeploymentPlace {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/**
 * Where a key stands.
 *
 * @internal
 */
export interface KeyPlace extends DeploymentPlace {
  /** `amazonaws.com` in most partitions. */
  readonly dnsSuffix: string;
}

/**
 * Who may use a key.
 *
 * @internal
 */
export interface KeyUsers {
  /** The services that keep the data, as in `kms:ViaService`: `s3`, `secretsmanager`. */
  readonly services: string[];
  /** The log groups that it encrypts: `/aws/rds/*`. */
  readonly logGroups?: string;
  /** Services that send to what it encrypts in their own name, and have no role: `events`. */
  readonly senders?: string[];
  /** Those that certainly use it in their own name, so that a key that was brought has to let them in: `logs`. */
  readonly certain?: string[];
}

/**
 * The services that have to be let in by a key that was brought.
 *
 * @internal
 */
export function neededServices({ logGroups, certain }: KeyUsers): string[] {
  return certain ?? (logGroups === undefined ? [] : ['logs']);
}

/**
 * The policy of a key for data.
 *
 * It is whole from the start: IAM policies say who may use the key, and only through the services that keep the data.
 * So no consumer ever adds to it, and stacks do not come to reference each other in a circle.
 *
 * @internal
 */
export function dataKeyPolicy(place: KeyPlace, { services, logGroups, senders = [] }: KeyUsers) {
  const root = { AWS: `arn:${place.partition}:iam::${place.account}:root` };
  return {
    Version: '2012-10-17',
    Statement: [
      keyAdministration(place.partition, place.account),
      {
        Sid: 'UseByIamThroughServices',
        Effect: 'Allow',
        Principal: root,
        Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:ViaService': services.map(service => `${service}.${place.region}.amazonaws.com`) },
        },
      },
      {
        Sid: 'GrantsByServicesOnly',
        // A grant is a permission that no policy shows. Services make them for what they keep, and nobody else does.
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'kms:CreateGrant',
        Resource: '*',
        Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
      },
      ...(senders.length === 0 ? [] : [useBySenders(place, senders)]),
      ...(logGroups === undefined ? [] : [useByLogGroups(place, logGroups)]),
    ],
  };
}

/**
 * Leaves it to IAM policies of the account who may change the key. Who reads what it encrypts is not among that: a
 * policy that allows `kms:*` on everything would otherwise open every key.
 *
 * @internal
 */
export function keyAdministration(partition: string, account: string) {
  return {
    Sid: 'AdministrationByIam',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: [...ADMINISTRATION],
    Resource: '*',
  };
}

const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:Create*',
  'kms:Delete*',
  'kms:Describe*',
  'kms:Disable*',
  'kms:Enable*',
  'kms:Get*',
  'kms:List*',
  'kms:Put*',
  'kms:Revoke*',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:Update*',
];

function useBySenders({ account }: DeploymentPlace, senders: string[]) {
  return {
    Sid: 'Senders',
    Effect: 'Allow',
    Principal: { Service: senders.map(sender => `${sender}.amazonaws.com`) },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    // For this account only: a service acts for others, too.
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  };
}

function useByLogGroups(place: KeyPlace, logGroups: string) {
  const { partition, account, region } = place;
  const logGroupArn = `arn:${partition}:logs:${region}:${account}:log-group:${logGroups}`;
  return {
    Sid: 'LogGroups',
    Effect: 'Allow',
    Principal: { Service: logsPrincipal(place) },
    Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    Resource: '*',
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroupArn } },
  };
}

/**
 * The conditions of a statement under which a consumer may use a key: only for what one service keeps.
 *
 * @param service as in `kms:ViaService`: `secretsmanager`
 * @internal
 */
export function throughService(service: string, region: string): { [operator: string]: any } {
  return { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } };
}
