import { readFileSync } from 'fs';
import { rendered, written } from './fixture';
import { CapabilityRegistry } from '../../../src/path/capability-registry';
import { TIERS } from '../../../src/path/tier';

const README = readFileSync('src/capabilities/worker/README.md', 'utf8');

test('the README names every decision and every slot', () => {
  for (const name of CapabilityRegistry.decisionNames().filter(each => each.startsWith('worker.'))) {
    expect(README).toContain(`\`${name.replace('worker.', '')}\``);
  }
  const slots = new Set(TIERS.flatMap(tier => [...rendered({}, tier).worker.slots, ...written({}, tier).worker.slots]));
  expect([...slots].filter(slot => !README.includes(`\`${slot}\``))).toEqual([]);
});
