import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { INetwork } from '../../../binding/network';
import { checkLookup, checkParameters, ExistingNetwork, refuseNetwork, whereOf, zonesToUse } from '../existing-network';
import { NetworkLookupOptions, NetworkParametersOptions } from '../props';
import { PARAMETER } from '../published-parameters';

/**
 * What CDK gives until it has looked: a VPC of two zones. Refusing it would end the run in which the look-up is asked
 * for.
 */
const NOT_LOOKED_UP_YET = 'vpc-12345';

/** By look-up, through CDK's context. */
export function networkFromLookup(scope: Construct, id: string, options: NetworkLookupOptions): INetwork {
  checkLookup(scope, id, options);
  const { vpcId, vpcName, tags } = options;
  const wanted = options.zones === undefined ? undefined : zonesToUse(scope, id, options.zones);
  const vpc = ec2.Vpc.fromLookup(scope, `${id}Lookup`, { vpcId, vpcName, tags });
  // Where there is no NAT gateway, private subnets are what CDK calls isolated; where there is no third kind, data
  // stands with the rest.
  const inner = vpc.privateSubnets.length ? vpc.privateSubnets : vpc.isolatedSubnets;
  const data = vpc.isolatedSubnets.length ? vpc.isolatedSubnets : inner;
  const zones = [...new Set(inner.map(subnet => subnet.availabilityZone))].slice(0, wanted);
  // A network may have several subnets of a kind in a zone, and load balancers accept one.
  const onePerZone = (subnets: ec2.ISubnet[]) => {
    const found = zones.map(zone => subnets.find(subnet => subnet.availabilityZone === zone)?.subnetId);
    return found.filter((subnetId): subnetId is string => subnetId !== undefined);
  };
  const needed = vpc.vpcId === NOT_LOOKED_UP_YET ? 2 : (wanted ?? 2);
  if (zones.length < needed) {
    refuseNetwork(
      whereOf(scope, id),
      `The network ${vpc.vpcId} has subnets without a public address in ${zones.length} zones`,
      `Choose a VPC with private or isolated subnets in at least ${needed === 3 ? 'three' : 'two'} zones. To look ` +
        'it up again: cdk context --clear.',
    );
  }
  return new ExistingNetwork(scope, id, {
    vpcId: vpc.vpcId,
    cidrBlock: vpc.vpcCidrBlock,
    availabilityZones: zones,
    publicSubnetIds: options.publicSubnets === false ? [] : onePerZone(vpc.publicSubnets),
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
  checkParameters(scope, id, options);
  const zones = zonesToUse(scope, id, options.zones);
  const text = (what: keyof typeof PARAMETER) =>
    ssm.StringParameter.valueForStringParameter(scope, `${options.prefix}/${PARAMETER[what]}`);
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
