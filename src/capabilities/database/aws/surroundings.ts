import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { physicalName } from './physical-name';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { serviceRole } from '../../../engines/aws/role';
import { dataKey } from '../../../parts/data-key/aws';
import { upperFirst } from '../../../support/names';
import { DatabaseDecisions } from '../decisions';
import { KEY_USERS, monitoringPolicy } from '../policies';

/** What a database needs around it, on Aurora and on an instance alike. */
export interface Surroundings {
  readonly key?: kms.CfnKey;
  readonly subnetGroup: rds.CfnDBSubnetGroup;
  readonly securityGroup: ec2.CfnSecurityGroup;
  readonly monitoringRole?: iam.CfnRole;
  readonly monitoringRolePolicy?: iam.CfnRolePolicy;
  /** The name that the database must get for its logs to land in `logGroups`. */
  readonly identifier?: string;
}

export function renderSurroundings(
  owner: CapabilityConstruct,
  decided: DatabaseDecisions,
  network: INetwork,
): Surroundings {
  return {
    key: decided.ownKey
      ? dataKey(owner, decided, `Data, password, insights and logs of ${owner.node.path}.`, KEY_USERS)
      : undefined,
    subnetGroup: owner._slot(
      'subnetGroup',
      new rds.CfnDBSubnetGroup(owner, 'SubnetGroup', {
        dbSubnetGroupDescription: 'Isolated subnets for a database.',
        subnetIds: network.isolatedSubnetIds,
      }),
    ),
    securityGroup: owner._slot(
      'securityGroup',
      new ec2.CfnSecurityGroup(owner, 'SecurityGroup', {
        groupDescription: 'Who reaches a database. Each consumer brings its own rule.',
        vpcId: network.vpcId,
        // Without a rule, EC2 would allow all. A database opens no connections.
        securityGroupEgress: [
          { cidrIp: '255.255.255.255/32', ipProtocol: 'icmp', fromPort: 252, toPort: 86, description: 'No way out' },
        ],
      }),
    ),
    ...(decided.monitoringSeconds > 0 ? renderMonitoring(owner) : {}),
    identifier: decided.namedByStack ? physicalName(owner) : undefined,
  };
}

function renderMonitoring(owner: CapabilityConstruct) {
  const monitoringRole = serviceRole(
    owner,
    'monitoringRole',
    'monitoring.rds.amazonaws.com',
    `Enhanced monitoring of ${owner.node.path}.`,
  );
  const monitoringRolePolicy = owner._slot(
    'monitoringRolePolicy',
    new iam.CfnRolePolicy(owner, 'MonitoringRolePolicy', {
      roleName: monitoringRole.ref,
      policyName: 'EnhancedMonitoring',
      policyDocument: monitoringPolicy(Stack.of(owner)),
    }),
  );
  return { monitoringRole, monitoringRolePolicy };
}

/** The log groups of one database, made before it: RDS would make them without a retention. */
export function renderLogGroups(
  owner: CapabilityConstruct,
  decided: DatabaseDecisions,
  kind: 'cluster' | 'instance',
  around: Surroundings,
): logs.CfnLogGroup[] {
  const { identifier, key } = around;
  if (!identifier) return [];
  return decided.exportedLogs.map(log => {
    const slot = `${log}LogGroup`;
    const group = new logs.CfnLogGroup(owner, upperFirst(slot), {
      logGroupName: `/aws/rds/${kind}/${identifier}/${log}`,
      retentionInDays: decided.logRetentionDays,
      kmsKeyId: key?.attrArn,
    });
    // They would stand in the way of a new database of the same name.
    group.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return owner._slot(slot, group);
  });
}

/** How an instance, or a node of a cluster, is watched. */
export function monitoring(
  decided: DatabaseDecisions,
  { key, monitoringRole }: Surroundings,
): Partial<rds.CfnDBInstanceProps> {
  return {
    enablePerformanceInsights: decided.insights,
    performanceInsightsRetentionPeriod: decided.insights ? decided.insightsRetentionDays : undefined,
    performanceInsightsKmsKeyId: decided.insights ? key?.attrArn : undefined,
    monitoringInterval: decided.monitoringSeconds,
    monitoringRoleArn: monitoringRole?.attrArn,
  };
}
