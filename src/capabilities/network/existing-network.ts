import { Construct, IConstruct } from 'constructs';
import { checkPrefix } from './check';
import { defaultZones } from './decisions';
import { definition } from './definition';
import { PAGE } from './page';
import { NetworkAttributes, NetworkLookupOptions, NetworkParametersOptions } from './props';
import { INetwork } from '../../binding/network';
import { GoldenPath } from '../../path/golden-path';
import { Ledger } from '../../path/ledger';
import { checkCidr } from '../../support/cidr';
import { pathOf, Refuse, refusal, said } from '../../support/input';
import { checkStruct } from '../../support/structs';
import { isListToken, isToken } from '../../support/tokens';

/**
 * A network that was made elsewhere. It has no resources of its own. Its attributes are read when they are asked for:
 * what is read at deployment is a parameter of the stack, and one that nobody uses would be warned of.
 */
export class ExistingNetwork extends Construct implements INetwork {
  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: NetworkAttributes,
  ) {
    super(scope, id);
  }

  public get vpcId(): string {
    return this.attributes.vpcId;
  }

  public get cidrBlock(): string {
    return this.attributes.cidrBlock;
  }

  public get availabilityZones(): string[] {
    return this.attributes.availabilityZones;
  }

  public get publicSubnetIds(): string[] {
    return this.attributes.publicSubnetIds ?? [];
  }

  public get privateSubnetIds(): string[] {
    return this.attributes.privateSubnetIds;
  }

  public get isolatedSubnetIds(): string[] {
    return this.attributes.isolatedSubnetIds ?? this.attributes.privateSubnetIds;
  }
}

/** Refuses ids of which no network can be. Tokens of either engine may be among them. */
export function checkNetworkAttributes(scope: Construct, id: string, attributes: NetworkAttributes): void {
  const refuse = refusal(pathOf(scope, id), PAGE);
  checkStruct('NetworkAttributes', attributes, refuse, 'attributes');
  checkAttributes(attributes, refuse);
}

function checkAttributes(attributes: NetworkAttributes, refuse: Refuse): void {
  const { vpcId, cidrBlock, availabilityZones, privateSubnetIds } = attributes;
  if (!isToken(vpcId) && !/^vpc-[0-9a-zA-Z]+$/.test(vpcId)) {
    refuse(`vpcId is ${said(vpcId)}.`, "Give the id of a VPC, 'vpc-...'.");
  }
  checkCidr('cidrBlock', cidrBlock, { shortest: 16, longest: 28 }, refuse);
  for (const [name, list] of Object.entries({ availabilityZones, privateSubnetIds })) {
    if (!list) refuse(`${name} is ${said(list)}.`, 'Give a list, in the order of the zones.');
  }
  if (isListToken(availabilityZones)) return;
  if (availabilityZones.length < 2) {
    refuse(
      `availabilityZones is ${said(availabilityZones)}.`,
      'Give at least two zones: load balancers and databases accept no fewer.',
    );
  }
  checkSubnets(attributes, refuse);
}

/** Refuses lists that do not have one subnet for each zone. */
function checkSubnets(attributes: NetworkAttributes, refuse: Refuse): void {
  const { availabilityZones, publicSubnetIds, privateSubnetIds, isolatedSubnetIds } = attributes;
  for (const [name, subnets] of Object.entries({ publicSubnetIds, privateSubnetIds, isolatedSubnetIds })) {
    // A list that is known at deployment only is passed on as it is.
    if (!subnets || isListToken(subnets) || (name !== 'privateSubnetIds' && subnets.length === 0)) continue;
    if (subnets.length !== availabilityZones.length) {
      refuse(
        `${name} has ${subnets.length} subnets, and there are ${availabilityZones.length} zones.`,
        'Give one subnet for each zone, in the order of availabilityZones.',
      );
    }
  }
}

/** Refuses a look-up that names nothing. */
export function checkLookup(options: NetworkLookupOptions, refuse: Refuse): void {
  checkStruct('NetworkLookupOptions', options, refuse, 'options');
  const { vpcId, vpcName, tags } = options;
  if (vpcId || vpcName || Object.keys(tags ?? {}).length > 0) return;
  refuse('There is nothing to look the network up by.', 'Give vpcId, vpcName or tags.');
}

/** Refuses a prefix that nothing can be published with. */
export function checkParameters(options: NetworkParametersOptions, refuse: Refuse): void {
  checkStruct('NetworkParametersOptions', options, refuse, 'options');
  checkPrefix('prefix', options.prefix, refuse);
}

/** The number of zones to use of a network that is read at deployment: how many it has is not known here. */
export function zonesToUse(scope: IConstruct, id: string, given: number | undefined, refuse: Refuse): number {
  const { capability } = definition;
  const zones = given ?? defaultZones(new Ledger(capability.id, GoldenPath._settingsOf(scope), pathOf(scope, id)));
  if (zones !== 2 && zones !== 3) refuse(`zones is ${zones}.`, 'Give 2 or 3.');
  return zones;
}
