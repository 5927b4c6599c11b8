import { CpuArchitecture } from '../../../parts/fargate-task/size';
import { always, choose, DecidedBy, follows, since } from '../../../path/decision';
import { FunctionCodeKind } from '../code';
import { GoldenPathFunctionProps } from '../props';
import { FunctionSize, SIZES } from '../size';

// Supported until April 2028 and June 2029 (November 2026):
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
const NODE = since(['2026.12', 'nodejs24.x']);
const PYTHON = since(['2026.12', 'python3.14']);

/** How much the program has, on which processor and runtime, and for how long a call may run. */
export function sizing({ code, size, architecture, timeoutSeconds }: GoldenPathFunctionProps) {
  return {
    size: choose(size, FunctionSize.SMALL)
      .oneOf(...Object.values(FunctionSize))
      .because('Enough for most, which wait more than they compute. Memory brings CPU with it.'),
    architecture: choose(architecture, CpuArchitecture.ARM64)
      .oneOf(...Object.values(CpuArchitecture))
      .because('A fifth cheaper for the same time.'),
    runtime:
      code.runtime === undefined
        ? always(isNode(code) ? NODE : PYTHON).because(
            'The newest version of the language with long-term support. An asset says what it needs.',
          )
        : follows(code.runtime, DecidedBy.APP_TEAM).because('What the asset needs.'),
    timeoutSeconds: choose(timeoutSeconds, 20)
      .whole(1, 900)
      .because(
        'Longer than anybody waits at the other end. Six times it, two minutes, is how long a queue should hide a ' +
          'message.',
      ),
  };
}

/** The memory of the size, or the memory that was asked for. */
export function memory({ memoryMib }: GoldenPathFunctionProps, { size }: { readonly size: FunctionSize }) {
  return {
    memoryMib: choose(memoryMib, SIZES[size])
      .whole(128, 10_240)
      .because('What the size means. A function that takes more is stopped.'),
    tmpMib: always(512).whole(512, 10_240).because('The writable /tmp that costs nothing.'),
  };
}

/** The variables of the program, its traces, and how its code is packed and signed. */
export function environment(props: GoldenPathFunctionProps) {
  return {
    environmentVariables: follows(
      Object.keys(props.environment ?? {}),
      props.environment ? DecidedBy.APP_TEAM : undefined,
    ).because('What the team says to its own program.'),
    telemetryAttributes: always(true).because(
      'OpenTelemetry resource attributes: every signal says which function and environment it is from.',
    ),
    // The SDKs and the daemon of X-Ray get no more than security fixes since February 2026, and AWS advises
    // OpenTelemetry; active tracing is Lambda's own and stays.
    // https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-eos.html
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
    minify: follows(isNode(props.code)).because('Less to load when a function starts. Stack traces are mapped back.'),
    sourceMaps: always(isNode(props.code)).because(
      'A stack trace names the lines that somebody wrote. Read only when an error is thrown.',
    ),
    // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html
    awsSdk: always('bundled')
      .oneOf('bundled', 'runtime')
      .because(
        'What was tested is what runs: Lambda’s own copy changes by itself. It also starts faster than many files.',
      ),
  };
}

function isNode({ _kind }: GoldenPathFunctionProps['code']): boolean {
  return _kind === FunctionCodeKind.NODE;
}
