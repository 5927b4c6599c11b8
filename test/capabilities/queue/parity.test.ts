import { queueOn } from './fixture';
import { written } from './terraform-fixture';
import * as places from '../../../src/capabilities/queue/places';
import { ManagedQueueProps } from '../../../src/capabilities/queue/props';
import { TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';

type Case = readonly [tier: (typeof TIERS)[number], props: ManagedQueueProps, defaults: { [decision: string]: any }];

/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'queue.deadLetterRetentionDays': 13,
  'queue.deadLettersFromOthers': true,
  'queue.receiveWaitSeconds': 5,
  'queue.deliveryDelaySeconds': 10,
  'queue.mostMessageBytes': 262_144,
  'queue.contentBasedDeduplication': true,
  'queue.highThroughput': false,
  'queue.ownKey': true,
  'queue.keyRotation': false,
  'queue.keyDeletionDays': 7,
  'queue.keyReuseSeconds': 3600,
  'queue.keySenders': ['sns'],
  'queue.onRemoval': 'delete',
  'queue.alarms': true,
  'queue.deadLettersAlarm': 10,
  'queue.deadLettersAlarmMinutes': 5,
  'queue.oldestMessageAlarmSeconds': 60,
  'queue.oldestMessageAlarmMinutes': 1,
};
const cases: Case[] = TIERS.flatMap(tier =>
  [{}, { fifo: true }].flatMap((shape): Case[] => [
    [tier, shape, {}],
    [tier, { ...shape, visibilityTimeoutSeconds: 600, maxReceiveCount: 3, retentionDays: 4 }, {}],
    [tier, shape, otherwise],
    [
      tier,
      shape,
      { 'queue.tlsRequired': false, 'queue.ownKey': false, 'queue.alarms': false, 'queue.onRemoval': 'retain' },
    ],
    [tier, shape, { 'queue.ownKey': true, 'queue.keySenders': [] }],
    [tier, { ...shape, encryptionKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d' }, {}],
  ]),
);

const parity = new Parity('queue', places);

test.each(cases.map((each, index) => [index, ...each] as const))(
  'case %i, in %s: both engines carry every decision',
  (_, tier, props, defaults) => {
    const { queue: onCdk } = queueOn(tier, props, { defaults });
    const { queue: onTerraform, slots: terraform } = written(tier, props, { defaults });
    parity.expectCarried(onCdk, onTerraform, terraform);
    expect(onTerraform.slots.filter(slot => slot !== 'deadLetterQueueRedriveAllowPolicy')).toEqual(onCdk.slots);
  },
);

test('every place was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a place, or is a difference with a reason', () =>
  parity.expectTold(queueOn().queue.decisions));
