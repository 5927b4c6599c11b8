import { readFileSync } from 'fs';
import { sampleNames, workbench } from './engines';
import { capabilityIds, loadCapability } from '../../projenrc/capabilities';
import { TIERS } from '../../src/path/tier';
import { Parity } from '../fixtures/parity';
import { decodedSlotsIn } from '../fixtures/terraform';
import { holds, holdsOnTerraform } from '../properties/invariants';

// Every sample of every capability, in every tier, on both engines. Nothing here knows a capability by its name: what
// stands in a folder under src/capabilities is in.
describe.each(capabilityIds())('%s', capability => {
  const { places, samples } = loadCapability(capability);
  const parity = new Parity(capability, places);
  const cases = TIERS.flatMap(tier =>
    sampleNames(capability).flatMap(sample =>
      [{}, ...(samples.otherwise ?? [])].map((otherwise, i) => [sample, tier, i, otherwise] as const),
    ),
  );

  test.each(cases)('%s in %s, defaults %i: complete, and alike on both engines', (sample, tier, _, otherwise) => {
    const named = Object.entries(otherwise).map(([decision, value]) => [`${capability}.${decision}`, value]);
    const path = { defaults: Object.fromEntries(named) };
    const [cloudformation, terraform] = (['aws', 'terraform'] as const).map(engine => workbench(engine, tier, path));
    const [onCdk, onTerraform] = [cloudformation, terraform].map(bench => bench.make(capability, sample));
    holds(onCdk);
    holdsOnTerraform(onTerraform, onCdk);
    parity.expectCarried(onCdk, onTerraform, decodedSlotsIn(terraform.written(), onTerraform));
  });

  test('every place showed something', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

  test('its README names every slot of both engines, and has a place for the table of decisions', () => {
    const readme = readFileSync(`src/capabilities/${capability}/README.md`, 'utf8');
    expect(readme.match(/^<!-- \/?decisions.*-->$/gm)).toEqual([
      '<!-- decisions: generated -->',
      '<!-- /decisions -->',
    ]);
    const slots = (['aws', 'terraform'] as const).flatMap(engine =>
      sampleNames(capability).flatMap(sample => workbench(engine).make(capability, sample).slots),
    );
    expect(slots.filter(slot => !readme.includes(slot.replace(/\d+$/, '')))).toEqual([]);
  });

  test('every decision has a place, or is a difference with a reason', () => {
    parity.expectTold(workbench('aws').make(capability).decisions);
  });
});
