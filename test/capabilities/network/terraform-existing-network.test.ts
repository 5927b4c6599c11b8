import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { TerraformOutput } from 'cdktf';
import { networkIn as networkOnCdk } from './fixture';
import { networkIn, stackOn } from './terraform-fixture';
import { Network as NetworkOnCdk } from '../../../src/capabilities/network/aws';
import { Network } from '../../../src/capabilities/network/terraform';
import { NETWORK_PARAMETER } from '../../../src/parts/published-parameters/published-parameters';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { configurationOf } from '../../fixtures/terraform';

/** What constructs read of a network. */
const ATTRIBUTES = Object.keys(NETWORK_PARAMETER) as Array<keyof typeof NETWORK_PARAMETER>;

const { STAGING, PRODUCTION } = EnvironmentTier;

describe('an existing network', () => {
  const prefix = '/acme/network';
  const usedIn = (tier: EnvironmentTier, make: (stack: ReturnType<typeof stackOn>) => any) => {
    const stack = stackOn(tier, {}, 'Reader');
    new Network(stack, 'Own', { natGateways: 0 });
    const network = make(stack);
    for (const part of [
      'vpcId',
      'cidrBlock',
      'availabilityZones',
      'publicSubnetIds',
      'privateSubnetIds',
      'isolatedSubnetIds',
    ]) {
      new TerraformOutput(stack, part, { value: network[part] });
    }
    return configurationOf(stack);
  };

  test('that CDK published is found by the names that CDK wrote', () => {
    const { template } = networkOnCdk(STAGING, { publishTo: prefix });
    const published = Object.values<any>(template().findResources('AWS::SSM::Parameter')).map(
      ({ Properties }) => Properties.Name,
    );
    const written = usedIn(STAGING, stack => Network.fromParameters(stack, 'Network', { prefix }));
    const read: [string, any][] = Object.entries(written.data.aws_ssm_parameter);
    expect(read.map(([, { name }]) => name).sort()).toEqual(published.sort());
    const [subnets, { lifecycle }] = read.find(([, { name }]) => name === `${prefix}/private-subnet-ids`)!;
    expect(written.output.privateSubnetIds.value).toEqual(
      [0, 1].map(zone => `\${split(",", data.aws_ssm_parameter.${subnets}.insecure_value).${zone}}`),
    );
    expect(lifecycle.postcondition[0]).toMatchObject({
      condition: '${length(split(",", self.insecure_value)) >= 2}',
      error_message: expect.stringMatching(/fewer than 2 zones/),
    });
  });

  test.each([
    [{}, 6],
    [{ publicSubnets: false }, 5],
  ])('that Terraform published is found by CDK, with %j', (props, count) => {
    const { network, slot } = networkIn(STAGING, { publishTo: prefix, ...props });
    const published = network.slots.filter(name => name.endsWith('Parameter')).map(slot);
    expect(published).toHaveLength(count);
    const { stack } = networkOnCdk(STAGING);
    const existing = NetworkOnCdk.fromParameters(stack, 'Found', { prefix, ...props });
    for (const attribute of ATTRIBUTES) expect(existing[attribute]).toBeDefined();
    const read = Object.values<any>(Template.fromStack(stack).findParameters('*')).filter(({ Type }) =>
      Type.startsWith('AWS::SSM::Parameter::Value'),
    );
    const types: { [type: string]: string } = {
      'AWS::SSM::Parameter::Value<String>': 'String',
      'AWS::SSM::Parameter::Value<List<String>>': 'StringList',
    };
    const found = read
      .filter(({ Default }) => Default.startsWith(prefix))
      .map(({ Type, Default }) => [Default, types[Type]]);
    expect(found.sort()).toEqual(published.map(({ name, type }) => [name, type]).sort());
    expect(slot('privateSubnetIdsParameter').value).toBe(
      `\${join(",", ` +
        `[${network.resources.privateSubnets.map(subnet => `aws_subnet.${subnet.friendlyUniqueId}.id`).join(', ')}])}`,
    );
  });

  test('by parameters, refuses what cannot be one', () => {
    const stack = stackOn(PRODUCTION);
    expect(refusal(() => Network.fromParameters(stack, 'A', { prefix: 'acme' })).message).toMatch(/prefix is "acme"/);
    expect(refusal(() => Network.fromParameters(stack, 'B', { prefix, zones: 4 })).message).toMatch(/zones is 4/);
    expect(stack.node.tryFindChild('BParameters')).toBeUndefined();
  });

  test('by ids, is what it is said to be', () => {
    const stack = stackOn(PRODUCTION);
    const attributes = {
      vpcId: 'vpc-0123456789abcdef0',
      cidrBlock: '10.0.0.0/16',
      availabilityZones: ['a', 'b'],
      privateSubnetIds: ['subnet-1', 'subnet-2'],
    };
    expect(Network.fromIds(stack, 'Network', attributes)).toMatchObject({
      ...attributes,
      isolatedSubnetIds: ['subnet-1', 'subnet-2'],
      publicSubnetIds: [],
    });
    expect(
      refusal(() => Network.fromIds(stack, 'Few', { ...attributes, privateSubnetIds: ['subnet-1'] })).message,
    ).toMatch(/has 1 subnets, and there are 2 zones/);
    // Another stack's, known when Terraform applies.
    const made = new Network(stackOn(PRODUCTION), 'Network');
    expect(Network.fromIds(stack, 'Known', { ...attributes, vpcId: made.vpcId }).vpcId).toBe(made.vpcId);
  });

  test('by look-up, asks for the VPC and for its subnets by their tags', () => {
    const written = usedIn(STAGING, stack =>
      Network.fromLookup(stack, 'Network', { vpcName: 'main', tags: { team: 'platform' } }),
    );
    expect(Object.values(written.data.aws_vpc)).toEqual([{ tags: { Name: 'main', team: 'platform' } }]);
    const [vpc] = Object.keys(written.data.aws_vpc);
    expect(
      Object.values<any>(written.data.aws_subnets).map(({ filter, tags }) => [filter[0], tags['aws-cdk:subnet-type']]),
    ).toEqual(
      expect.arrayContaining(
        ['Public', 'Private', 'Isolated'].map(kind => [
          { name: 'vpc-id', values: [`\${data.aws_vpc.${vpc}.id}`] },
          kind,
        ]),
      ),
    );
    expect(written.output.privateSubnetIds.value).toHaveLength(2);
    expect(refusal(() => Network.fromLookup(stackOn(STAGING), 'Network', {})).message).toMatch(
      /vpcId, vpcName or tags/,
    );
  });

  test('by look-up, uses no more than was asked for', () => {
    const written = usedIn(PRODUCTION, stack =>
      Network.fromLookup(stack, 'Network', { vpcId: 'vpc-1', zones: 2, publicSubnets: false }),
    );
    expect(Object.values(written.data.aws_vpc)).toEqual([{ id: 'vpc-1' }]);
    expect(Object.keys(written.data.aws_subnets)).toHaveLength(2);
    expect(written.output.publicSubnetIds.value).toEqual([]);
  });
});

/** Terraform itself, where it is on the machine: it knows what an expression comes to. */
const terraform = spawnSync('terraform', ['version']).status === 0 ? test : test.skip;

terraform(
  'a look-up comes to one subnet in each of the first zones, as Terraform evaluates it',
  () => {
    const stack = stackOn(PRODUCTION);
    new Network(stack, 'Own');
    const network = Network.fromLookup(stack, 'Found', { vpcName: 'main', zones: 2 });
    new TerraformOutput(stack, 'Answer', {
      value: [network.availabilityZones, network.privateSubnetIds, network.isolatedSubnetIds, network.publicSubnetIds],
    });
    const { locals, output, data } = configurationOf(stack);

    const subnets = (kind: string, zones: string[]) =>
      Object.fromEntries(
        zones.map((zone, n) => [`subnet-${kind}-${n}`, { id: `subnet-${kind}-${n}`, availability_zone: zone }]),
      );
    expect(
      evaluated(
        {
          ...locals,
          Inner: subnets('private', ['b', 'a', 'c']),
          Data: subnets('isolated', ['c', 'b', 'a']),
          Outer: subnets('public', ['a', 'b', 'b']),
        },
        output.Answer.value,
      ),
    ).toEqual([
      ['a', 'b'],
      ['subnet-private-1', 'subnet-private-0'],
      ['subnet-isolated-2', 'subnet-isolated-1'],
      ['subnet-public-0', 'subnet-public-2'],
    ]);

    const read = ['Inner', 'Data'].map(
      name => Object.entries<any>(data.aws_subnet).find(([id]) => id.includes(`_${name}_`))![1].for_each,
    );
    const ids = (...kinds: string[]) =>
      Object.fromEntries(['Private', 'Isolated'].map(kind => [kind, { ids: kinds.includes(kind) ? [kind] : [] }]));
    expect(evaluated(ids('Private', 'Isolated'), read)).toEqual([['Private'], ['Isolated']]);
    expect(evaluated(ids('Private'), read)).toEqual([['Private'], ['Private']]);
    expect(evaluated(ids('Isolated'), read)).toEqual([['Isolated'], ['Isolated']]);
  },
  30_000,
);

/**
 * The value of an expression, as Terraform evaluates it. Instead of the data sources it gets locals, which are named
 * like the ends of their names.
 */
function evaluated(locals: object, value: any): any {
  const folder = mkdtempSync(join(tmpdir(), 'look-up-'));
  const written = JSON.stringify({ locals, output: { Answer: { value } } }).replace(
    /data\.aws_subnets?\.\w+?_(\w+?)_\w+/g,
    'local.$1',
  );
  writeFileSync(join(folder, 'main.tf.json'), written);
  const run = (...args: string[]) =>
    spawnSync('terraform', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
  const { status, stderr } = run('apply', '-auto-approve', '-no-color');
  const { stdout } = run('output', '-json', 'Answer');
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
