import { allSources, MODULE, Props, QUEUE, rendered, Stub, written } from './fixture';
import { carriers, differences } from '../../../src/capabilities/function/places';
import {
  EventSource,
  FunctionArchitecture,
  FunctionCode,
  FunctionHttp,
  FunctionSize,
  TrafficShift,
} from '../../../src/capabilities/function/props';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';
import { StubNetwork } from '../../fixtures/stacks';

type Variant = [name: string, tier: EnvironmentTier, props: Props, defaults: { [decision: string]: any }];

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;
/** Other choices than the path's, wherever there are any. */
const OTHERWISE = {
  'function.tmpMib': 1024,
  'function.telemetryAttributes': false,
  'function.tracing': 'pass-through',
  'function.telemetryLayer': 'arn:aws:lambda:eu-west-1:615299751070:layer:AWSOpenTelemetryDistroJs:12',
  'function.codeSigning': 'arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0123456789abcdef0',
  'function.sourceMaps': false,
  'function.aliasName': 'current',
  'function.queueBatchSize': 20,
  'function.queueBatchWindowSeconds': 3,
  'function.queueMaxConcurrency': 4,
  'function.partialBatchResponses': false,
  'function.streamBatchSize': 50,
  'function.streamBatchWindowSeconds': 4,
  'function.streamStart': 'newest',
  'function.streamRetries': 2,
  'function.streamBisect': false,
  'function.streamParallelism': 3,
  'function.scheduleTimeZone': 'Europe/Berlin',
  'function.deliveryRetries': 3,
  'function.deliveryMaxAgeSeconds': 600,
  'function.apiThrottleRate': 10,
  'function.apiThrottleBurst': 20,
  'function.deadLetterRetentionDays': 4,
  'function.onRemoval': 'delete',
  'function.ownKey': true,
  'function.keyRotation': false,
  'function.keyDeletionDays': 7,
  'function.logLevel': 'ERROR',
  'function.systemLogLevel': 'WARN',
  'function.logRetentionDays': 90,
  'function.logsKeptOnDeletion': true,
  'function.dashboard': false,
  'function.alarms': true,
  'function.alarmMinutes': 2,
  'function.alarmErrorPercent': 7,
  'function.alarmThrottles': 9,
  'function.alarmDurationPercent': 55.5,
  'function.alarmIteratorAgeSeconds': 60,
  'function.alarmDeadLetters': 5,
};
const PATTERNS: { [name: string]: Props } = {
  alone: {},
  'behind IAM': { http: FunctionHttp.iam() },
  'behind tokens': { http: FunctionHttp.jwt({ issuer: 'https://login.acme.com', audience: ['signup'] }) },
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
      architecture: FunctionArchitecture.X86_64,
      timeoutSeconds: 3,
      reservedConcurrency: 3,
      environment: { TEXT: 'a "quoted" text\nwith \\ and ${HOME} and %{if}' },
      deployment: { trafficShift: TrafficShift.LINEAR_10_PERCENT_EVERY_10_MINUTES, rollbackOnAlarm: true },
      network: new StubNetwork(stack, 'Own'),
      http: FunctionHttp.iam(),
    }),
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

const parity = new Parity('function', carriers, differences);

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
      onTerraform.filter(slot => !onCdk.includes(slot)).filter(slot => !/RuleTarget$|^securityGroupEgress$/.test(slot)),
    ).toEqual([]);
  },
);

test('every carrier was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a carrier, or is a difference with a reason', () =>
  parity.expectTold(rendered().fn.decisions));
