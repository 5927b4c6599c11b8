import { isToken } from '../../src/support/tokens';
import { environmentPrefixOf } from '../../src/binding/binding';
import { CapabilityRegistry } from '../../src/path/capability-registry';
import { DecidedBy } from '../../src/path/decision';
import { Edition, FIRST_EDITION } from '../../src/path/edition';
import * as errors from '../../src/support/errors';
import { EscapeKind } from '../../src/record/escape-hatch';
import { compact, Manifest, ManifestEntry } from '../../src/record/manifest';
import { nearest } from '../../src/support/nearest';

test.each([
  ['OrdersDb', 'ORDERS_DB'],
  ['orders-db', 'ORDERS_DB'],
  ['orders', 'ORDERS'],
  ['SQSQueue', 'SQS_QUEUE'],
  ['MyDB2Reader', 'MY_DB2_READER'],
  ['2ndDb', '_2ND_DB'],
  ['a..b', 'A_B'],
  ['ORDERS_DB', 'ORDERS_DB'],
])('the variables of %s start with %s', (id, prefix) => {
  expect(environmentPrefixOf(id)).toBe(prefix);
});

test.each([
  ['minTask', 'minTasks'],
  ['MINTASKS', 'minTasks'],
  ['port', 'port'],
  ['xyz', 'port'],
])('nearest to %s is %s', (typed, known) => {
  expect(nearest(typed, ['port', 'minTasks', 'maxTasks'])).toBe(known);
});

test('nearest to anything in an empty list is nothing', () => {
  expect(nearest('port', [])).toBeUndefined();
});

test('editions are named by year and month, so that a later one sorts after an earlier one', () => {
  for (const [key, name] of Object.entries(Edition)) {
    expect(name).toMatch(/^20\d\d\.(0[1-9]|1[0-2])$/);
    expect(key).toBe(`V${name.replace('.', '_')}`);
  }
  expect([...Object.values(Edition)].sort()[0]).toBe(FIRST_EDITION);
});

test.each([
  'InvalidInputError',
  'LimitExceededError',
  'EscapeHatchError',
  'BindingError',
  'LifecycleError',
  'MissingDependencyError',
] as const)('%s says what, where, what to do and where to read on', name => {
  const error = new errors[name]({
    what: 'port is 0.',
    where: 'Shop/Orders',
    hint: 'Give 8080.',
    page: 'guides/service.md',
  });
  expect(error).toBeInstanceOf(errors.GoldenPathError);
  expect(error.name).toBe(name);
  expect(error.message.split('\n')).toEqual([
    'port is 0.',
    '  where: Shop/Orders',
    '  to do: Give 8080.',
    `  docs:  ${errors.DOCS}/guides/service.md`,
  ]);
});

test('the registry names each decision once, below a capability that exists', () => {
  const names = CapabilityRegistry.decisionNames();
  const ids = CapabilityRegistry.capabilities().map(({ id }) => id);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(ids).toContain(name.split('.')[0]);
});

describe('the compact manifest', () => {
  const entry = (more: Partial<ManifestEntry>): ManifestEntry => ({
    capability: 'service',
    version: '1',
    stage: 'stable',
    capabilityOwner: 'platform',
    path: 'Shop/Orders',
    owner: null,
    decisions: [],
    resources: [],
    uses: [],
    escapes: [],
    ...more,
  });
  const decision = (decidedBy: DecidedBy) => ({
    name: 'service.port',
    value: 1,
    decidedBy,
    because: '.',
    pathDefault: 1,
  });
  const escape = (kind: EscapeKind) => ({ slot: 'service', kind, properties: ['A'] });
  const manifest = (entries: ManifestEntry[]): Manifest => ({
    manifestVersion: '1',
    packageVersion: '0.1.0',
    organization: 'acme',
    edition: '2026.12',
    tier: 'production',
    entries,
  });

  test('of a stack with nothing in it', () => {
    expect(compact(manifest([]))).toEqual({
      v: '1',
      package: '0.1.0',
      edition: '2026.12',
      tier: 'production',
      capabilities: {},
      owners: [],
      decisions: { path: 0, platform: 0, team: 0 },
      escapes: { recorded: 0, unrecorded: 0 },
    });
  });

  test('counts capabilities, owners, decisions and escapes; organisation policy is no escape', () => {
    const sum = compact(
      manifest([
        entry({
          owner: 'b',
          decisions: [decision(DecidedBy.APP_TEAM), decision(DecidedBy.GOLDEN_PATH), decision(DecidedBy.GOLDEN_PATH)],
        }),
        entry({ owner: 'a', escapes: Object.values(EscapeKind).map(escape) }),
        entry({ owner: 'a', capability: 'database', version: '2', decisions: [decision(DecidedBy.PLATFORM_TEAM)] }),
      ]),
    );
    expect(sum.capabilities).toEqual({ service: { version: '1', count: 2 }, database: { version: '2', count: 1 } });
    expect(sum.owners).toEqual(['a', 'b']);
    expect(sum.decisions).toEqual({ path: 2, platform: 1, team: 1 });
    expect(sum.escapes).toEqual({ recorded: 2, unrecorded: 1 });
  });
});

test.each<[any, boolean]>([
  ['${Token[TOKEN.12]}', true],
  ['arn:${TfToken[TOKEN.3]}:x', true],
  [['#{Token[TOKEN.1]}'], true],
  [['#{TfToken[TOKEN.1]}'], true],
  ['plain', false],
  ['${HOME}', false],
  [['subnet-1'], false],
  [[], false],
  [undefined, false],
  [8080, false],
])('%p is known at deployment only: %p', (value, expected) => {
  expect(isToken(value)).toBe(expected);
});
