import { rendered, secretIn, stackOf, VARIANTS } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/secret/places';
import { ManagedSecretProps } from '../../../src/capabilities/secret/props';
import { TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';

/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'secret.rotationDays': 90,
  'secret.length': 20,
  'secret.punctuation': true,
  'secret.everyKind': false,
  'secret.generatedField': 'value',
  'secret.excludedCharacters': '/@',
  'secret.ownKey': true,
  'secret.keyRotation': false,
  'secret.keyDeletionDays': 7,
  'secret.blockPublicPolicy': false,
  'secret.onRemoval': 'retain',
  'secret.rotateImmediately': false,
  'secret.alarms': true,
  'secret.failedRotationsAlarm': 2,
  'secret.consumerMaxAgeSeconds': 60,
  'secret.recoveryDays': 7,
  'secret.rotationRuntime': 'nodejs22.x',
  'secret.rotationArchitecture': 'x86_64',
  'secret.rotationMemoryMib': 256,
  'secret.rotationTimeoutSeconds': 90,
  'secret.rotationConcurrency': 1,
  'secret.logRetentionDays': 90,
  'secret.logsKeptOnDeletion': true,
};
const cases: [string, ManagedSecretProps, { [decision: string]: any }][] = TIERS.flatMap(tier =>
  VARIANTS.flatMap(
    props =>
      [
        [tier, props, {}],
        [tier, props, otherwise],
        [
          tier,
          props,
          {
            'secret.source': 'imported',
            'secret.ownKey': false,
            'secret.accountOnly': false,
            'secret.onRemoval': 'delete',
            'secret.alarms': false,
          },
        ],
      ] as [string, ManagedSecretProps, { [decision: string]: any }][],
  ),
);

const parity = new Parity('secret', carriers, differences);

test.each(cases.map((each, index) => [index, ...each] as const))(
  'case %i, in %s: both engines carry every decision',
  (_, tier, props, defaults) => {
    const { secret: onCdk } = rendered(props, tier as any, { defaults });
    const { secret: onTerraform, slots: terraform } = written(props, tier as any, { defaults });
    parity.expectCarried(onCdk, onTerraform, terraform);
    expect(onTerraform.slots.filter(slot => slot !== 'initialValue').sort()).toEqual(onCdk.slots.slice().sort());
  },
);

test('every carrier was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a carrier, or is a difference with a reason', () =>
  parity.expectTold(secretIn(stackOf()).decisions));

test.each(['encryption', 'exposure', 'deletion protection'])('%s is the same on both', what => {
  const protecting: { [what: string]: string[] } = {
    encryption: ['ownKey', 'keyRotation', 'keyDeletionDays'],
    exposure: ['accountOnly', 'blockPublicPolicy'],
    'deletion protection': ['onRemoval'],
  };
  expect(protecting[what].filter(name => differences.includes(name))).toEqual([]);
});
