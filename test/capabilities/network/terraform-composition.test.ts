import { readFileSync } from 'fs';
import { join } from 'path';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { Aspects, TerraformOutput } from 'cdktf';
import { IConstruct } from 'constructs';
import { networkIn, stackOn } from './terraform-fixture';
import { EnvironmentTier } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { refusal } from '../../fixtures/errors';

const { PRODUCTION } = EnvironmentTier;
const because = { reason: 'to see what happens' };

describe('the escape hatch', () => {
  test('changes an argument, on record', () => {
    const { network, slot } = networkIn(PRODUCTION);
    network.escape('flowLog', Patch.property('max_aggregation_interval', 60), {
      ...because,
      owner: 'team-net',
      reviewBy: '2999-01-01',
    });
    expect(slot('flowLog').max_aggregation_interval).toBe(60);
    expect(network.escapes).toMatchObject([
      { slot: 'flowLog', kind: EscapeKind.PATCH, properties: ['max_aggregation_interval'], owner: 'team-net' },
    ]);
  });

  test('changes a nested block, and selects in a list', () => {
    const { network, slot } = networkIn(PRODUCTION);
    network.escape('privateSubnet1', Patch.property('timeouts.delete', '40m'), because);
    network.escape('gatewayEndpointS3', Patch.remove('route_table_ids[0]'), because);
    network.escape(
      'closedDefaultSecurityGroup',
      Patch.property('ingress', [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['10.0.0.0/8'] }]),
      because,
    );
    expect(slot('privateSubnet1').timeouts).toEqual({ delete: '40m' });
    expect(slot('privateSubnet1').timeouts).toEqual({ delete: '40m' });
    expect(slot('gatewayEndpointS3').route_table_ids).toHaveLength(4);
    expect(slot('closedDefaultSecurityGroup').ingress[0]).toMatchObject({ from_port: 22 });
  });

  test('reaches the lifecycle, where there is one and where there is none', () => {
    const { network, slot } = networkIn(PRODUCTION);
    network.escape('logKey', Patch.property('lifecycle.prevent_destroy', false), because);
    network.escape('privateSubnet1', Patch.append('lifecycle.ignore_changes', 'tags'), because);
    network.escape('vpc', Patch.property('lifecycle', { prevent_destroy: true }), because);
    network.escape('flowLogRole', Patch.property('lifecycle.create_before_destroy', true), because);
    network.escape('privateSubnet2', Patch.remove('lifecycle'), because);
    expect(
      ['logKey', 'privateSubnet1', 'vpc', 'flowLogRole', 'privateSubnet2'].map(name => slot(name).lifecycle),
    ).toEqual([
      { prevent_destroy: false },
      { ignore_changes: ['availability_zone', 'tags'] },
      { prevent_destroy: true },
      { create_before_destroy: true },
      undefined,
    ]);
    expect(network.escapes.map(({ kind }) => kind)).toEqual(Array(5).fill(EscapeKind.PATCH));
    expect(
      refusal(() => network.escape('vpc', Patch.property('lifecycle.prevent_destroi', true), because)).message,
    ).toMatch(/changes nothing/);
  });

  test('refuses a slot and a name that there is not, and says which one may be meant', () => {
    const { network } = networkIn(PRODUCTION);
    expect(refusal(() => network.escape('flowLogs', Patch.property('a', 1), because)).message).toMatch(
      /Did you mean 'flowLog'/,
    );
    expect(refusal(() => network.escape('flowLog', Patch.property('TrafficTyp', 'ALL'), because)).message).toMatch(
      /Did you mean 'traffic_type'/,
    );
    expect(refusal(() => network.escape('flowLog', Patch.property('traffic_type', 'ALL'), because)).message).toMatch(
      /changes nothing/,
    );
    expect(network.escapes).toEqual([]);
  });

  test('finds what nobody recorded, and takes references for none', () => {
    const { network, stack, written } = networkIn(PRODUCTION, { publishTo: '/acme/network' });
    new TerraformOutput(stack, 'Group', { value: network.resources.flowLog!.arn });
    written();
    expect(network.escapes).toEqual([]);
    network.resources.vpc.instanceTenancy = 'dedicated';
    expect(network.escapes).toEqual([{ slot: 'vpc', kind: EscapeKind.UNRECORDED, properties: ['instance_tenancy'] }]);
  });

  test('sees what an Aspect changes', () => {
    const { network, stack, written } = networkIn(PRODUCTION);
    Aspects.of(stack).add({
      visit: (node: IConstruct) => {
        if (node instanceof FlowLog) node.maxAggregationInterval = 60;
      },
    });
    written();
    expect(network.escapes).toMatchObject([
      { slot: 'flowLog', kind: EscapeKind.UNRECORDED, properties: ['max_aggregation_interval'] },
    ]);
  });
});

test('another stack of the app uses it by reference, and is deployed after it', () => {
  const { network, app, stack } = networkIn(PRODUCTION);
  const other = stackOn(undefined, {}, 'Shop', app);
  new TerraformOutput(other, 'Subnets', { value: network.privateSubnetIds });
  app.synth();
  const [shop, platform] = ['Shop', 'Platform'].map(name =>
    JSON.parse(readFileSync(join(app.outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')),
  );
  expect(other.dependencies).toEqual([stack]);
  expect(shop.output.Subnets.value).toHaveLength(3);
  for (const reference of shop.output.Subnets.value) {
    const [, output] = /^\$\{data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)\}$/.exec(reference) ?? [reference];
    expect(platform.output[output].value).toMatch(/^\$\{aws_subnet\.Network_PrivateSubnet/);
  }
});
