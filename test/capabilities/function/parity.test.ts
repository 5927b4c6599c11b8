import { allSources, MODULE, Props, QUEUE, rendered, Stub, written } from './fixture';
import * as places from '../../../src/capabilities/function/places';
import {
  EventSource,
  FunctionCode,
  FunctionHttp,
  FunctionSize,
  TrafficShift,
} from '../../../src/capabilities/function/props';
import { samples } from '../../../src/capabilities/function/samples';
import { CpuArchitecture } from '../../../src/parts/fargate-task/size';
import { HttpCorsMethod } from '../../../src/parts/http-api/cors';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';
import { StubNetwork } from '../../fixtures/stacks';

type Variant = [name: string, tier: EnvironmentTier, props: Props, defaults: { [decision: string]: any }];

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;
/** Other choices than the path's, wherever there are any. */
const OTHERWISE = Object.fromEntries(
  Object.entries(samples.otherwise![0]).map(([decision, value]) => [`function.${decision}`, value]),
);
const PAGES = {
  allowedOrigins: ['https://shop.acme.com'],
  allowedMethods: [HttpCorsMethod.PUT],
  exposedHeaders: ['x-request-id'],
};
const PATTERNS: { [name: string]: Props } = {
  alone: {},
  'behind IAM': { http: FunctionHttp.iam() },
  'behind tokens': { http: FunctionHttp.jwt({ issuer: 'https://login.acme.com', audience: ['signup'] }) },
  'behind tokens, for pages of other websites': {
    http: FunctionHttp.jwt({ issuer: 'https://login.acme.com', audience: ['signup'], cors: PAGES }),
  },
  'under a name of its own': {
    http: FunctionHttp.iam({ domainName: 'signup.acme.com', hostedZoneId: 'Z0123456789ABC' }),
  },
  'with a certificate of the team': {
    http: FunctionHttp.iam({
      domainName: 'signup.acme.com',
      certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/0f1e2d3c',
    }),
  },
  open: { http: FunctionHttp.openToEveryone(), code: FunctionCode.node(MODULE) },
  'called by all': stack => ({ events: allSources(stack) }),
  'called by a bucket': stack => ({ events: [allSources(stack)[2]] }),
};
const variants: Variant[] = [
  ...TIERS.flatMap(tier => Object.entries(PATTERNS).map(([name, props]): Variant => [name, tier, props, {}])),
  ...Object.entries(PATTERNS).map(([name, props]): Variant => [`${name}, all otherwise`, STAGING, props, OTHERWISE]),
  [
    'all asked for',
    DEVELOPMENT,
    stack => ({
      size: FunctionSize.LARGE,
      architecture: CpuArchitecture.X86_64,
      timeoutSeconds: 3,
      reservedConcurrency: 3,
      environment: { TEXT: 'a "quoted" text\nwith \\ and ${HOME} and %{if}' },
      deployment: { trafficShift: TrafficShift.LINEAR_10_PERCENT_EVERY_10_MINUTES, rollbackOnAlarm: true },
      network: new StubNetwork(stack, 'Own'),
      http: FunctionHttp.iam(),
    }),
    {},
  ],
  [
    'a key of the team',
    PRODUCTION,
    stack => ({ events: allSources(stack), encryptionKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d' }),
    {},
  ],
  ['with memory', PRODUCTION, { memoryMib: 700, reservedConcurrency: 0 }, {}],
  [
    'FIFO',
    PRODUCTION,
    stack => ({ events: [EventSource.schedule('rate(1 day)'), EventSource.queue(new Stub(stack, 'Signups', QUEUE))] }),
    {},
  ],
];

const parity = new Parity('function', places);

test.each(variants)('%s, in %s: both engines carry every decision', (_, tier, props, defaults) => {
  const { fn: onCdk } = rendered(props, tier, { defaults });
  const { fn: onTerraform, slots: terraform } = written(props, tier, { defaults });
  parity.expectCarried(onCdk, onTerraform, terraform);
});

test.each(Object.entries(PATTERNS))(
  '%s: the slots are the same, but for versions, CodeDeploy and what is a resource of its own',
  (_, props) => {
    const [onCdk, onTerraform] = [rendered(props).fn.slots, written(props).fn.slots];
    expect(
      onCdk
        .filter(slot => !onTerraform.includes(slot))
        .filter(slot => slot !== 'version' && !slot.startsWith('deployment')),
    ).toEqual([]);
    expect(
      onTerraform
        .filter(slot => !onCdk.includes(slot))
        .filter(slot => !/RuleTarget$|^securityGroupEgress$|^certificateValidation/.test(slot)),
    ).toEqual([]);
  },
);

test('every place was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a place, or is a difference with a reason', () => parity.expectTold(rendered().fn.decisions));
