import { Fn, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { PARAMETER } from './published-parameters';
import { Ledger } from '../../../core/decision';
import { InvalidInputError } from '../../../core/errors';
import { GoldenPath } from '../../../core/golden-path';
import { INetwork } from '../../../core/network';
import { capability, checkPrefix, defaultZones } from '../decisions';
import { NetworkAttributes, NetworkLookupOptions, NetworkParametersOptions } from '../props';

/** A network that somebody else made. Makes no resources. */
export class ExistingNetwork extends Construct implements INetwork {
  public readonly vpcId: string;
  public readonly cidrBlock: string;
  public readonly availabilityZones: string[];
  public readonly publicSubnetIds: string[];
  public readonly privateSubnetIds: string[];
  public readonly isolatedSubnetIds: string[];

  constructor(scope: Construct, id: string, attributes: NetworkAttributes) {
    super(scope, id);
    this.vpcId = attributes.vpcId;
    this.cidrBlock = attributes.cidrBlock;
    this.availabilityZones = attributes.availabilityZones;
    this.publicSubnetIds = attributes.publicSubnetIds ?? [];
    this.privateSubnetIds = attributes.privateSubnetIds;
    this.isolatedSubnetIds = attributes.isolatedSubnetIds ?? attributes.privateSubnetIds;
  }
}

/** By ids. */
export function networkFromIds(scope: Construct, id: string, attributes: NetworkAttributes): INetwork {
  const where = `${scope.node.path}/${id}`;
  const { vpcId, availabilityZones, privateSubnetIds, publicSubnetIds, isolatedSubnetIds } = attributes;
  if (!Token.isUnresolved(vpcId) && !/^vpc-[0-9a-zA-Z]+$/.test(vpcId)) refuse(where, `vpcId is ${JSON.stringify(vpcId)}`, "Give the id of a VPC, 'vpc-...'.");
  if (!Token.isUnresolved(availabilityZones) && availabilityZones.length < 2) {
    refuse(where, `availabilityZones is ${JSON.stringify(availabilityZones)}`, 'Give at least two zones: load balancers and databases accept no fewer.');
  }
  for (const [name, subnets] of Object.entries({ publicSubnetIds, privateSubnetIds, isolatedSubnetIds })) {
    // A list that is known at deployment only is passed on as it is.
    if (subnets === undefined || Token.isUnresolved(subnets) || Token.isUnresolved(availabilityZones)) continue;
    if (name === 'publicSubnetIds' && subnets.length === 0) continue;
    if (subnets.length !== availabilityZones.length) {
      refuse(where, `${name} has ${subnets.length} subnets, and there are ${availabilityZones.length} zones`, 'Give one subnet for each zone, in the order of availabilityZones.');
    }
  }
  return new ExistingNetwork(scope, id, attributes);
}

/** By look-up, through CDK's context. */
export function networkFromLookup(scope: Construct, id: string, options: NetworkLookupOptions): INetwork {
  const where = `${scope.node.path}/${id}`;
  if (!options.vpcId && !options.vpcName && Object.keys(options.tags ?? {}).length === 0) {
    refuse(where, 'There is nothing to look the network up by', 'Give vpcId, vpcName or tags.');
  }
  const vpc = ec2.Vpc.fromLookup(scope, `${id}Lookup`, options);
  // Where there is no NAT gateway, private subnets are what CDK calls isolated; where there is no third kind, data stands with the rest.
  const inner = vpc.privateSubnets.length ? vpc.privateSubnets : vpc.isolatedSubnets;
  const data = vpc.isolatedSubnets.length ? vpc.isolatedSubnets : inner;
  const zones = [...new Set(inner.map(subnet => subnet.availabilityZone))];
  // A network may have several subnets of a kind in a zone, and load balancers accept one.
  const onePerZone = (subnets: ec2.ISubnet[]) => {
    const found = zones.map(zone => subnets.find(subnet => subnet.availabilityZone === zone)?.subnetId);
    return found.filter((subnetId): subnetId is string => subnetId !== undefined);
  };
  if (zones.length < 2) {
    refuse(where, `The network ${vpc.vpcId} has subnets without a public address in ${zones.length} zones`, 'Choose a VPC with private or isolated subnets in at least two zones. To look it up again: cdk context --clear.');
  }
  return new ExistingNetwork(scope, id, {
    vpcId: vpc.vpcId,
    cidrBlock: vpc.vpcCidrBlock,
    availabilityZones: zones,
    publicSubnetIds: onePerZone(vpc.publicSubnets),
    privateSubnetIds: onePerZone(inner),
    isolatedSubnetIds: onePerZone(data),
  });
}

/**
 * By SSM parameters. They are read at deployment, so that synthesis needs no credentials and a deployment always sees
 * the network as it is. The price is that how many zones it has is not known here: the app says it, and takes the first
 * ones. A look-up would know, but needs credentials and a file that goes stale.
 */
export function networkFromParameters(scope: Construct, id: string, options: NetworkParametersOptions): INetwork {
  const where = `${scope.node.path}/${id}`;
  checkPrefix(options.prefix, where, 'prefix');
  const zones = options.zones ?? defaultZones(new Ledger(capability.id, GoldenPath._settingsOf(scope), where));
  if (zones !== 2 && zones !== 3) refuse(where, `zones is ${zones}`, 'Give 2 or 3.');
  const text = (what: keyof typeof PARAMETER) => ssm.StringParameter.valueForStringParameter(scope, `${options.prefix}/${PARAMETER[what]}`);
  const list = (what: keyof typeof PARAMETER) => {
    const whole = ssm.StringListParameter.valueForTypedListParameter(scope, `${options.prefix}/${PARAMETER[what]}`);
    return Array.from({ length: zones }, (_, zone) => Fn.select(zone, whole));
  };
  return new ExistingNetwork(scope, id, {
    vpcId: text('vpcId'),
    cidrBlock: text('cidrBlock'),
    availabilityZones: list('availabilityZones'),
    publicSubnetIds: options.publicSubnets === false ? [] : list('publicSubnetIds'),
    privateSubnetIds: list('privateSubnetIds'),
    isolatedSubnetIds: list('isolatedSubnetIds'),
  });
}

function refuse(where: string, what: string, hint: string): never {
  throw new InvalidInputError({ what: `${what}.`, where, hint, page: 'guides/network.md' });
}
