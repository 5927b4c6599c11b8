import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { TerraformStack } from 'cdktf';
import { outlives } from './protection';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { json } from '../../../engines/terraform/json';
import { serviceRole } from '../../../engines/terraform/role';
import { dataKey } from '../../../parts/data-key/terraform';
import { upperFirst } from '../../../support/names';
import { DatabaseDecisions } from '../decisions';
import { databaseIdentifier } from '../identifier';
import { KEY_USERS, monitoringPolicy } from '../policies';

/** What a database needs around it, on Aurora and on an instance alike. */
export interface Surroundings {
  readonly key?: KmsKey;
  readonly subnetGroup: DbSubnetGroup;
  readonly securityGroup: SecurityGroup;
  readonly monitoringRole?: IamRole;
  readonly monitoringRolePolicy?: IamRolePolicy;
  /** What its resources are called, or begin with. */
  readonly name: string;
  /** The name that the database must get for its logs to land in `logGroups`. */
  readonly identifier?: string;
}

export function renderSurroundings(
  owner: CapabilityConstruct,
  decided: DatabaseDecisions,
  network: INetwork,
): Surroundings {
  const stack = TerraformStack.of(owner);
  const name = databaseIdentifier(stack.node.id, owner.node.path.slice(stack.node.path.length));
  return {
    key: decided.ownKey
      ? dataKey(
          owner,
          decided,
          `Data, password, insights and logs of ${owner.node.path}.`,
          KEY_USERS,
          outlives(decided),
        )
      : undefined,
    subnetGroup: owner._slot(
      'subnetGroup',
      new DbSubnetGroup(owner, 'SubnetGroup', {
        description: 'Isolated subnets for a database.',
        subnetIds: network.isolatedSubnetIds,
        tags: owner._tags,
      }),
    ),
    // Terraform takes away the rule that EC2 makes by itself, to allow all: a database opens no connections.
    securityGroup: owner._slot(
      'securityGroup',
      new SecurityGroup(owner, 'SecurityGroup', {
        description: 'Who reaches a database. Each consumer brings its own rule.',
        vpcId: network.vpcId,
        tags: owner._tags,
      }),
    ),
    ...(decided.monitoringSeconds > 0 ? renderMonitoring(owner) : {}),
    name,
    identifier: decided.namedByStack ? name : undefined,
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
    new IamRolePolicy(owner, 'MonitoringRolePolicy', {
      name: 'EnhancedMonitoring',
      role: monitoringRole.id,
      policy: json(monitoringPolicy(context(owner))),
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
): CloudwatchLogGroup[] {
  const { identifier, key } = around;
  if (!identifier) return [];
  return decided.exportedLogs.map(log => {
    const slot = `${log}LogGroup`;
    return owner._slot(
      slot,
      new CloudwatchLogGroup(owner, upperFirst(slot), {
        name: `/aws/rds/${kind}/${identifier}/${log}`,
        retentionInDays: decided.logRetentionDays,
        kmsKeyId: key?.arn,
        // They would stand in the way of a new database of the same name.
        skipDestroy: false,
        tags: owner._tags,
      }),
    );
  });
}

/** How queries are watched: on an instance, or on a cluster and its nodes. */
export function insights(decided: DatabaseDecisions, { key }: Surroundings) {
  return {
    performanceInsightsEnabled: decided.insights,
    performanceInsightsRetentionPeriod: decided.insights ? decided.insightsRetentionDays : undefined,
    performanceInsightsKmsKeyId: decided.insights ? key?.arn : undefined,
  };
}

/** How an instance, or a node of a cluster, is watched. */
export function monitoring(decided: DatabaseDecisions, around: Surroundings) {
  return {
    ...insights(decided, around),
    monitoringInterval: decided.monitoringSeconds,
    monitoringRoleArn: around.monitoringRole?.arn,
  };
}
