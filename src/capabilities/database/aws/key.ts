import { ArnFormat, CfnDeletionPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { DatabaseDecisions } from '../decisions';

/**
 * The key of a database: for its storage, its password, its insights and its logs.
 *
 * Its policy is whole from the start. It leaves to IAM policies who may use it, and only through the services that
 * keep the data: so no consumer ever adds to it, and stacks do not come to reference each other in a circle.
 */
export function renderKey(owner: CapabilityConstruct, decided: DatabaseDecisions): kms.CfnKey {
  const stack = Stack.of(owner);
  const root = stack.formatArn({ service: 'iam', region: '', resource: 'root', arnFormat: ArnFormat.NO_RESOURCE_NAME });
  const key = new kms.CfnKey(owner, 'Key', {
    description: `Data, password, insights and logs of ${owner.node.path}.`,
    enableKeyRotation: decided.keyRotation,
    pendingWindowInDays: decided.keyDeletionDays,
    keyPolicy: {
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
          Condition: { StringEquals: { 'kms:ViaService': ['rds', 'secretsmanager', 'backup'].map(service => `${service}.${stack.region}.amazonaws.com`) } },
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
          Principal: { Service: `logs.${stack.region}.amazonaws.com` },
          Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
          Resource: '*',
          Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '/aws/rds/*', arnFormat: ArnFormat.COLON_RESOURCE_NAME }) } },
        },
      ],
    },
  });
  // Without it no snapshot can be restored.
  key.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  key.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return owner._slot('key', key);
}
