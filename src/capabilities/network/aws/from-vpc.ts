import { Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, IDependable } from 'constructs';
import { IVpcNetwork } from '../../../engines/aws/network-view';
import { isGiven, pathOf, refusal, Refuse, said } from '../../../support/input';
import { didYouMean } from '../../../support/nearest';
import { isPlain } from '../../../support/plain';
import { isListToken } from '../../../support/tokens';
import { ExistingNetwork } from '../existing-network';
import { PAGE } from '../page';
import { NetworkAttributes } from '../props';

/** Which of the subnets of a VPC to use, where it has others as well. */
export interface NetworkVpcOptions {
  /**
   * Its subnets for load balancers that the internet reaches.
   *
   * @default - the public ones, if it has any
   */
  readonly publicSubnets?: ec2.SubnetSelection;
  /**
   * Its subnets for tasks, functions and what else is not reached from the internet.
   *
   * @default - the private ones, which have a way out; where it has none, the isolated ones
   */
  readonly privateSubnets?: ec2.SubnetSelection;
  /**
   * Its subnets for data.
   *
   * @default - the isolated ones; where it has none, those of `privateSubnets`
   */
  readonly isolatedSubnets?: ec2.SubnetSelection;
}

/** A network over a VPC of plain CDK. */
class VpcNetwork extends ExistingNetwork implements IVpcNetwork {
  /**
   * The ways out of the VPC: what starts in it waits for them.
   *
   * @internal
   */
  public readonly _waysOut: IDependable[];

  constructor(
    scope: Construct,
    id: string,
    public readonly vpc: ec2.IVpc,
    attributes: NetworkAttributes,
  ) {
    super(scope, id, attributes);
    this._waysOut = [vpc, ...vpc.publicSubnets, ...vpc.privateSubnets].map(
      ({ internetConnectivityEstablished }) => internetConnectivityEstablished,
    );
  }
}

/** The network that a VPC of plain CDK is. */
export function networkFromVpc(
  scope: Construct,
  id: string,
  vpc: ec2.IVpc,
  options: NetworkVpcOptions = {},
): IVpcNetwork {
  const refuse = refusal(pathOf(scope, id), PAGE);
  checkOptions(options, refuse);
  if (typeof vpc?.vpcId !== 'string' || !Array.isArray(vpc.privateSubnets)) {
    refuse(`vpc is ${said(vpc)}.`, "Give a VPC of CDK: new ec2.Vpc(...), or ec2.Vpc.fromLookup(stack, 'Vpc', ...).");
  }
  return new VpcNetwork(scope, id, vpc, attributesOf(vpc, options, refuse));
}

const KINDS: readonly (keyof NetworkVpcOptions)[] = ['publicSubnets', 'privateSubnets', 'isolatedSubnets'];

/** Refuses options that there are not. Their values are CDK's, and checked by it. */
function checkOptions(options: NetworkVpcOptions, refuse: Refuse): void {
  if (!isPlain(options)) refuse(`options is ${said(options)}.`, `Give an object, with any of ${KINDS.join(', ')}.`);
  for (const key of Object.keys(options)) {
    if (!KINDS.some(kind => kind === key)) refuse(`'${key}' is not a name in options.`, didYouMean(key, [...KINDS]));
  }
}

function attributesOf(vpc: ec2.IVpc, options: NetworkVpcOptions, refuse: Refuse): NetworkAttributes {
  const select = (name: keyof NetworkVpcOptions, usual: ec2.ISubnet[]) =>
    selected(vpc, name, options[name], usual, refuse);
  // Where there is no NAT gateway, private subnets are what CDK calls isolated; where there is no third kind, data
  // stands with the rest.
  const inner = select('privateSubnets', vpc.privateSubnets.length ? vpc.privateSubnets : vpc.isolatedSubnets);
  const data = select('isolatedSubnets', vpc.isolatedSubnets.length ? vpc.isolatedSubnets : inner);
  const outer = select('publicSubnets', vpc.publicSubnets);
  const facts = { vpcId: vpc.vpcId, cidrBlock: cidrBlockOf(vpc, refuse) };
  // Lists that are known at deployment only are passed on whole.
  if (isListToken(idsOf(inner))) {
    return {
      ...facts,
      availabilityZones: vpc.availabilityZones,
      publicSubnetIds: idsOf(outer),
      privateSubnetIds: idsOf(inner),
      isolatedSubnetIds: idsOf(data),
    };
  }
  const zones = [...new Set(inner.map(({ availabilityZone }) => availabilityZone))];
  if (zones.length < 2) {
    refuse(
      `The VPC ${vpc.node.path} has subnets that the internet does not reach in ${said(zones.length)} zones.`,
      'Give one with private or isolated subnets in at least two zones: load balancers and databases accept no fewer.',
    );
  }
  // Load balancers accept one subnet of a zone.
  const onePerZone = (subnets: ec2.ISubnet[]) =>
    idsOf(zones.flatMap(zone => subnets.find(({ availabilityZone }) => availabilityZone === zone) ?? []));
  return {
    ...facts,
    availabilityZones: zones,
    publicSubnetIds: onePerZone(outer),
    privateSubnetIds: onePerZone(inner),
    isolatedSubnetIds: onePerZone(data),
  };
}

function selected(
  vpc: ec2.IVpc,
  name: keyof NetworkVpcOptions,
  selection: ec2.SubnetSelection | undefined,
  usual: ec2.ISubnet[],
  refuse: Refuse,
): ec2.ISubnet[] {
  if (!isGiven(selection)) return usual;
  try {
    return vpc.selectSubnets(selection).subnets;
  } catch (error) {
    return refuse(
      `${name} selects no subnets of the VPC ${vpc.node.path}.`,
      `CDK says: ${error instanceof Error ? error.message : said(error)}`,
    );
  }
}

/** The range, which an imported VPC may not know. Nothing that the path makes asks for it. */
function cidrBlockOf(vpc: ec2.IVpc, refuse: Refuse): string {
  try {
    return vpc.vpcCidrBlock;
  } catch {
    return Lazy.uncachedString({
      produce: () =>
        refuse(
          `The range of addresses of the VPC ${vpc.node.path} is not known.`,
          'Give vpcCidrBlock to Vpc.fromVpcAttributes, or look the VPC up.',
        ),
    });
  }
}

function idsOf(subnets: ec2.ISubnet[]): string[] {
  return subnets.map(({ subnetId }) => subnetId);
}
