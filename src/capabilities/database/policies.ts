/** Where a database stands. */
export interface DeploymentPlace {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/**
 * The policy of a database's key: for its storage, its password, its insights and its logs.
 *
 * It is whole from the start. It leaves to IAM policies who may use the key, and only through the services that keep the
 * data: so no consumer ever adds to it, and stacks do not come to reference each other in a circle.
 */
export function keyPolicy({ partition, account, region }: DeploymentPlace) {
  const root = `arn:${partition}:iam::${account}:root`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AdministrationByIam',
        Effect: 'Allow',
        Principal: { AWS: root },
        Action: [
          'kms:CancelKeyDeletion', 'kms:Create*', 'kms:Delete*', 'kms:Describe*', 'kms:Disable*', 'kms:Enable*', 'kms:Get*', 'kms:List*',
          'kms:Put*', 'kms:Revoke*', 'kms:RotateKeyOnDemand', 'kms:ScheduleKeyDeletion', 'kms:TagResource', 'kms:UntagResource', 'kms:Update*',
        ],
        Resource: '*',
      },
      {
        Sid: 'UseByIamThroughServices',
        Effect: 'Allow',
        Principal: { AWS: root },
        Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': ['rds', 'secretsmanager', 'backup'].map(service => `${service}.${region}.amazonaws.com`) } },
      },
      {
        Sid: 'GrantsByServicesOnly',
        // A grant is a permission that no policy shows. RDS makes them for its storage, and nobody else does.
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'kms:CreateGrant',
        Resource: '*',
        Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
      },
      {
        Sid: 'LogGroups',
        Effect: 'Allow',
        Principal: { Service: `logs.${region}.amazonaws.com` },
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        Resource: '*',
        Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:/aws/rds/*` } },
      },
    ],
  };
}

/** What the managed policy AmazonRDSEnhancedMonitoringRole has, for the one log group that RDS writes to. */
export function monitoringPolicy({ partition, account, region }: DeploymentPlace) {
  const group = `arn:${partition}:logs:${region}:${account}:log-group:RDSOSMetrics`;
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], Resource: group },
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'], Resource: `${group}:log-stream:*` },
    ],
  };
}
