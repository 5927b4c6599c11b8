import { capabilityIds, Engine } from '../../projenrc/capabilities';
import { renderedProperties as cloudformationOf } from '../../src/engines/aws/escape';
import { renderedProperties as terraformOf } from '../../src/engines/terraform/escape';
import { nameLost } from '../../src/record/kept-names';
import { Patch } from '../../src/record/patch';
import { workbench } from '../samples/engines';

const BECAUSE = { reason: 'adopted' };
/** An instance is a database of another kind. */
const SAMPLES = [...capabilityIds().map(id => [id, 'typical']), ['database', 'everything']];

/** The construct, and the errors about a slot of it if that were kept. */
function made(engine: Engine, capability: string, sample: string) {
  const it = workbench(engine).make(capability, sample);
  const errors = (slot: string): string[] => {
    const resource = it.resource(slot);
    const properties = engine === 'aws' ? cloudformationOf(resource) : terraformOf(resource);
    return nameLost({
      slot,
      type: resource.cfnResourceType ?? resource.terraformResourceType,
      properties,
      changed: [],
    });
  };
  return { it, named: it.slots.filter((slot: string) => errors(slot).length > 0) as string[] };
}

const CASES = (['aws', 'terraform'] as const).flatMap(engine =>
  SAMPLES.flatMap(([capability, sample]) =>
    made(engine, capability, sample).named.map(slot => [engine, capability, sample, slot] as const),
  ),
);

/** The property that an error speaks of. */
const propertyIn = (error: string) => /and its (\w+) is/.exec(error)![1];

test('there are names of the path on both engines', () => {
  const main = CASES.map(([engine, capability, , slot]) => `${engine} ${capability} ${slot}`);
  expect(main).toEqual(
    expect.arrayContaining([
      'aws database cluster',
      'terraform database cluster',
      'terraform queue queue',
      'terraform queue deadLetterQueue',
      'terraform secret secret',
      'terraform table table',
      'terraform topic topic',
    ]),
  );
});

test.each(CASES)('on %s, what is kept keeps its name: %s (%s), %s', (engine, capability, sample, slot) => {
  const { it } = made(engine, capability, sample);
  expect(it.node.validate()).toEqual([]);
  if (engine === 'aws') it.keepLogicalId(slot, 'Legacy1A2B3C4D');
  else it.movedFrom(slot, `${it.resource(slot).terraformResourceType}.legacy`);
  const [error] = it.node.validate();
  expect(error).toContain(`The slot '${slot}' keeps a resource that is there already`);
  const property = propertyIn(error);
  const prefix = property.endsWith('_prefix');
  it.escape(slot, prefix ? Patch.remove(property) : Patch.property(property, 'legacy'), BECAUSE);
  expect(it.node.validate()).toEqual([]);
});

test('what is imported keeps its name, too, and Terraform may leave it alone', () => {
  const it = workbench('terraform').make('table');
  it.importFrom('table', 'legacy');
  expect(it.node.validate()).toEqual([expect.stringContaining("Patch.property('name', '<its name>')")]);
  it.escape('table', Patch.append('lifecycle.ignore_changes', 'name'), BECAUSE);
  expect(it.node.validate()).toEqual([]);
});

test('a name that was kept before is kept', () => {
  const it = workbench('aws').make('database');
  it.escape('cluster', Patch.property('DBClusterIdentifier', 'legacy'), BECAUSE);
  it.keepLogicalId('cluster', 'Legacy1A2B3C4D');
  expect(it.node.validate()).toEqual([]);
});
