import { DeploymentPlace, KeyUsers } from '../../parts/data-key/policies';

/** The services that may use the key of a database: for its storage, its password, its insights and its logs. */
export const KEY_USERS: KeyUsers = { services: ['rds', 'secretsmanager', 'backup'], logGroups: '/aws/rds/*' };

/** The permissions of the managed policy AmazonRDSEnhancedMonitoringRole, on the one log group that RDS writes to. */
export function monitoringPolicy({ partition, account, region }: DeploymentPlace) {
  const group = `arn:${partition}:logs:${region}:${account}:log-group:RDSOSMetrics`;
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], Resource: group },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'],
        Resource: `${group}:log-stream:*`,
      },
    ],
  };
}
