import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Lazy, TerraformStack, Token } from 'cdktf';
import { outlives } from './protection';
import { identityPath } from '../../../binding/identity-path';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { createRolePolicy, createServiceRole } from '../../../engines/terraform/role';
import { createDataKey, DataKey } from '../../../parts/data-key/terraform';
import { upperFirst } from '../../../support/names';
import { DatabaseDecisions } from '../decisions';
import { databaseIdentifier } from '../identifier';
import { KEY_USERS, monitoringPolicy } from '../policies';

/** The resources that a database needs around it, on Aurora and on an instance alike. */
export interface Surroundings {
  readonly key?: DataKey;
  readonly subnetGroup: DbSubnetGroup;
  readonly securityGroup: SecurityGroup;
  readonly monitoringRole?: IamRole;
  readonly monitoringRolePolicy?: IamRolePolicy;
  /** The name of its resources, or the start of it. */
  readonly name: string;
  /** The name that the database must get for its logs to land in `logGroups`. */
  readonly identifier?: string;
}

/** The name that follows from where the database stands, or stood when it was made. */
export function nameOfDatabase(owner: CapabilityConstruct): string {
  const stack = TerraformStack.of(owner);
  return databaseIdentifier(stack.node.id, identityPath(owner).slice(stack.node.path.length));
}

export function renderSurroundings(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  network: INetwork,
): Surroundings {
  const name = Lazy.stringValue({ produce: () => nameOfDatabase(owner) });
  return {
    key: createDataKey(
      owner,
      choices,
      `Data, password, insights and logs of ${owner.node.path}.`,
      KEY_USERS,
      outlives(choices),
    ),
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
    ...(choices.monitoringSeconds > 0 ? renderMonitoring(owner) : {}),
    name,
    identifier: choices.namedByStack ? name : undefined,
  };
}

function renderMonitoring(owner: CapabilityConstruct) {
  const monitoringRole = createServiceRole(
    owner,
    'monitoringRole',
    'monitoring.rds.amazonaws.com',
    `Enhanced monitoring of ${owner.node.path}.`,
  );
  const monitoringRolePolicy = createRolePolicy(owner, 'monitoringRolePolicy', monitoringRole, {
    name: 'EnhancedMonitoring',
    document: () => monitoringPolicy(context(owner)),
  });
  return { monitoringRole, monitoringRolePolicy };
}

/** What the log groups of a database are named after. */
export interface Named {
  readonly kind: 'cluster' | 'instance';
  /** The database, which is made after its log groups. */
  readonly database: () => RdsCluster | DbInstance;
}

/** The name that a database has in the configuration, if any. RDS keeps names in small letters. */
function nameOf({ database }: Named): string | undefined {
  const made = database();
  const overridden = (made as any).rawOverrides;
  const [raw, typed] =
    made instanceof RdsCluster
      ? [overridden.cluster_identifier, made.clusterIdentifierInput]
      : [overridden.identifier, made.identifierInput];
  const name = raw ?? typed;
  return typeof name === 'string' && !Token.isUnresolved(name) ? name.toLowerCase() : name;
}

/** Makes the log groups of a database, before it: RDS would make them without a retention. */
export function renderLogGroups(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  around: Surroundings,
  named: Named,
): CloudwatchLogGroup[] {
  const { identifier, key } = around;
  if (!identifier) return [];
  // An escape may give the database the name that it has already: its logs land under that one.
  const followed = Lazy.stringValue({ produce: () => nameOf(named) ?? identifier });
  return choices.exportedLogs.map(log => {
    const slot = `${log}LogGroup`;
    return owner._slot(
      slot,
      new CloudwatchLogGroup(owner, upperFirst(slot), {
        name: `/aws/rds/${named.kind}/${followed}/${log}`,
        retentionInDays: choices.logRetentionDays,
        kmsKeyId: key?.arn,
        // Groups that stayed would be in the way of a new database of the same name.
        skipDestroy: false,
        tags: owner._tags,
      }),
    );
  });
}

/** The insights into queries: of an instance, or of a cluster and its nodes. */
export function insights(choices: DatabaseDecisions, { key }: Surroundings) {
  return {
    performanceInsightsEnabled: choices.insights,
    performanceInsightsRetentionPeriod: choices.insights ? choices.insightsRetentionDays : undefined,
    performanceInsightsKmsKeyId: choices.insights ? key?.arn : undefined,
  };
}

/** The insights and the enhanced monitoring of an instance, or of a node of a cluster. */
export function monitoring(choices: DatabaseDecisions, around: Surroundings) {
  return {
    ...insights(choices, around),
    monitoringInterval: choices.monitoringSeconds,
    monitoringRoleArn: around.monitoringRole?.arn,
  };
}
