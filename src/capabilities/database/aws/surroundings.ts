import { Lazy, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { checkSecurityGroup, physicalName } from './physical-name';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createRolePolicy, createServiceRole } from '../../../engines/aws/role';
import { createDataKey, DataKey } from '../../../parts/data-key/aws';
import { upperFirst } from '../../../support/names';
import { DatabaseDecisions } from '../decisions';
import { KEY_USERS, monitoringPolicy } from '../policies';

/** The resources that a database needs around it, on Aurora and on an instance alike. */
export interface Surroundings {
  readonly key?: DataKey;
  readonly subnetGroup: rds.CfnDBSubnetGroup;
  readonly securityGroup: ec2.CfnSecurityGroup;
  readonly monitoringRole?: iam.CfnRole;
  readonly monitoringRolePolicy?: iam.CfnRolePolicy;
  /** The name that the database must get for its logs to land in `logGroups`. */
  readonly identifier?: string;
}

export function renderSurroundings(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  network: INetwork,
): Surroundings {
  const key = createDataKey(owner, choices, `Data, password, insights and logs of ${owner.node.path}.`, KEY_USERS);
  const subnetGroup = owner._slot(
    'subnetGroup',
    new rds.CfnDBSubnetGroup(owner, 'SubnetGroup', {
      dbSubnetGroupDescription: 'Isolated subnets for a database.',
      subnetIds: network.isolatedSubnetIds,
    }),
  );
  const securityGroup = renderSecurityGroup(owner, choices, network);
  return {
    key,
    subnetGroup,
    securityGroup,
    ...(choices.monitoringSeconds > 0 ? renderMonitoring(owner) : {}),
    identifier: choices.namedByStack ? physicalName(owner, securityGroup) : undefined,
  };
}

function renderSecurityGroup(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  network: INetwork,
): ec2.CfnSecurityGroup {
  const groupDescription = 'Who reaches a database. Each consumer brings its own rule.';
  const securityGroup = new ec2.CfnSecurityGroup(owner, 'SecurityGroup', {
    groupDescription,
    vpcId: network.vpcId,
    // Without a rule, EC2 would allow all. A database opens no connections.
    securityGroupEgress: [
      { cidrIp: '255.255.255.255/32', ipProtocol: 'icmp', fromPort: 252, toPort: 86, description: 'No way out' },
    ],
  });
  if (choices.namedByStack) {
    owner.node.addValidation({ validate: () => checkSecurityGroup(securityGroup, groupDescription) });
  }
  return owner._slot('securityGroup', securityGroup);
}

function renderMonitoring(owner: CapabilityConstruct) {
  const monitoringRole = createServiceRole(
    owner,
    'monitoringRole',
    'monitoring.rds.amazonaws.com',
    `Enhanced monitoring of ${owner.node.path}.`,
  );
  const monitoringRolePolicy = createRolePolicy(owner, 'monitoringRolePolicy', monitoringRole, {
    policyName: 'EnhancedMonitoring',
    policyDocument: monitoringPolicy(Stack.of(owner)),
  });
  return { monitoringRole, monitoringRolePolicy };
}

/** What the log groups of a database are named after. */
export interface Named {
  readonly kind: 'cluster' | 'instance';
  /** The database, which is made after its log groups. */
  readonly database: () => rds.CfnDBCluster | rds.CfnDBInstance;
}

/** The name that a database has in the template, if any. RDS keeps names in small letters. */
function nameOf({ database }: Named): string | undefined {
  const made = database();
  const overridden = (made as any).rawOverrides.Properties ?? {};
  const [raw, typed] =
    made instanceof rds.CfnDBCluster
      ? [overridden.DBClusterIdentifier, made.dbClusterIdentifier]
      : [overridden.DBInstanceIdentifier, made.dbInstanceIdentifier];
  const name = raw ?? typed;
  return typeof name === 'string' && !Token.isUnresolved(name) ? name.toLowerCase() : name;
}

/** Makes the log groups of a database, before it: RDS would make them without a retention. */
export function renderLogGroups(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  around: Surroundings,
  named: Named,
): logs.CfnLogGroup[] {
  const { identifier, key } = around;
  if (!identifier) return [];
  // An escape may give the database the name that it has already: its logs land under that one.
  const followed = Lazy.uncachedString({ produce: () => nameOf(named) ?? identifier });
  return choices.exportedLogs.map(log => {
    const slot = `${log}LogGroup`;
    const group = new logs.CfnLogGroup(owner, upperFirst(slot), {
      logGroupName: `/aws/rds/${named.kind}/${followed}/${log}`,
      retentionInDays: choices.logRetentionDays,
      kmsKeyId: key?.arn,
    });
    // Groups that stayed would be in the way of a new database of the same name.
    group.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return owner._slot(slot, group);
  });
}

/** The insights and the enhanced monitoring of an instance, or of a node of a cluster. */
export function monitoring(
  choices: DatabaseDecisions,
  { key, monitoringRole }: Surroundings,
): Partial<rds.CfnDBInstanceProps> {
  return {
    enablePerformanceInsights: choices.insights,
    performanceInsightsRetentionPeriod: choices.insights ? choices.insightsRetentionDays : undefined,
    performanceInsightsKmsKeyId: choices.insights ? key?.arn : undefined,
    monitoringInterval: choices.monitoringSeconds,
    monitoringRoleArn: monitoringRole?.attrArn,
  };
}
