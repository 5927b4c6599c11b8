import { CapabilityRegistry } from '../../src/path/capability-registry';

test('the registry names each decision once, below a capability that exists', () => {
  const names = CapabilityRegistry.decisionNames();
  const ids = CapabilityRegistry.capabilities().map(({ id }) => id);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(ids).toContain(name.split('.')[0]);
});
