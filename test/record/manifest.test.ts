import { DecidedBy } from '../../src/path/decision';
import { EscapeKind } from '../../src/record/escape-hatch';
import { compact, Manifest, ManifestEntry } from '../../src/record/manifest';

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
