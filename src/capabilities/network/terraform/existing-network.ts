import { DataAwsSsmParameter, DataAwsSsmParameterConfig } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsSubnets } from '@cdktf/provider-aws/lib/data-aws-subnets';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Fn, propertyAccess, TerraformIterator, TerraformLocal, Token } from 'cdktf';
import { Construct } from 'constructs';
import { INetwork } from '../../../binding/network';
import { provide, separated, TerraformProps } from '../../../engines/terraform/provider';
import { NETWORK_PARAMETER } from '../../../parts/published-parameters/published-parameters';
import { pathOf, refusal } from '../../../support/input';
import { upperFirst } from '../../../support/names';
import { checkLookup, checkParameters, ExistingNetwork, zonesToUse } from '../existing-network';
import { PAGE } from '../page';
import { NetworkAttributes, NetworkLookupOptions, NetworkParametersOptions } from '../props';
import { SUBNET_TYPE_TAG, SubnetKind } from '../subnet-kinds';

/**
 * A network that is looked up by tags when Terraform plans. How many zones it has is not known before, so the app says
 * how many it uses.
 *
 * The kinds of its subnets are told apart by a tag that CDK's networks have, and those of this path on either engine.
 */
export function networkFromLookup(
  scope: Construct,
  id: string,
  asked: NetworkLookupOptions & TerraformProps,
): INetwork {
  const refuse = refusal(pathOf(scope, id), PAGE);
  const { provider, rest: options } = separated<NetworkLookupOptions>(asked, scope, refuse);
  checkLookup(options, refuse);
  const count = zonesToUse(scope, id, options.zones, refuse);
  const found = new Construct(scope, `${id}Lookup`);
  provide(found, provider);
  const tags = { ...options.tags, ...(options.vpcName ? { Name: options.vpcName } : {}) };
  const vpc = new DataAwsVpc(found, 'Vpc', {
    id: options.vpcId ?? undefined,
    tags: Object.keys(tags).length ? tags : undefined,
  });
  const idsOf = (kind: SubnetKind) =>
    new DataAwsSubnets(found, kind, {
      filter: [{ name: 'vpc-id', values: [vpc.id] }],
      tags: { [SUBNET_TYPE_TAG]: kind },
    }).ids;
  const [privateIds, isolatedIds] = [idsOf('Private'), idsOf('Isolated')];
  // Where there is no NAT gateway, CDK calls private subnets isolated; where there is no third kind, data stands with
  // the rest.
  const inner = new SubnetsByZone(found, 'Inner', Fn.coalescelist([privateIds, isolatedIds]));
  const data = new SubnetsByZone(found, 'Data', Fn.coalescelist([isolatedIds, privateIds]));
  const zones = inner.zones(count);
  return existing(scope, id, provider, {
    vpcId: vpc.id,
    cidrBlock: vpc.cidrBlock,
    availabilityZones: zones,
    publicSubnetIds:
      options.publicSubnets === false ? [] : new SubnetsByZone(found, 'Outer', idsOf('Public')).inZones(zones),
    privateSubnetIds: inner.inZones(zones),
    isolatedSubnetIds: data.inZones(zones),
  });
}

function existing(scope: Construct, id: string, provider: AwsProvider | undefined, its: NetworkAttributes): INetwork {
  const network = new ExistingNetwork(scope, id, its);
  provide(network, provider);
  return network;
}

/** Subnets of one kind, by the zone that each is in. */
class SubnetsByZone {
  /** A zone may have several, and load balancers accept one: the last one is taken. */
  private readonly byZone: TerraformLocal;

  constructor(scope: Construct, id: string, ids: string[]) {
    const subnets = TerraformIterator.fromList(ids);
    const found = TerraformIterator.fromDataSources(
      new DataAwsSubnet(scope, id, { forEach: subnets, id: subnets.value }),
    );
    this.byZone = new TerraformLocal(
      scope,
      `${id}ByZone`,
      Fn.zipmap(Token.asList(found.pluckProperty('availability_zone')), found.pluckProperty('id')),
    );
  }

  /** The first zones, by name. */
  zones(count: number): string[] {
    const names = Fn.keys(this.byZone.expression);
    return Array.from({ length: count }, (_, zone) => Token.asString(propertyAccess(names, [zone])));
  }

  /** The subnets of these zones, one in each. */
  inZones(zones: string[]): string[] {
    return zones.map(zone => Token.asString(propertyAccess(this.byZone.expression, [zone])));
  }
}

/**
 * A network that was published as SSM parameters. They are read when Terraform plans, so a deployment always sees the
 * network as it is. The price: how many zones it has is not known here. The app says how many it uses, and takes the
 * first ones.
 */
export function networkFromParameters(
  scope: Construct,
  id: string,
  given: NetworkParametersOptions & TerraformProps,
): INetwork {
  const refuse = refusal(pathOf(scope, id), PAGE);
  const { provider, rest: options } = separated<NetworkParametersOptions>(given, scope, refuse);
  checkParameters(options, refuse);
  const { prefix } = options;
  const zones = zonesToUse(scope, id, options.zones, refuse);
  const parameters = new Construct(scope, `${id}Parameters`);
  provide(parameters, provider);
  const enough = {
    condition: `\${length(split(",", self.insecure_value)) >= ${zones}}`,
    errorMessage:
      `The network at ${prefix} has fewer than ${zones} zones. Say how many to use: ` +
      'Network.fromParameters(..., { prefix, zones: 2 }).',
  };
  const read = (attribute: keyof typeof NETWORK_PARAMETER, config: Partial<DataAwsSsmParameterConfig> = {}) => {
    const asked = { name: `${prefix}/${NETWORK_PARAMETER[attribute]}`, ...config };
    // Nothing of it is secret. The attribute `value` would hide it in every plan.
    return new DataAwsSsmParameter(parameters, upperFirst(attribute), asked).insecureValue;
  };
  const listOf = (attribute: keyof typeof NETWORK_PARAMETER) => {
    const whole = Fn.split(',', read(attribute, { lifecycle: { postcondition: [enough] } }));
    return Array.from({ length: zones }, (_, zone) => Token.asString(propertyAccess(whole, [zone])));
  };
  return existing(scope, id, provider, {
    vpcId: read('vpcId'),
    cidrBlock: read('cidrBlock'),
    availabilityZones: listOf('availabilityZones'),
    publicSubnetIds: options.publicSubnets === false ? [] : listOf('publicSubnetIds'),
    privateSubnetIds: listOf('privateSubnetIds'),
    isolatedSubnetIds: listOf('isolatedSubnetIds'),
  });
}
