import { sampleNames, workbench } from './engines';
import { capabilityIds } from '../../projenrc/capabilities';
import { EnvironmentTier } from '../../src/path/tier';

/** Blocks that say something by being there. */
const MEANT = new Set(['allow', 'block', 'count', 'none']);

/** Every block without a content. */
function emptyIn(value: any, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap(each => emptyIn(each, name));
  if (value === null || typeof value !== 'object') return [];
  const entries = Object.entries(value).filter(([key]) => key !== '//');
  return entries.length === 0 ? [name] : entries.flatMap(([key, each]) => emptyIn(each, key));
}

// The provider sends no such block, is given none back, and plans to add it, each time.
describe.each(capabilityIds().map(id => [id]))(' %s ', capability => {
  test.each(sampleNames(capability).map(name => [name]))('%s: Terraform is given no empty block', sample => {
    const bench = workbench('terraform', EnvironmentTier.PRODUCTION);
    bench.make(capability, sample);
    const resources = Object.values<any>(bench.written().resource).flatMap(named => Object.values<any>(named));
    expect(resources.flatMap(each => emptyIn(each)).filter(name => !MEANT.has(name))).toEqual([]);
  });
});
