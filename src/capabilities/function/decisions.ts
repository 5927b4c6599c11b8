import { FunctionCode, FunctionCodeKind } from './code';
import { EventSourceOptions } from './event-source';
import { FunctionHttp, FunctionHttpKind } from './http';
import { FunctionArchitecture, FunctionSize, GoldenPathFunctionProps, TrafficShift } from './props';
import { EventSourceKind } from '../../core/binding';
import { Capability, CapabilityArea, CapabilityStage } from '../../core/capability';
import { always, choose, DecidedBy, follows, Ledger, since } from '../../core/decision';

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
export const typicalProps: GoldenPathFunctionProps = { owner: 'team', code: FunctionCode.node('src/signup.ts'), http: FunctionHttp.iam() };

// CPU comes with memory, 1769 MiB are one vCPU:
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
export const SIZES: { [size in FunctionSize]: number } = {
  [FunctionSize.XSMALL]: 256,
  [FunctionSize.SMALL]: 512,
  [FunctionSize.MEDIUM]: 1024,
  [FunctionSize.LARGE]: 1769,
  [FunctionSize.XLARGE]: 3538,
};

// Supported until April 2028 and June 2029. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html (November 2026)
const NODE = since(['2026.12', 'nodejs24.x']);
const PYTHON = since(['2026.12', 'python3.14']);

/** The policy of a function: every choice, its default by tier, and why. */
export function decide(props: GoldenPathFunctionProps, ledger: Ledger) {
  const deployment = props.deployment ?? {};
  const sources = (props.events ?? []).map(({ kind }) => kind ?? 'schedule');
  const isNode = props.code.kind === FunctionCodeKind.NODE;

  const asked = ledger.settle({
    size: choose(props.size, FunctionSize.SMALL, 'Enough for most, which wait more than they compute. Memory brings CPU with it.').oneOf(...Object.values(FunctionSize)),
    architecture: choose(props.architecture, FunctionArchitecture.ARM64, 'A fifth cheaper for the same time.').oneOf(...Object.values(FunctionArchitecture)),
    runtime: props.code.runtime === undefined
      ? always(isNode ? NODE : PYTHON, 'The newest version of the language with long-term support. An asset says what it needs.')
      : follows(props.code.runtime, 'What the asset needs.', DecidedBy.APP_TEAM),
    timeoutSeconds: choose(props.timeoutSeconds, 20, 'Longer than anybody waits at the other end. Six times it, two minutes, is how long a queue should hide a message.').whole(1, 900),
    http: choose<FunctionHttpKind | null>(props.http?.kind, null, 'Reachable over HTTPS only when somebody asks for it, and says who may call.').oneOf(...Object.values(FunctionHttpKind)),
    eventSources: follows<string[]>(sources, 'What calls it is what the function is there for.', sources.length > 0 ? DecidedBy.APP_TEAM : undefined),
  });

  const task = ledger.settle({
    memoryMib: choose(props.memoryMib, SIZES[asked.size], 'What the size means. A function that takes more is stopped.').whole(128, 10_240),
    tmpMib: always(512, 'The writable /tmp that costs nothing.').whole(512, 10_240),
    environmentVariables: follows(Object.keys(props.environment ?? {}), 'What the team says to its own program.', props.environment ? DecidedBy.APP_TEAM : undefined),
    telemetryAttributes: always(true, 'OpenTelemetry resource attributes: every signal says which function and environment it is from.'),
    // The SDKs and the daemon of X-Ray get no more than security fixes since February 2026, and AWS advises OpenTelemetry; active tracing is
    // Lambda's own and stays. https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-eos.html
    tracing: always('active', 'Lambda traces each call by itself, where it came from and how long it waited. What happens inside is OpenTelemetry’s to say.').oneOf('active', 'pass-through'),
    // AWS publishes its layer of OpenTelemetry under another ARN for each region and language, and with new versions:
    // https://aws-otel.github.io/docs/getting-started/lambda
    telemetryLayer: always<string | null>(null, 'The layer of AWS’s distribution of OpenTelemetry has another ARN in each region, so a platform team names the one it has tried. It costs start-up time.')
      .matching(/^arn:[^:]+:lambda:[a-z0-9-]+:\d{12}:layer:[A-Za-z0-9_-]+:\d+$/, 'the ARN of a version of a layer'),
    codeSigning: always<string | null>(null, 'Lambda refuses code that a pipeline has not signed, where a platform team has one that signs and names its configuration.')
      .matching(/^arn:[^:]+:lambda:[a-z0-9-]+:\d{12}:code-signing-config:csc-[a-z0-9]{17}$/, 'the ARN of a code signing configuration'),
    minify: follows(isNode, 'Less to load when a function starts. Stack traces are mapped back.'),
    sourceMaps: always(isNode, 'A stack trace names the lines that somebody wrote. Read only when an error is thrown.'),
    // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html
    awsSdk: always('bundled', 'What was tested is what runs: Lambda’s own copy changes by itself. It also starts faster than many files.').oneOf('bundled', 'runtime'),
    reservedConcurrency: choose<number | null>(props.reservedConcurrency, { development: null, staging: 10, production: 50 }, 'A bound on what a mistake costs and takes from others. None in development: a new account has 10 in all, and lets nobody reserve.').whole(0, 100_000),
    aliasName: always('live', 'One name that all callers use, whatever the version behind it.').matching(/^(?!\d+$)[A-Za-z0-9_-]{1,128}$/, 'letters, digits, hyphens and underscores, not digits alone'),
    versionsKept: always(true, 'Going back is pointing the alias to the version before, in a second.'),
  });

  const release = ledger.settle({
    trafficShift: choose(deployment.trafficShift, { development: TrafficShift.ALL_AT_ONCE, staging: TrafficShift.CANARY_10_PERCENT_5_MINUTES, production: TrafficShift.CANARY_10_PERCENT_5_MINUTES }, 'A mistake is seen by a tenth of the callers.').oneOf(...Object.values(TrafficShift)),
    rollbackOnAlarm: choose(deployment.rollbackOnAlarm, { development: false, staging: true, production: true }, 'And then the version before comes back by itself.'),
  });

  const events = ledger.settle({
    ...queueChoices({}),
    ...streamChoices({}),
    scheduleTimeZone: always('UTC', 'Has no summer time, in which an hour is missing or comes twice.').matching(/^[A-Za-z0-9_+/-]{1,50}$/, "the name of a time zone, for instance 'Europe/Berlin'"),
    deliveryRetries: always(20, 'For what EventBridge could not hand over: Lambda is full, or somebody changed a permission.').whole(0, 185),
    deliveryMaxAgeSeconds: always(21_600, 'Six hours, as long as Lambda itself keeps trying a call that nobody waits for.').whole(60, 86_400),
    apiThrottleRate: always(1000, 'Requests a second through the HTTP API, where there is one.').whole(1, 10_000),
    apiThrottleBurst: always(2000, 'Requests at once through the HTTP API, where there is one.').whole(1, 10_000),
  });

  const keep = ledger.settle({
    deadLetterRetentionDays: always(14, 'The longest there is to look at what was lost.').whole(1, 14),
    onRemoval: always({ development: 'delete', staging: 'retain', production: 'retain' }, 'What is in the dead-letter queue is somebody’s order, and nowhere else.').oneOf('delete', 'retain'),
    ownKey: always({ development: false, staging: true, production: true }, 'One key for variables, logs, dead letters and schedules, whose use can be seen and ended. About 1 USD a month.'),
    keyRotation: always(true, 'Once a year, free and unseen.'),
    keyDeletionDays: always(30, 'What the key encrypted is lost with it: as long as AWS allows to change your mind.').whole(7, 30),
  });

  const observe = ledger.settle({
    logFormat: always('JSON', 'Levels and fields that can be searched for, without parsing.').oneOf('JSON'),
    logLevel: always({ development: 'DEBUG', staging: 'INFO', production: 'INFO' }, 'What the program says from this level on is kept.').oneOf('TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'),
    systemLogLevel: always('INFO', 'Lambda’s own report of each call: how long it took, and how much memory.').oneOf('DEBUG', 'INFO', 'WARN'),
    logRetentionDays: always({ development: 7, staging: 30, production: 365 }, 'A year in production: incidents are found late, and auditors ask.').oneOf(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true }, 'What happened is asked for after the function is gone, too.'),
    logEncryption: follows(keep.ownKey ? 'own-key' : 'service-key', 'The key of the function is that of its logs.'),
    dashboard: always(true, 'One page for the person on call.'),
    alarms: always({ development: false, staging: true, production: true }, 'Nobody is woken for a development environment.'),
    alarmMinutes: always(3, 'Longer than a hiccup, and shorter than a canary: else it is over before the alarm rings.').whole(1, 60),
    alarmErrorPercent: always({ development: 5, staging: 5, production: 1 }, 'Of the calls, each minute.').within(0, 100),
    alarmThrottles: always(1, 'Calls a minute that were turned away, because nothing was free to run them.').whole(1, 1_000_000),
    alarmDurationPercent: always(80, 'Of the timeout, for one call in a hundred: the next slow answer of something else makes it an error.').within(1, 100),
    alarmIteratorAgeSeconds: always(900, 'For changes of a table: they are that old when they come. After a day they are gone.').whole(1, 86_400),
    alarmDeadLetters: always(1, 'Each of them is something that somebody waits for.').whole(1, 1_000_000),
  });

  return { ...asked, ...task, ...release, ...events, ...keep, ...observe };
}

/** What a function came to. */
export type FunctionChoices = ReturnType<typeof decide>;

/** How one queue's messages come. */
export function queueChoices({ batchSize, maxConcurrency }: EventSourceOptions) {
  return {
    queueBatchSize: choose(batchSize, 10, 'Messages in one call: few enough that one slow message does not hold up many.').whole(1, 10_000),
    queueBatchWindowSeconds: always(0, 'A message is worked on when it comes.').whole(0, 300),
    queueMaxConcurrency: choose(maxConcurrency, { development: 2, staging: 5, production: 20 }, 'Calls at a time from one queue: a full one leaves room for others, and does not run down what the function writes to.').whole(2, 1000),
    partialBatchResponses: always(true, 'What failed comes again, and not what was done. The function answers { batchItemFailures: [] } when all went well.'),
  };
}

/** How one table's changes come. */
export function streamChoices({ batchSize }: EventSourceOptions) {
  return {
    streamBatchSize: choose(batchSize, 100, 'Changes in one call, all of one shard and in their order.').whole(1, 10_000),
    streamBatchWindowSeconds: always(1, 'Changes come together: a call each would cost more.').whole(0, 300),
    streamStart: always('oldest', 'Nothing is missed between the making of the table and that of the function.').oneOf('oldest', 'newest'),
    streamRetries: always(5, 'AWS would try for a day, and hold up all that comes after it.').whole(0, 10_000),
    streamBisect: always(true, 'A batch that fails is halved until the change that does it stands alone. That one goes to the dead-letter queue.'),
    streamParallelism: always(1, 'Batches of one shard at a time. More keep the order of each item only.').whole(1, 10),
  };
}

/** What was chosen for one source: as its team says, else as everywhere. Inside the limits of the platform team. */
export function decideSource(kind: EventSourceKind.QUEUE | EventSourceKind.STREAM, options: EventSourceOptions, { capability: id, path, where }: Ledger) {
  return new Ledger(id, path, where).settle({ ...queueChoices(kind === EventSourceKind.QUEUE ? options : {}), ...streamChoices(kind === EventSourceKind.STREAM ? options : {}) });
}

/** How one queue's messages, or one table's changes, come. */
export type SourceChoices = ReturnType<typeof decideSource>;
