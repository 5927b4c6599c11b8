import { CapabilityRegistry } from '../../src/path/capability-registry';
import { GoldenPath } from '../../src/path/golden-path';
import { refusal } from '../fixtures/errors';

test('the registry names each decision once, below a capability that exists', () => {
  const names = CapabilityRegistry.decisionNames();
  const ids = CapabilityRegistry.capabilities().map(({ id }) => id);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(ids).toContain(name.split('.')[0]);
});

test('a default that is called like a prop is told the name of its decision', () => {
  const made = () => new GoldenPath({ organization: 'acme', defaults: { 'queue.encryptionKeyArn': 'x' } });
  expect(refusal(made).message).toContain("Did you mean 'queue.broughtKey'?");
});
