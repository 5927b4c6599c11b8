import { TerraformStack, Testing } from 'cdktf';
import { databaseIn, stackOf, StubNetwork } from './fixture';
import { written } from './terraform-fixture';
import * as places from '../../../src/capabilities/database/places';
import { DatabaseDeployment, DatabaseEngine, ManagedDatabaseProps } from '../../../src/capabilities/database/props';
import { samples } from '../../../src/capabilities/database/samples';
import { NOWHERE, propsOf, SampleProps, samplesByName } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';

const inFull = (defaults: object) =>
  Object.fromEntries(Object.entries(defaults).map(([decision, value]) => [`database.${decision}`, value]));

type Case = [tier: EnvironmentTier, props: SampleProps<ManagedDatabaseProps>, defaults: { [decision: string]: any }];
/** Every sample by the path, and by each of the platform teams that choose otherwise. */
const cases = TIERS.flatMap(tier =>
  Object.values(samplesByName(samples)).flatMap(sample =>
    [{}, ...samples.otherwise!].map((defaults): Case => [tier, sample, inFull(defaults)]),
  ),
);
cases.push([
  EnvironmentTier.PRODUCTION,
  { engine: DatabaseEngine.mysql('8.0'), deployment: DatabaseDeployment.INSTANCE, extendedSupport: true },
  {},
]);

const parity = new Parity('database', places);

test.each(cases.map((each, index) => [index, ...each] as const))(
  'case %i, in %s: both engines carry every decision',
  (_, tier, sample, defaults) => {
    const [stack, app] = [stackOf(tier, { defaults }), Testing.app()];
    const onCdk = databaseIn(stack, propsOf(sample, { ...NOWHERE, network: new StubNetwork(stack, 'Network') }));
    const network = new StubNetwork(new TerraformStack(app, 'Network'), 'Network');
    const { database: onTerraform, slots: terraform } = written(propsOf(sample, { ...NOWHERE, network }), tier, {
      defaults,
    });
    parity.expectCarried(onCdk, onTerraform, terraform);
    expect(onTerraform.slots.slice().sort()).toEqual(onCdk.slots.slice().sort());
  },
);

test('every place was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a place, or is a difference with a reason', () =>
  parity.expectTold(databaseIn(stackOf()).decisions));

test.each(['encryption', 'exposure', 'policies', 'deletion protection', 'backups'])('%s is the same on both', what => {
  const protecting: { [what: string]: string[] } = {
    encryption: ['storageEncrypted', 'ownKey', 'keyRotation', 'keyDeletionDays', 'tlsRequired'],
    exposure: ['publiclyAccessible', 'port'],
    policies: ['iamAuthentication', 'managedPassword'],
    'deletion protection': ['deletionProtection', 'onRemoval'],
    backups: ['backupRetentionDays', 'deleteAutomatedBackups', 'copyTagsToSnapshot', 'backtrackHours'],
  };
  expect(protecting[what].filter(name => places.differences.includes(name))).toEqual([]);
});
