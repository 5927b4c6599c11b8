import { FunctionCode, FunctionCodeKind } from './code';
import { EventSourceOptions } from './event-source';
import { FunctionHttp, FunctionHttpKind } from './http';
import { FunctionArchitecture, FunctionSize, GoldenPathFunctionProps, TrafficShift } from './props';
import { EventSourceKind } from '../../binding/binding';
import { Capability, CapabilityArea, CapabilityStage } from '../../path/capability';
import { always, choose, DecidedBy, follows, Ledger, since } from '../../path/decision';

/** What the registry says of it. */
export const capability: Capability = {
  id: 'function',
  construct: 'GoldenPathFunction',
  summary: 'A Lambda function behind HTTP, or called by events.',
  area: CapabilityArea.DEPLOYMENT,
  owner: 'goldenpath',
  stage: CapabilityStage.EXPERIMENTAL,
  version: '1',
};

/** Props from which every decision's name can be known. */
export const typicalProps: GoldenPathFunctionProps = {
  owner: 'team',
  code: FunctionCode.node('src/signup.ts'),
  http: FunctionHttp.iam(),
};

// CPU comes with memory, 1769 MiB are one vCPU:
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
export const SIZES: { [size in FunctionSize]: number } = {
  [FunctionSize.XSMALL]: 256,
  [FunctionSize.SMALL]: 512,
  [FunctionSize.MEDIUM]: 1024,
  [FunctionSize.LARGE]: 1769,
  [FunctionSize.XLARGE]: 3538,
};

// Supported until April 2028 and June 2029. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html (November
// 2026)
const NODE = since(['2026.12', 'nodejs24.x']);
const PYTHON = since(['2026.12', 'python3.14']);

/** The policy of a function: every choice, its default by tier, and why. */
export function decide(props: GoldenPathFunctionProps, ledger: Ledger) {
  const deployment = props.deployment ?? {};
  const sources = (props.events ?? []).map(({ kind }) => kind ?? 'schedule');
  const isNode = props.code.kind === FunctionCodeKind.NODE;

  const asked = ledger.settle({
    size: choose(props.size, FunctionSize.SMALL)
      .oneOf(...Object.values(FunctionSize))
      .because('Enough for most, which wait more than they compute. Memory brings CPU with it.'),
    architecture: choose(props.architecture, FunctionArchitecture.ARM64)
      .oneOf(...Object.values(FunctionArchitecture))
      .because('A fifth cheaper for the same time.'),
    runtime:
      props.code.runtime === undefined
        ? always(isNode ? NODE : PYTHON).because(
            'The newest version of the language with long-term support. An asset says what it needs.',
          )
        : follows(props.code.runtime, DecidedBy.APP_TEAM).because('What the asset needs.'),
    timeoutSeconds: choose(props.timeoutSeconds, 20)
      .whole(1, 900)
      .because(
        'Longer than anybody waits at the other end. Six times it, two minutes, is how long a queue should hide a ' +
          'message.',
      ),
    http: choose<FunctionHttpKind | null>(props.http?.kind, null)
      .oneOf(...Object.values(FunctionHttpKind))
      .because('Reachable over HTTPS only when somebody asks for it, and says who may call.'),
    eventSources: follows<string[]>(sources, sources.length > 0 ? DecidedBy.APP_TEAM : undefined).because(
      'What calls it is what the function is there for.',
    ),
  });

  const task = ledger.settle({
    memoryMib: choose(props.memoryMib, SIZES[asked.size])
      .whole(128, 10_240)
      .because('What the size means. A function that takes more is stopped.'),
    tmpMib: always(512).whole(512, 10_240).because('The writable /tmp that costs nothing.'),
    environmentVariables: follows(
      Object.keys(props.environment ?? {}),
      props.environment ? DecidedBy.APP_TEAM : undefined,
    ).because('What the team says to its own program.'),
    telemetryAttributes: always(true).because(
      'OpenTelemetry resource attributes: every signal says which function and environment it is from.',
    ),
    // The SDKs and the daemon of X-Ray get no more than security fixes since February 2026, and AWS advises
    // OpenTelemetry; active tracing is
    // Lambda's own and stays. https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-eos.html
    tracing: always('active')
      .oneOf('active', 'pass-through')
      .because(
        'Lambda traces each call by itself, where it came from and how long it waited. What happens inside is ' +
          'OpenTelemetry’s to say.',
      ),
    // AWS publishes its layer of OpenTelemetry under another ARN for each region and language, and with new versions:
    // https://aws-otel.github.io/docs/getting-started/lambda
    telemetryLayer: always<string | null>(null)
      .matching(/^arn:[^:]+:lambda:[a-z0-9-]+:\d{12}:layer:[A-Za-z0-9_-]+:\d+$/, 'the ARN of a version of a layer')
      .because(
        'The layer of AWS’s distribution of OpenTelemetry has another ARN in each region, so a platform team ' +
          'names the one it has tried. It costs start-up time.',
      ),
    codeSigning: always<string | null>(null)
      .matching(
        /^arn:[^:]+:lambda:[a-z0-9-]+:\d{12}:code-signing-config:csc-[a-z0-9]{17}$/,
        'the ARN of a code signing configuration',
      )
      .because(
        'Lambda refuses code that a pipeline has not signed, where a platform team has one that signs and names ' +
          'its configuration.',
      ),
    minify: follows(isNode).because('Less to load when a function starts. Stack traces are mapped back.'),
    sourceMaps: always(isNode).because(
      'A stack trace names the lines that somebody wrote. Read only when an error is thrown.',
    ),
    // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html
    awsSdk: always('bundled')
      .oneOf('bundled', 'runtime')
      .because(
        'What was tested is what runs: Lambda’s own copy changes by itself. It also starts faster than many files.',
      ),
    reservedConcurrency: choose<number | null>(props.reservedConcurrency, {
      development: null,
      staging: 10,
      production: 50,
    })
      .whole(0, 100_000)
      .because(
        'A bound on what a mistake costs and takes from others. None in development: a new account has 10 in all, ' +
          'and lets nobody reserve.',
      ),
    aliasName: always('live')
      .matching(/^(?!\d+$)[A-Za-z0-9_-]{1,128}$/, 'letters, digits, hyphens and underscores, not digits alone')
      .because('One name that all callers use, whatever the version behind it.'),
    versionsKept: always(true).because('Going back is pointing the alias to the version before, in a second.'),
  });

  const release = ledger.settle({
    trafficShift: choose(deployment.trafficShift, {
      development: TrafficShift.ALL_AT_ONCE,
      staging: TrafficShift.CANARY_10_PERCENT_5_MINUTES,
      production: TrafficShift.CANARY_10_PERCENT_5_MINUTES,
    })
      .oneOf(...Object.values(TrafficShift))
      .because('A mistake is seen by a tenth of the callers.'),
    rollbackOnAlarm: choose(deployment.rollbackOnAlarm, {
      development: false,
      staging: true,
      production: true,
    }).because('And then the version before comes back by itself.'),
  });

  const events = ledger.settle({
    ...queueChoices({}),
    ...streamChoices({}),
    scheduleTimeZone: always('UTC')
      .matching(/^[A-Za-z0-9_+/-]{1,50}$/, "the name of a time zone, for instance 'Europe/Berlin'")
      .because('Has no summer time, in which an hour is missing or comes twice.'),
    deliveryRetries: always(20)
      .whole(0, 185)
      .because('For what EventBridge could not hand over: Lambda is full, or somebody changed a permission.'),
    deliveryMaxAgeSeconds: always(21_600)
      .whole(60, 86_400)
      .because('Six hours, as long as Lambda itself keeps trying a call that nobody waits for.'),
    apiThrottleRate: always(1000)
      .whole(1, 10_000)
      .because('Requests a second through the HTTP API, where there is one.'),
    apiThrottleBurst: always(2000)
      .whole(1, 10_000)
      .because('Requests at once through the HTTP API, where there is one.'),
  });

  const keep = ledger.settle({
    deadLetterRetentionDays: always(14).whole(1, 14).because('The longest there is to look at what was lost.'),
    onRemoval: always({ development: 'delete', staging: 'retain', production: 'retain' })
      .oneOf('delete', 'retain')
      .because('What is in the dead-letter queue is somebody’s order, and nowhere else.'),
    ownKey: always({ development: false, staging: true, production: true }).because(
      'One key for variables, logs, dead letters and schedules, whose use can be seen and ended. About 1 USD a month.',
    ),
    keyRotation: always(true).because('Once a year, free and unseen.'),
    keyDeletionDays: always(30)
      .whole(7, 30)
      .because('What the key encrypted is lost with it: as long as AWS allows to change your mind.'),
  });

  const observe = ledger.settle({
    logFormat: always('JSON').oneOf('JSON').because('Levels and fields that can be searched for, without parsing.'),
    logLevel: always({ development: 'DEBUG', staging: 'INFO', production: 'INFO' })
      .oneOf('TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL')
      .because('What the program says from this level on is kept.'),
    systemLogLevel: always('INFO')
      .oneOf('DEBUG', 'INFO', 'WARN')
      .because('Lambda’s own report of each call: how long it took, and how much memory.'),
    logRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .oneOf(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
      .because('A year in production: incidents are found late, and auditors ask.'),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true }).because(
      'What happened is asked for after the function is gone, too.',
    ),
    logEncryption: follows(keep.ownKey ? 'own-key' : 'service-key').because(
      'The key of the function is that of its logs.',
    ),
    dashboard: always(true).because('One page for the person on call.'),
    alarms: always({ development: false, staging: true, production: true }).because(
      'Nobody is woken for a development environment.',
    ),
    alarmMinutes: always(3)
      .whole(1, 60)
      .because('Longer than a hiccup, and shorter than a canary: else it is over before the alarm rings.'),
    alarmErrorPercent: always({ development: 5, staging: 5, production: 1 })
      .within(0, 100)
      .because('Of the calls, each minute.'),
    alarmThrottles: always(1)
      .whole(1, 1_000_000)
      .because('Calls a minute that were turned away, because nothing was free to run them.'),
    alarmDurationPercent: always(80)
      .within(1, 100)
      .because('Of the timeout, for one call in a hundred: the next slow answer of something else makes it an error.'),
    alarmIteratorAgeSeconds: always(900)
      .whole(1, 86_400)
      .because('For changes of a table: they are that old when they come. After a day they are gone.'),
    alarmDeadLetters: always(1).whole(1, 1_000_000).because('Each of them is something that somebody waits for.'),
  });

  return { ...asked, ...task, ...release, ...events, ...keep, ...observe };
}

/** What a function came to. */
export type FunctionChoices = ReturnType<typeof decide>;

/** How one queue's messages come. */
export function queueChoices({ batchSize, maxConcurrency }: EventSourceOptions) {
  return {
    queueBatchSize: choose(batchSize, 10)
      .whole(1, 10_000)
      .because('Messages in one call: few enough that one slow message does not hold up many.'),
    queueBatchWindowSeconds: always(0).whole(0, 300).because('A message is worked on when it comes.'),
    queueMaxConcurrency: choose(maxConcurrency, { development: 2, staging: 5, production: 20 })
      .whole(2, 1000)
      .because(
        'Calls at a time from one queue: a full one leaves room for others, and does not run down what the ' +
          'function writes to.',
      ),
    partialBatchResponses: always(true).because(
      'What failed comes again, and not what was done. The function answers { batchItemFailures: [] } when all ' +
        'went well.',
    ),
  };
}

/** How one table's changes come. */
export function streamChoices({ batchSize }: EventSourceOptions) {
  return {
    streamBatchSize: choose(batchSize, 100)
      .whole(1, 10_000)
      .because('Changes in one call, all of one shard and in their order.'),
    streamBatchWindowSeconds: always(1).whole(0, 300).because('Changes come together: a call each would cost more.'),
    streamStart: always('oldest')
      .oneOf('oldest', 'newest')
      .because('Nothing is missed between the making of the table and that of the function.'),
    streamRetries: always(5).whole(0, 10_000).because('AWS would try for a day, and hold up all that comes after it.'),
    streamBisect: always(true).because(
      'A batch that fails is halved until the change that does it stands alone. That one goes to the dead-letter ' +
        'queue.',
    ),
    streamParallelism: always(1)
      .whole(1, 10)
      .because('Batches of one shard at a time. More keep the order of each item only.'),
  };
}

/** What was chosen for one source: as its team says, else as everywhere. Inside the limits of the platform team. */
export function decideSource(
  kind: EventSourceKind.QUEUE | EventSourceKind.STREAM,
  options: EventSourceOptions,
  { capability: id, path, where }: Ledger,
) {
  return new Ledger(id, path, where).settle({
    ...queueChoices(kind === EventSourceKind.QUEUE ? options : {}),
    ...streamChoices(kind === EventSourceKind.STREAM ? options : {}),
  });
}

/** How one queue's messages, or one table's changes, come. */
export type SourceChoices = ReturnType<typeof decideSource>;
