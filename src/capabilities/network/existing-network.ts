import { Construct, IConstruct } from 'constructs';
import { capability, checkPrefix, defaultZones } from './decisions';
import { NetworkAttributes, NetworkLookupOptions, NetworkParametersOptions } from './props';
import { INetwork } from '../../binding/network';
import { Ledger } from '../../path/decision';
import { GoldenPath } from '../../path/golden-path';
import { InvalidInputError } from '../../support/errors';

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

/** A network by ids, whichever engine's tokens are among them. */
export function networkFromIds(
  scope: Construct,
  id: string,
  attributes: NetworkAttributes,
  isUnresolved: (value: any) => boolean,
): INetwork {
  const where = whereOf(scope, id);
  const { vpcId, cidrBlock, availabilityZones, privateSubnetIds, publicSubnetIds, isolatedSubnetIds } = attributes;
  if (!isUnresolved(vpcId) && !/^vpc-[0-9a-zA-Z]+$/.test(vpcId)) {
    refuseNetwork(where, `vpcId is ${JSON.stringify(vpcId)}`, "Give the id of a VPC, 'vpc-...'.");
  }
  // Plain JavaScript lets them be left out.
  for (const [name, value] of Object.entries({ cidrBlock, availabilityZones, privateSubnetIds })) {
    const given = name === 'cidrBlock' ? typeof value === 'string' : Array.isArray(value);
    if (!given && !isUnresolved(value)) {
      refuseNetwork(
        where,
        `${name} is ${JSON.stringify(value)}`,
        `Give ${name === 'cidrBlock' ? 'the range of addresses of the VPC' : 'a list, in the order of the zones'}.`,
      );
    }
  }
  if (!isUnresolved(availabilityZones) && availabilityZones.length < 2) {
    refuseNetwork(
      where,
      `availabilityZones is ${JSON.stringify(availabilityZones)}`,
      'Give at least two zones: load balancers and databases accept no fewer.',
    );
  }
  for (const [name, subnets] of Object.entries({ publicSubnetIds, privateSubnetIds, isolatedSubnetIds })) {
    // A list that is known at deployment only is passed on as it is.
    if (subnets === undefined || isUnresolved(subnets) || isUnresolved(availabilityZones)) continue;
    if (name === 'publicSubnetIds' && subnets.length === 0) continue;
    if (subnets.length !== availabilityZones.length) {
      refuseNetwork(
        where,
        `${name} has ${subnets.length} subnets, and there are ${availabilityZones.length} zones`,
        'Give one subnet for each zone, in the order of availabilityZones.',
      );
    }
  }
  return new ExistingNetwork(scope, id, attributes);
}

/** Refuses a look-up that names nothing. */
export function checkLookup(scope: IConstruct, id: string, { vpcId, vpcName, tags }: NetworkLookupOptions): void {
  if (vpcId || vpcName || Object.keys(tags ?? {}).length > 0) return;
  refuseNetwork(whereOf(scope, id), 'There is nothing to look the network up by', 'Give vpcId, vpcName or tags.');
}

/** Refuses a prefix that nothing can be published with. */
export function checkParameters(scope: IConstruct, id: string, { prefix }: NetworkParametersOptions): void {
  checkPrefix(prefix, whereOf(scope, id), 'prefix');
}

/** How many zones of a network to use that is read at deployment: how many it has is not known here. */
export function zonesToUse(scope: IConstruct, id: string, given: number | undefined): number {
  const where = whereOf(scope, id);
  const zones = given ?? defaultZones(new Ledger(capability.id, GoldenPath._settingsOf(scope), where));
  if (zones !== 2 && zones !== 3) refuseNetwork(where, `zones is ${zones}`, 'Give 2 or 3.');
  return zones;
}

/** Where a network would stand. */
export function whereOf(scope: IConstruct, id: string): string {
  return `${scope.node.path}/${id}`;
}

/** Refuses an existing network. */
export function refuseNetwork(where: string, what: string, hint: string): never {
  throw new InvalidInputError({ what: `${what}.`, where, hint, page: 'guides/network.md' });
}
