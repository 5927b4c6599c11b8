import { byRotator, renewed } from './fixture';
import { decide, maxAgeOf } from '../../../src/capabilities/secret/decisions';
import { ManagedSecretProps, SecretRotation, SecretSource } from '../../../src/capabilities/secret/props';
import { DecidedBy } from '../../../src/path/decision';
import { Edition } from '../../../src/path/edition';
import { Ledger } from '../../../src/path/ledger';
import { Limit } from '../../../src/path/limit';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { InvalidInputError, LimitExceededError } from '../../../src/support/errors';

function ledgerOf(tier: EnvironmentTier, defaults = {}, limits = {}): Ledger {
  return new Ledger('secret', { tier, edition: Edition.V2026_12, defaults, limits }, 'Shop/PaymentKey');
}

function decided(tier: EnvironmentTier, props: ManagedSecretProps = {}, defaults = {}) {
  return decide(props, ledgerOf(tier, defaults));
}

const [, , production] = TIERS;

test.each([
  // name, development, staging, production
  ['source', 'generated', 'generated', 'generated'],
  ['rotatedBy', null, null, null],
  ['rotationDays', 30, 30, 30],
  ['format', 'text', 'text', 'text'],
  ['length', 40, 40, 40],
  ['punctuation', false, false, false],
  ['everyKind', true, true, true],
  ['generatedField', 'password', 'password', 'password'],
  ['excludedCharacters', '', '', ''],
  ['broughtKey', null, null, null],
  ['ownKey', false, true, true],
  ['keyRotation', true, true, true],
  ['keyDeletionDays', 30, 30, 30],
  ['accountOnly', true, true, true],
  ['blockPublicPolicy', true, true, true],
  ['onRemoval', 'delete', 'retain', 'retain'],
  ['recoveryDays', 0, 30, 30],
  ['rotateImmediately', true, true, true],
  ['consumerMaxAgeSeconds', 300, 300, 300],
  ['alarms', false, true, true],
  ['failedRotationsAlarm', 1, 1, 1],
  ['rotationRuntime', 'nodejs24.x', 'nodejs24.x', 'nodejs24.x'],
  ['rotationArchitecture', 'arm64', 'arm64', 'arm64'],
  ['rotationMemoryMib', 128, 128, 128],
  ['rotationTimeoutSeconds', 60, 60, 60],
  ['rotationConcurrency', null, null, null],
  ['logRetentionDays', 7, 30, 365],
  ['logsKeptOnDeletion', false, false, true],
  ['logEncryption', 'service-key', 'own-key', 'own-key'],
])('%s', (name, ...values) => {
  expect(TIERS.map(tier => (decided(tier) as any)[name])).toEqual(values);
});

test('all are there whatever the props, and in the same order', () => {
  const names = (props: ManagedSecretProps) => {
    const ledger = ledgerOf(production);
    decide(props, ledger);
    return ledger.decisions.map(({ name }) => name);
  };
  expect(names({ source: SecretSource.imported(), rotation: byRotator })).toEqual(names({}));
  expect(names({ source: SecretSource.generated({ fields: {} }) })).toEqual(names({}));
  expect(names(renewed)).toEqual(names({}));
});

test('an imported secret has no form that anybody knows of, and is not rotated at once', () => {
  expect(decided(production, { source: SecretSource.imported(), rotation: byRotator })).toMatchObject({
    source: 'imported',
    format: 'text',
    rotatedBy: 'function',
    rotateImmediately: false,
  });
});

test('where a new value is all it takes, the first one is new enough', () => {
  expect(decided(production, renewed)).toMatchObject({
    rotatedBy: 'new-value',
    rotationDays: 7,
    rotateImmediately: false,
  });
  expect(decided(production, { rotation: byRotator })).toMatchObject({
    rotatedBy: 'function',
    rotationDays: 30,
    rotateImmediately: true,
  });
});

test('who wants punctuation gets none that others take for their own', () => {
  expect(decided(production, { source: SecretSource.generated({ punctuation: true }) })).toMatchObject({
    punctuation: true,
    excludedCharacters: '"\'/@\\$%:?#&;<>',
  });
  expect(
    decided(production, { source: SecretSource.generated({ punctuation: true, excludeCharacters: '' }) })
      .excludedCharacters,
  ).toBe('');
  expect(decided(production, {}, { 'secret.punctuation': true }).excludedCharacters).not.toBe('');
});

test('who decided', () => {
  const ledger = ledgerOf(production, { 'secret.rotationDays': 60, 'secret.length': 50 });
  decide({ source: SecretSource.generated({ length: 64 }), rotation: byRotator }, ledger);
  const by = Object.fromEntries(ledger.decisions.map(({ name, value, decidedBy }) => [name, [value, decidedBy]]));
  expect(by['secret.length']).toEqual([64, DecidedBy.APP_TEAM]);
  expect(by['secret.rotationDays']).toEqual([60, DecidedBy.PLATFORM_TEAM]);
  expect(by['secret.rotatedBy']).toEqual(['function', DecidedBy.APP_TEAM]);
  expect(by['secret.source']).toEqual(['generated', DecidedBy.APP_TEAM]);
  expect(by['secret.ownKey']).toEqual([true, DecidedBy.GOLDEN_PATH]);
});

test('a platform team limits, and the app team hears of it', () => {
  const limits = {
    'secret.rotationDays': Limit.atMost(90, { reason: 'The auditors ask for it.', contact: '#platform' }),
  };
  expect(() =>
    decide(
      {
        rotation: SecretRotation.byFunction('arn:aws:lambda:eu-west-1:111122223333:function:rotator', {
          everyDays: 365,
        }),
      },
      ledgerOf(production, {}, limits),
    ),
  ).toThrow(LimitExceededError);
});

test.each([
  [{ 'secret.length': 7 }, /from 8 to 4096/],
  [{ 'secret.rotationDays': 0 }, /from 1 to 1000/],
  [{ 'secret.recoveryDays': 3 }, /one of 0, 7, 8/],
  [{ 'secret.onRemoval': 'snapshot' }, /one of "delete", "retain"/],
  [{ 'secret.consumerMaxAgeSeconds': -1 }, /from 0 to 86400/],
  [{ 'secret.keyDeletionDays': 31 }, /from 7 to 30/],
  [{ 'secret.rotationArchitecture': 'arm' }, /one of "arm64", "x86_64"/],
  [{ 'secret.rotationTimeoutSeconds': 901 }, /from 1 to 900/],
])('a default of %j is refused', (defaults, message) => {
  expect(() => decided(production, {}, defaults)).toThrow(InvalidInputError);
  expect(() => decided(production, {}, defaults)).toThrow(message);
});

test('the age is the same for secrets that were made elsewhere', () => {
  expect(maxAgeOf(ledgerOf(production))).toBe(300);
  expect(maxAgeOf(ledgerOf(production, { 'secret.consumerMaxAgeSeconds': 60 }))).toBe(60);
});
