import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { IVpcNetwork, vpcIn } from '../../../engines/aws/network-view';
import { NETWORK_PARAMETER } from '../../../parts/published-parameters/published-parameters';
import { pathOf, refusal, Refuse } from '../../../support/input';
import { checkLookup, checkNetworkAttributes, checkParameters, ExistingNetwork, zonesToUse } from '../existing-network';
import { PAGE } from '../page';
import { NetworkAttributes, NetworkLookupOptions, NetworkParametersOptions } from '../props';

/**
 * The VPC that CDK gives before it has looked: one of two zones. Refusing it would end the synthesis that asks for the
 * look-up.
 */
const NOT_LOOKED_UP_YET = 'vpc-12345';

/** A network that was made elsewhere, with a view for plain CDK. */
class ImportedNetwork extends ExistingNetwork implements IVpcNetwork {
  public get vpc(): ec2.IVpc {
    return vpcIn(this);
  }
}

/** A network by the ids of its parts. */
export function networkFromIds(scope: Construct, id: string, attributes: NetworkAttributes): IVpcNetwork {
  checkNetworkAttributes(scope, id, attributes);
  return new ImportedNetwork(scope, id, attributes);
}

/** A network that is looked up, through CDK's context. */
export function networkFromLookup(scope: Construct, id: string, options: NetworkLookupOptions): IVpcNetwork {
  const refuse = refusal(pathOf(scope, id), PAGE);
  checkLookup(options, refuse);
  const { vpcId, vpcName, tags, zones } = options;
  const wanted = zones === undefined || zones === null ? undefined : zonesToUse(scope, id, zones, refuse);
  const lookupId = `${id}Lookup`;
  const vpc = ec2.Vpc.fromLookup(scope, lookupId, { vpcId, vpcName, tags });
  const attributes = attributesOf(vpc, options, wanted);
  checkZones(attributes, wanted, (what, hint) => {
    scope.node.tryRemoveChild(lookupId);
    return refuse(what, hint);
  });
  return new ImportedNetwork(scope, id, attributes);
}

/** The parts of a VPC to use: one subnet of a kind in each zone. Load balancers accept no second one. */
function attributesOf(vpc: ec2.IVpc, options: NetworkLookupOptions, wanted: number | undefined): NetworkAttributes {
  // Where there is no NAT gateway, private subnets are what CDK calls isolated; where there is no third kind, data
  // stands with the rest.
  const inner = vpc.privateSubnets.length ? vpc.privateSubnets : vpc.isolatedSubnets;
  const data = vpc.isolatedSubnets.length ? vpc.isolatedSubnets : inner;
  const zones = [...new Set(inner.map(subnet => subnet.availabilityZone))].slice(0, wanted);
  const onePerZone = (subnets: ec2.ISubnet[]) => {
    const found = zones.map(zone => subnets.find(subnet => subnet.availabilityZone === zone)?.subnetId);
    return found.filter((subnetId): subnetId is string => subnetId !== undefined);
  };
  return {
    vpcId: vpc.vpcId,
    cidrBlock: vpc.vpcCidrBlock,
    availabilityZones: zones,
    publicSubnetIds: options.publicSubnets === false ? [] : onePerZone(vpc.publicSubnets),
    privateSubnetIds: onePerZone(inner),
    isolatedSubnetIds: onePerZone(data),
  };
}

function checkZones({ vpcId, availabilityZones }: NetworkAttributes, wanted: number | undefined, refuse: Refuse): void {
  const needed = vpcId === NOT_LOOKED_UP_YET ? 2 : (wanted ?? 2);
  if (availabilityZones.length >= needed) return;
  refuse(
    `The network ${vpcId} has subnets without a public address in ${availabilityZones.length} zones.`,
    `Choose a VPC with private or isolated subnets in at least ${needed === 3 ? 'three' : 'two'} zones. To look it ` +
      'up again: cdk context --clear.',
  );
}

/**
 * A network that was published as SSM parameters. They are read at deployment, so synthesis needs no credentials, and a
 * deployment always sees the network as it is. The price: how many zones it has is not known here. The app says how
 * many it uses, and takes the first ones. A look-up would know, but needs credentials and a file that goes stale.
 */
export function networkFromParameters(scope: Construct, id: string, options: NetworkParametersOptions): IVpcNetwork {
  const refuse = refusal(pathOf(scope, id), PAGE);
  checkParameters(options, refuse);
  const zones = zonesToUse(scope, id, options.zones, refuse);
  const textOf = (attribute: keyof typeof NETWORK_PARAMETER) =>
    ssm.StringParameter.valueForStringParameter(scope, `${options.prefix}/${NETWORK_PARAMETER[attribute]}`);
  const listOf = (attribute: keyof typeof NETWORK_PARAMETER) => {
    const name = `${options.prefix}/${NETWORK_PARAMETER[attribute]}`;
    const whole = ssm.StringListParameter.valueForTypedListParameter(scope, name);
    return Array.from({ length: zones }, (_, zone) => Fn.select(zone, whole));
  };
  return new ImportedNetwork(scope, id, {
    get vpcId() {
      return textOf('vpcId');
    },
    get cidrBlock() {
      return textOf('cidrBlock');
    },
    get availabilityZones() {
      return listOf('availabilityZones');
    },
    get publicSubnetIds() {
      return options.publicSubnets === false ? [] : listOf('publicSubnetIds');
    },
    get privateSubnetIds() {
      return listOf('privateSubnetIds');
    },
    get isolatedSubnetIds() {
      return listOf('isolatedSubnetIds');
    },
  });
}
