import { readFileSync } from 'fs';
import { sampleNames, workbench } from './engines';
import { capabilityIds, loadCapability } from '../../projenrc/capabilities';
import { TIERS } from '../../src/path/tier';
import { Parity } from '../fixtures/parity';
import { decodedSlotsIn, slotsIn } from '../fixtures/terraform';
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
    const configuration = terraform.written();
    const passing = passingIn(configuration);
    const texts = { ...slotsIn(configuration, onTerraform), ...passing };
    const decoded = { ...decodedSlotsIn(configuration, onTerraform), ...passing };
    parity.expectCarried(onCdk, onTerraform, texts, decoded);
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
    // `index<Name>Alarm` stands for all slots that are called so.
    const patterns = [...readme.matchAll(/`(\w*<[\w ]+>\w*)`/g)].map(
      ([, name]) => new RegExp(`^${name.replace(/<[\w ]+>/, '\\w+')}$`),
    );
    const isNamed = (slot: string) =>
      readme.includes(slot.replace(/\d+$/, '')) || patterns.some(pattern => pattern.test(slot));
    expect(slots.filter(slot => !isNamed(slot))).toEqual([]);
  });

  test('every decision has a place, or is a difference with a reason', () => {
    parity.expectTold(workbench('aws').make(capability).decisions);
  });
});

/** What Terraform makes for one run only, and keeps nowhere: no slot, but a place. By the end of its type. */
function passingIn({ ephemeral = {} }: any): { [name: string]: any } {
  const named = Object.entries<any>(ephemeral).map(([type, blocks]) => {
    const words = type.replace(/^aws_[a-z]+_/, '');
    return [words.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), Object.values(blocks)[0]];
  });
  return Object.fromEntries(named);
}
