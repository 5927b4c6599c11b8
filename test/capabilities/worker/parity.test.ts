import { Asked, rendered, workerIn, written } from './fixture';
import * as places from '../../../src/capabilities/worker/places';
import { samples } from '../../../src/capabilities/worker/samples';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { NOWHERE, propsOf } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';
import { stackOn } from '../../fixtures/stacks';

type Variant = [name: string, tier: EnvironmentTier, props: Asked, defaults: { [decision: string]: any }];

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;
const ASKED: Asked = { ...propsOf(samples.everything, NOWHERE), network: undefined, queue: undefined };
/** Other choices than the path's, wherever there are any. */
const [OTHERWISE, ON_DEMAND, ON_SPOT] = samples.otherwise!.map(defaults =>
  Object.fromEntries(Object.entries(defaults).map(([decision, value]) => [`worker.${decision}`, value])),
);
const variants: Variant[] = [
  ...TIERS.map((tier): Variant => ['the path', tier, {}, {}]),
  ...TIERS.map((tier): Variant => ['all asked for', tier, ASKED, {}]),
  ['all otherwise', STAGING, { healthCheckCommand: [] }, OTHERWISE],
  ['an image in ECR', PRODUCTION, { source: ServiceSource.ecrRepository('orders', '1.4.2') }, {}],
  ['one task at a time', PRODUCTION, { deployment: { minimumHealthyPercent: 0, maximumPercent: 100 } }, {}],
  ['a queue that hides messages for half a minute', PRODUCTION, { events: { visibilityTimeoutSeconds: 45 } }, {}],
  ['a key of the team', PRODUCTION, { encryptionKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d' }, {}],
  ['on demand alone', PRODUCTION, {}, ON_DEMAND],
  ['on Spot above the base', DEVELOPMENT, { scaling: { minTasks: 3 } }, ON_SPOT],
];

const parity = new Parity('worker', places);

test.each(variants)('%s, in %s: both engines carry every decision', (_, tier, props, defaults) => {
  const onCdk = workerIn(stackOn(tier, { defaults }), props);
  const { worker: onTerraform, slots: terraform } = written(props, tier, { defaults });
  parity.expectCarried(onCdk, onTerraform, terraform);
});

test.each([...TIERS])('in %s the slots of CDK are those of Terraform, which has some more', tier => {
  const onCdk = rendered({}, tier).worker.slots;
  const onTerraform = written({}, tier).worker.slots;
  expect(onCdk.filter(slot => !onTerraform.includes(slot))).toEqual([]);
  // Resources of their own there.
  expect(onTerraform.filter(slot => !onCdk.includes(slot))).toEqual(['taskEgress']);
});

test('every place was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a place, or is a difference with a reason', () =>
  parity.expectTold(rendered().worker.decisions));
