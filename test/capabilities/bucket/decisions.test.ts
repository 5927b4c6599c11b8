import { decide } from '../../../src/capabilities/bucket/decisions';
import { BucketCorsMethod, ManagedBucketProps } from '../../../src/capabilities/bucket/props';
import { DecidedBy } from '../../../src/path/decision';
import { Edition } from '../../../src/path/edition';
import { Ledger } from '../../../src/path/ledger';
import { Limit } from '../../../src/path/limit';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { InvalidInputError, LimitExceededError } from '../../../src/support/errors';

function ledgerOf(tier: EnvironmentTier, defaults = {}, limits = {}): Ledger {
  return new Ledger('bucket', { tier, edition: Edition.V2026_12, defaults, limits }, 'Shop/Invoices');
}

function decided(tier: EnvironmentTier, props: ManagedBucketProps = {}, defaults = {}): any {
  return decide(props, ledgerOf(tier, defaults));
}

const [development, , production] = TIERS;

test.each([
  // name, development, staging, production
  ['versioned', true, true, true],
  ['expireAfterDays', null, null, null],
  ['lifecycle', [], [], []],
  ['cors', [], [], []],
  ['oldVersionDays', 7, 30, 90],
  ['uploadDays', 7, 7, 7],
  ['tieringAfterDays', null, null, 30],
  ['publicAccessBlocked', true, true, true],
  ['aclsDisabled', true, true, true],
  ['tlsRequired', true, true, true],
  ['minimumTlsVersion', '1.2', '1.2', '1.2'],
  ['broughtKey', null, null, null],
  ['ownKey', false, true, true],
  ['keyRotation', true, true, true],
  ['keyDeletionDays', 30, 30, 30],
  ['bucketKey', true, true, true],
  ['objectLock', false, true, true],
  ['lockDays', null, null, null],
  ['lockMode', null, null, null],
  ['onRemoval', 'delete', 'retain', 'retain'],
  ['eventBridge', true, true, true],
  ['accessLogs', false, true, true],
  ['accessLogRetentionDays', 7, 30, 365],
  ['accessLogVersionDays', 1, 1, 1],
  ['accessLogUploadDays', 7, 7, 7],
  ['emptyingRuntime', 'nodejs24.x', null, null],
  ['emptyingArchitecture', 'arm64', null, null],
  ['emptyingMemoryMib', 256, null, null],
  ['emptyingTimeoutSeconds', 900, null, null],
  ['emptyingConcurrency', null, null, null],
  ['emptyingLogDays', 7, null, null],
])('%s by tier', (name, ...values) => {
  expect(TIERS.map(tier => decided(tier)[name])).toEqual(values);
});

test('every decision is in the table above, whatever is asked for', () => {
  const names = (props: ManagedBucketProps) => {
    const ledger = ledgerOf(production);
    decide(props, ledger);
    return ledger.decisions.map(({ name }) => name);
  };
  expect(names({})).toHaveLength(31);
  expect(names({ versioned: false, expireAfterDays: 3 })).toEqual(names({}));
});

test('what a team says is decided by it', () => {
  const ledger = ledgerOf(production);
  decide(
    {
      versioned: false,
      expireAfterDays: 3,
      lifecycle: [{ prefix: 'a/', expireAfterDays: 1 }],
      cors: [{ allowedOrigins: ['*'], allowedMethods: [BucketCorsMethod.GET] }],
    },
    ledger,
  );
  expect(ledger.decisions.filter(({ decidedBy }) => decidedBy === DecidedBy.APP_TEAM).map(({ name }) => name)).toEqual([
    'bucket.versioned',
    'bucket.expireAfterDays',
    'bucket.lifecycle',
    'bucket.cors',
  ]);
});

test('nothing is locked without versions, whatever the platform team says', () => {
  expect(decided(production, { versioned: false }, { 'bucket.objectLock': true, 'bucket.lockDays': 30 })).toMatchObject(
    { objectLock: false, lockDays: null, lockMode: null },
  );
});

test('what is locked by default is locked in a mode', () => {
  expect(decided(production, {}, { 'bucket.lockDays': 30 })).toMatchObject({ lockDays: 30, lockMode: 'governance' });
  expect(decided(production, {}, { 'bucket.lockDays': 30, 'bucket.lockMode': 'compliance' })).toMatchObject({
    lockMode: 'compliance',
  });
});

test('what expires is not moved before: S3 refuses an end before the move', () => {
  expect(decided(production, { expireAfterDays: 10 }, { 'bucket.tieringAfterDays': 30 }).tieringAfterDays).toBeNull();
});

test('only what may be deleted is emptied', () => {
  expect(decided(development, {}, { 'bucket.onRemoval': 'retain' }).emptyingRuntime).toBeNull();
  expect(decided(production, {}, { 'bucket.onRemoval': 'delete' }).emptyingRuntime).toBe('nodejs24.x');
});

test.each([
  [{ 'bucket.minimumTlsVersion': '1.0' }, /one of "1.2", "1.3"/],
  [{ 'bucket.onRemoval': 'snapshot' }, /one of "delete", "retain"/],
  [{ 'bucket.oldVersionDays': 0 }, /from 1 to 36500/],
  [{ 'bucket.lockDays': 5, 'bucket.lockMode': 'some' }, /one of "governance", "compliance"/],
])('%j is refused', (defaults, message) => {
  expect(() => decided(production, {}, defaults)).toThrow(message);
  expect(() => decided(production, {}, defaults)).toThrow(InvalidInputError);
});

test('a limit of the platform team holds for what a team asks for', () => {
  const limits = { 'bucket.expireAfterDays': Limit.atMost(400, { reason: 'data minimisation', contact: '#privacy' }) };
  expect(() => decide({ expireAfterDays: 500 }, ledgerOf(production, {}, limits))).toThrow(LimitExceededError);
});

test('every reason is a sentence', () => {
  const ledger = ledgerOf(production);
  decide({}, ledger);
  for (const { because } of ledger.decisions) expect(because).toMatch(/^[A-Z1].{10,}\.$/);
});
