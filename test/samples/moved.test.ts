import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { sampleNames, workbench } from './engines';
import { capabilityIds, Engine, loadCapability } from '../../projenrc/capabilities';

const SPEC = loadAwsServiceSpecSync();

/** The properties of a type for which CloudFormation replaces a resource. */
function createOnly(type: string): string[] {
  const [found] = SPEC.lookup('resource', 'cloudFormationType', 'equals', type);
  return Object.entries<any>(found?.properties ?? {})
    .filter(([, { causesReplacement }]) => causesReplacement === 'yes')
    .map(([name]) => name);
}

const CASES = capabilityIds().flatMap(capability =>
  sampleNames(capability).flatMap(sample =>
    (['aws', 'terraform'] as const).map(engine => [engine, capability, sample] as const),
  ),
);

/** A sample under an id, and whoever uses it. */
function written(engine: Engine, capability: string, sample: string, from?: string): any {
  const bench = workbench(engine);
  const it = bench.make(capability, sample, from ? 'New' : 'Old');
  if (from) it.movedFrom(from);
  // A table without a stream has nothing to consume.
  const { accesses = [], notUsed = [] } = loadCapability(capability).samples;
  const user = bench.make('worker', 'typical', 'User');
  for (const access of ['no stream', ...notUsed].includes(sample) ? [] : accesses) {
    user.uses(it, access, { environmentPrefix: access.toUpperCase().replace('-', '_') });
  }
  return bench.written();
}

/** What CloudFormation replaces at each deployment of another program anyway. */
const EACH_TIME = new Set(['AWS::ECS::TaskDefinition', 'AWS::Lambda::Version']);

/** The resources by their ids, without those that are made anew at each change. */
const lasting = (resources: { [id: string]: any }) =>
  Object.fromEntries(Object.entries(resources).filter(([, { Type }]) => !EACH_TIME.has(Type)));

/** The arguments that name a resource. */
const NAMES = ['name', 'name_prefix', 'identifier', 'cluster_identifier', 'function_name', 'family', 'bucket_prefix'];

describe('what was renamed and says so keeps all that it had', () => {
  test.each(CASES.filter(([engine]) => engine === 'aws'))('%s: %s, %s', (engine, capability, sample) => {
    const before = lasting(written(engine, capability, sample).Resources);
    const after = lasting(written(engine, capability, sample, 'Shop/Old').Resources);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const [id, { Type, Properties = {} }] of Object.entries<any>(before)) {
      for (const property of createOnly(Type)) {
        expect([id, property, after[id].Properties?.[property]]).toEqual([id, property, Properties[property]]);
      }
    }
  });

  test.each(CASES.filter(([engine]) => engine === 'terraform'))('%s: %s, %s', (engine, capability, sample) => {
    const before = written(engine, capability, sample);
    const after = written(engine, capability, sample, 'Shop/Old');
    const addresses = (configuration: any) =>
      Object.entries<any>(configuration.resource).flatMap(([type, blocks]) =>
        Object.keys(blocks).map(id => `${type}.${id}`),
      );
    const moves: { [from: string]: string } = Object.fromEntries(
      (after.moved ?? []).map(({ from, to }: any) => [from, to]),
    );
    const atLast = addresses(before).map(address => moves[address] ?? address);
    expect(atLast.sort()).toEqual(addresses(after).sort());
    for (const [type, blocks] of Object.entries<any>(before.resource)) {
      for (const [id, block] of Object.entries<any>(blocks)) {
        const [, to] = (moves[`${type}.${id}`] ?? `${type}.${id}`).split('.');
        for (const name of NAMES.filter(each => !/\baws_/.test(block[each]))) {
          expect([id, name, after.resource[type][to][name]]).toEqual([id, name, block[name]]);
        }
        if (type === 'aws_security_group') expect(after.resource[type][to].description).toBe(block.description);
      }
    }
  });
});
