import { IConstruct } from 'constructs';
import { INetwork } from '../../binding/network';
import { SharedPart } from '../../binding/shared-infrastructure';
import { networkParameters, PublishedParameter } from '../../parts/published-parameters/published-parameters';
import { GoldenPath } from '../../path/golden-path';
import { Ledger } from '../../path/ledger';
import { EnvironmentTier } from '../../path/tier';

/** The version of what is published. Another one has other names, and is published beside this one. */
export const CONTRACT_VERSION = 1;

/** The last parts of the parameters' names, beside those of the network. Whoever reads them relies on them. */
export const PARAMETER = {
  contract: 'contract',
  network: 'network',
  clusterName: 'cluster-name',
  clusterArn: 'cluster-arn',
  alarmTopicArn: 'alarm-topic-arn',
  vpcLinkId: 'vpc-link-id',
  vpcLinkSecurityGroupId: 'vpc-link-security-group-id',
} as const;

/** The path of everything that an environment publishes. */
export function prefixOf(environment: string): string {
  return `/goldenpath/${environment}`;
}

/** What must be known of an environment when an app is synthesised: the one parameter that is looked up. */
export interface Contract {
  readonly version: number;
  readonly tier: EnvironmentTier;
  readonly organization: string | null;
  /** The team that publishes it. */
  readonly owner: string | null;
  readonly zones: number;
  readonly publicSubnets: boolean;
  readonly parts: readonly SharedPart[];
}

/** What is published, once it is made. */
export interface PublishedFacts {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly alarmTopicArn?: string;
  readonly vpcLinkId?: string;
  readonly vpcLinkSecurityGroupId?: string;
}

/** The parts that there are. */
export function partsOf({ alarmTopicArn, vpcLinkId }: PublishedFacts): SharedPart[] {
  return [
    'cluster',
    ...(alarmTopicArn === undefined ? [] : (['alarm-topic'] as const)),
    ...(vpcLinkId === undefined ? [] : (['vpc-link'] as const)),
  ];
}

/** Every parameter of an environment. */
export function parametersOf(
  path: string,
  prefix: string,
  { contract, facts, network }: { contract: Contract; facts: PublishedFacts; network: INetwork },
): PublishedParameter[] {
  const own = (Object.keys(facts) as Array<keyof PublishedFacts>)
    .filter(fact => facts[fact] !== undefined)
    .map(fact => ({
      slot: `${fact}Parameter`,
      name: `${prefix}/${PARAMETER[fact]}`,
      description: `Shared by the services of ${path}.`,
      value: facts[fact]!,
    }));
  return [
    {
      slot: 'contractParameter',
      name: `${prefix}/${PARAMETER.contract}`,
      description: `Says what ${path} is and has.`,
      value: JSON.stringify(contract),
    },
    ...own,
    ...networkParameters(network.node.path, network, `${prefix}/${PARAMETER.network}`),
  ];
}

/** What the contract needs to know of the construct that publishes. */
interface Publisher extends IConstruct {
  readonly owner?: string;
  readonly _ledger: Ledger;
}

/** The contract of an environment that is being made. */
export function contractOf(publisher: Publisher, facts: PublishedFacts, network: INetwork): Contract {
  return {
    version: CONTRACT_VERSION,
    tier: publisher._ledger.path.tier,
    organization: GoldenPath.of(publisher)?.organization ?? null,
    owner: publisher.owner ?? null,
    zones: network.availabilityZones.length,
    publicSubnets: network.publicSubnetIds.length > 0,
    parts: partsOf(facts),
  };
}
