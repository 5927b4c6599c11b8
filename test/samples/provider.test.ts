// Every sample of every capability with a provider of its own: nothing that it makes or reads is of another one.
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformElement } from 'cdktf';
import { Construct } from 'constructs';
import { sampleNames, workbench } from './engines';
import { capabilityIds, loadCapability, renderingOf, surroundingsIn } from '../../projenrc/capabilities';
import { provide } from '../../src/engines/terraform/provider';
import { propsOf, samplesByName } from '../../src/path/sample';
import { EnvironmentTier } from '../../src/path/tier';

/** A stack with a second provider, of which everything is that samples stand beside. */
function secondProvider() {
  const { stack, written } = workbench('terraform', EnvironmentTier.PRODUCTION);
  const provider = new AwsProvider(stack, 'Second', { alias: 'second', region: 'eu-west-1' });
  const beside = new Construct(stack, 'Beside');
  provide(beside, provider);
  const around = surroundingsIn('terraform', beside, stack.node.root.node.tryFindChild('StubNetwork'));
  const make = (capability: string, sample: string, id: string) => {
    const props = propsOf(samplesByName(loadCapability(capability).samples)[sample], around);
    return new (renderingOf(capability, 'terraform'))(stack, id, { ...props, provider });
  };
  return { make, written };
}

/** The blocks of a construct that name another provider, or read what is known of another. */
function strangers(construct: any, written: any): string[] {
  const names = new Set(
    construct.node
      .findAll()
      .filter((child: any) => TerraformElement.isTerraformElement(child))
      .map((child: any) => child.friendlyUniqueId),
  );
  return ['resource', 'data', 'ephemeral'].flatMap(kind =>
    Object.entries<any>(written[kind] ?? {}).flatMap(([type, blocks]) =>
      Object.entries<any>(blocks)
        .filter(([name]) => names.has(name))
        .filter(([, body]) => body.provider !== 'aws.second' || DEFAULT_CONTEXT.test(JSON.stringify(body)))
        .map(([name]) => `${kind}.${type}.${name}`),
    ),
  );
}

const DEFAULT_CONTEXT = /data\.aws_(region|caller_identity|partition)\.(Region|CallerIdentity|Partition)\./;

describe.each(capabilityIds())('%s', capability => {
  test.each(sampleNames(capability))('%s', sample => {
    const { make, written } = secondProvider();
    const construct = make(capability, sample, 'It');
    expect(strangers(construct, written())).toEqual([]);
    expect(construct.escapes).toEqual([]);
  });
});

test('what a consumer makes to use something is of its own provider', () => {
  const { make, written } = secondProvider();
  const consumer = make('service', 'typical', 'It');
  for (const id of capabilityIds().filter(each => loadCapability(each).samples.accesses !== undefined)) {
    consumer.uses(make(id, 'typical', `Used${id}`));
  }
  expect(strangers(consumer, written())).toEqual([]);
});
