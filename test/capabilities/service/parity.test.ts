import { written } from './terraform-fixture';
import * as places from '../../../src/capabilities/service/places';
import { Exposure, GoldenPathServiceProps, ServiceProtocol } from '../../../src/capabilities/service/props';
import { samples } from '../../../src/capabilities/service/samples';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { NOWHERE, propsOf } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';
import { EXPOSURES, serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

type Variant = [
  name: string,
  tier: EnvironmentTier,
  props: Partial<GoldenPathServiceProps>,
  defaults: { [decision: string]: any },
];

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;
const ASKED: Partial<GoldenPathServiceProps> = { ...propsOf(samples.everything, NOWHERE), network: undefined };
/** Other choices than the path's, wherever there are any. */
const [OTHERWISE, WITHOUT_PROBE] = samples.otherwise!.map(defaults =>
  Object.fromEntries(Object.entries(defaults).map(([decision, value]) => [`service.${decision}`, value])),
);
const DOMAIN = Exposure.internal({ domainName: 'a.acme.com', hostedZoneId: 'Z1' });
const variants: Variant[] = [
  ['gRPC', PRODUCTION, { protocol: ServiceProtocol.GRPC, exposure: DOMAIN }, {}],
  [
    'gRPC, all otherwise',
    STAGING,
    { protocol: ServiceProtocol.GRPC, exposure: DOMAIN, healthCheckPath: '/acme.Orders/Check' },
    OTHERWISE,
  ],
  ['HTTP/2', PRODUCTION, { protocol: ServiceProtocol.HTTP2, exposure: DOMAIN }, {}],
  ...TIERS.flatMap(tier =>
    Object.entries(EXPOSURES).map(([name, exposure]): Variant => [name, tier, { exposure: exposure() }, {}]),
  ),
  ...Object.entries(EXPOSURES).map(([name, exposure]): Variant => [
    `${name}, all asked for`,
    DEVELOPMENT,
    { ...ASKED, exposure: exposure() },
    {},
  ]),
  ...Object.entries(EXPOSURES).map(([name, exposure]): Variant => [
    `${name}, all otherwise`,
    STAGING,
    { exposure: exposure(), healthCheckCommand: [] },
    OTHERWISE,
  ]),
  [
    "no probe by the platform team's word",
    PRODUCTION,
    { source: ServiceSource.ecrRepository('orders', '1.4.2') },
    WITHOUT_PROBE,
  ],
  ['a key of the team', PRODUCTION, { encryptionKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d' }, {}],
  ...Object.entries(samples.others!)
    .filter(([name]) => /people sign in|at a user pool/.test(name))
    .map(([name, props]): Variant => [name, PRODUCTION, props as Partial<GoldenPathServiceProps>, {}]),
  ['one task at a time', PRODUCTION, { deployment: { minimumHealthyPercent: 0, maximumPercent: 100 } }, {}],
  [
    'several ranges',
    PRODUCTION,
    {
      exposure: Exposure.publicHttps({
        domainName: 'a.acme.com',
        hostedZoneId: 'Z1',
        allowedCidrs: ['203.0.113.0/24', '198.51.100.0/24'],
        redirectHttp: true,
      }),
    },
    {},
  ],
];

const parity = new Parity('service', places);

test.each(variants)('%s, in %s: both engines carry every decision', (_, tier, props, defaults) => {
  const onCdk = serviceIn(stackOn(tier, { defaults }), props);
  const { service: onTerraform, slots: terraform } = written(props, tier, { defaults });
  parity.expectCarried(onCdk, onTerraform, terraform);
});

test.each(Object.entries(EXPOSURES))(
  '%s: the slots of CDK are those of Terraform, which has some more',
  (_, exposure) => {
    const onCdk = serviceIn(stackOn(), { exposure: exposure() }).slots;
    const onTerraform = written({ exposure: exposure() }).service.slots;
    expect(onCdk.filter(slot => !onTerraform.includes(slot))).toEqual([]);
    const more = onTerraform.filter(slot => !onCdk.includes(slot));
    // Rules of security groups, parts of a bucket and the validation of a certificate are resources of their own there.
    expect(more.filter(slot => !/(Ingress|Egress)|^accessLogBucket|^certificateValidation/.test(slot))).toEqual([]);
  },
);

test('every place was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a place, or is a difference with a reason', () =>
  parity.expectTold(serviceIn(stackOn()).decisions));
