import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { DatabaseEngine } from '../../../src/capabilities/database/engine';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { Network } from '../../../src/capabilities/network/terraform';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { ManagedTopic } from '../../../src/capabilities/topic/terraform';
import { GoldenPathWorker } from '../../../src/capabilities/worker/terraform';
import { terraformServiceIn } from '../../capabilities/service/terraform-fixture';
import { refusal } from '../../fixtures/errors';
import { IMAGE } from '../../fixtures/services';
import { configurationOf, terraformStackOf } from '../../fixtures/terraform';

/** A stack of Ireland, with a second provider for Virginia. */
function twoRegions(network?: any) {
  const stack = terraformStackOf(undefined, { terraform: { region: 'eu-west-1' }, network });
  const provider = new AwsProvider(stack, 'Virginia', { alias: 'virginia', region: 'us-east-1' });
  return { stack, provider };
}

const DATABASE = { engine: DatabaseEngine.postgres() };

test('what AWS tells of account and region is read by the same provider', () => {
  const { stack, provider } = twoRegions();
  const [here, there] = [new ManagedQueue(stack, 'Here'), new ManagedQueue(stack, 'There', { provider })];
  const { data, resource } = configurationOf(stack);
  expect(data.aws_region).toEqual({ Region: {}, Region_virginia: { provider: 'aws.virginia' } });
  const policyOf = (queue: ManagedQueue) => resource.aws_kms_key[queue.resources.key!.friendlyUniqueId].policy;
  expect(policyOf(here)).toContain('data.aws_caller_identity.CallerIdentity.');
  expect(policyOf(there)).toContain('data.aws_caller_identity.CallerIdentity_virginia.');
  expect(resource.aws_ssm_parameter.GoldenPathManifestParameter).not.toHaveProperty('provider');
});

test('a network that is looked up or published is read by its provider, and is in its region', () => {
  const { stack, provider } = twoRegions();
  const found = Network.fromLookup(stack, 'Found', { vpcId: 'vpc-1', provider });
  const published = Network.fromParameters(stack, 'Published', { prefix: '/acme/network', provider });
  terraformServiceIn(stack, { network: found, provider });
  terraformServiceIn(stack, { network: published, provider }, 'Invoices');
  expect(refusal(() => terraformServiceIn(stack, { network: found }, 'Shop')).complaint.what).toMatch(
    "The network 'Shop/Found' is in us-east-1, and this in eu-west-1.",
  );
  const { data } = configurationOf(stack);
  const read = [data.aws_vpc, data.aws_subnets, data.aws_subnet, data.aws_ssm_parameter].flatMap(each =>
    Object.values<any>(each),
  );
  expect(read.length).toBeGreaterThan(8);
  expect(read.map(({ provider: named }) => named)).toEqual(read.map(() => 'aws.virginia'));
});

describe('across two regions', () => {
  test('nothing is used', () => {
    const { stack, provider } = twoRegions();
    const network = new Network(stack, 'Far', { provider });
    const db = new ManagedDatabase(stack, 'Db', { ...DATABASE, network, provider });
    const service = terraformServiceIn(stack, { network: new Network(stack, 'Near') });
    const { what } = refusal(() => service.uses(db)).complaint;
    expect(what).toMatch("'Shop/Db' is in us-east-1, and this in eu-west-1.");
  });

  test('no worker is started', () => {
    const { stack, provider } = twoRegions();
    const queue = new ManagedQueue(stack, 'Jobs', { provider });
    const make = () => new GoldenPathWorker(stack, 'Worker', { owner: 'team-orders', source: IMAGE, queue });
    expect(refusal(make).complaint.what).toMatch('The queue is in the region us-east-1, and the worker in eu-west-1');
  });

  test('no key is brought', () => {
    const { stack, provider } = twoRegions();
    const encryptionKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/0d8e1f5e-1b2c-4d3e-8f90-123456789abc';
    expect(refusal(() => new ManagedQueue(stack, 'Jobs', { encryptionKeyArn, provider })).complaint.what).toMatch(
      'encryptionKeyArn is of eu-west-1, and this stack of us-east-1',
    );
    const { keyArn } = { keyArn: new ManagedTopic(stack, 'Topic', { provider }).resources.key!.arn };
    expect(refusal(() => new ManagedQueue(stack, 'Jobs', { encryptionKeyArn: keyArn })).complaint.what).toMatch(
      'is of us-east-1, and this stack of eu-west-1',
    );
  });

  test('nothing stands in a network', () => {
    const { stack, provider } = twoRegions();
    const network = new Network(stack, 'Near');
    const { complaint } = refusal(() => new ManagedDatabase(stack, 'Db', { ...DATABASE, network, provider }));
    expect(complaint).toMatchObject({
      where: 'Shop/Db',
      what: expect.stringContaining('in eu-west-1, and this in us-'),
    });
    expect(stack.node.tryFindChild('Db')).toBeUndefined();
  });
});

test('the default network is that of the default provider', () => {
  const { stack, provider } = twoRegions();
  const { what, hint } = refusal(() => terraformServiceIn(stack, { provider })).complaint;
  expect(what).toMatch('names no network, and the default one is of the default provider');
  expect(hint).toMatch('new Network(stack, id, { provider })');
  expect(stack.node.tryFindChild('Network')).toBeUndefined();
});

test('a provider of another stack, and what is none, are refused', () => {
  const { stack } = twoRegions();
  const other = new AwsProvider(new TerraformStack(Testing.app(), 'Other'), 'Aws', { alias: 'far' });
  for (const provider of [other, 'aws.virginia' as any]) {
    const { where, what } = refusal(() => new ManagedQueue(stack, 'Jobs', { provider })).complaint;
    expect([where, what]).toEqual(['Shop/Jobs', expect.stringMatching(/^provider is ('Other\/Aws'|"aws)/)]);
  }
});
