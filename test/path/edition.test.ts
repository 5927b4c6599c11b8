import { Edition, FIRST_EDITION } from '../../src/path/edition';

test('editions are named by year and month, so that a later one sorts after an earlier one', () => {
  for (const [key, name] of Object.entries(Edition)) {
    expect(name).toMatch(/^20\d\d\.(0[1-9]|1[0-2])$/);
    expect(key).toBe(`V${name.replace('.', '_')}`);
  }
  expect([...Object.values(Edition)].sort()[0]).toBe(FIRST_EDITION);
});
