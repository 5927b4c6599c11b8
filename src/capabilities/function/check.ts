import { existsSync, statSync } from 'fs';
import { FunctionCode, FunctionCodeKind } from './code';
import { FunctionChoices } from './decisions';
import { shiftMinutes } from './deployment';
import { EventSource } from './event-source';
import { FunctionHttp, FunctionHttpKind } from './http';
import { GoldenPathFunctionProps } from './props';
import { checkScheduleNames } from './sources/schedule';
import { INetwork, checkIsNetwork } from '../../binding/network';
import { Notice } from '../../path/plan';
import { today } from '../../support/dates';
import { checkEnvironment, checkEnvironmentSize, Refuse, said } from '../../support/input';
import { checkRuntime, runtimeNotice } from '../../support/runtimes';
import { isToken } from '../../support/tokens';

/** How long an HTTP API waits. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const LONGEST_HTTP_SECONDS = 30;

/** Set by Lambda, or read by it: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED = new RegExp(
  '^(AWS_(LAMBDA_(?!EXEC_WRAPPER)|REGION$|DEFAULT_REGION$|ACCESS_KEY|SECRET_ACCESS_KEY|SESSION_TOKEN|EXECUTION_ENV)' +
    '|LAMBDA_)',
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html */
const NAME = /^[A-Za-z][A-Za-z0-9_]+$/;

/**
 * The bytes of all variables together, as JSON.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * @internal
 */
export const MOST_ENVIRONMENT_BYTES = 4096;

/** What the names of the runtimes of each kind of code begin with. An asset says which one it needs. */
const LANGUAGES: { readonly [kind in FunctionCodeKind]?: string } = {
  [FunctionCodeKind.NODE]: 'nodejs',
  [FunctionCodeKind.PYTHON]: 'python',
};

/** Refuses props that cannot be right. Numbers and choices are checked with the decisions. */
export function checkProps(props: GoldenPathFunctionProps, refuse: Refuse): void {
  const { code, http, events, environment, size, memoryMib, network } = props;
  checkCode(code, refuse);
  checkHttp(http ?? undefined, refuse);
  checkEvents(events ?? [], refuse);
  if ((size ?? undefined) !== undefined && (memoryMib ?? undefined) !== undefined) {
    refuse('Both size and memoryMib are given.', 'Give one of them.');
  }
  checkEnvironment(environment ?? {}, refuse);
  checkEnvironmentSize(environment ?? {}, MOST_ENVIRONMENT_BYTES, refuse);
  const short = Object.keys(environment ?? {}).find(name => !NAME.test(name));
  if (short) refuse(`environment has '${short}'.`, 'Lambda takes names of two or more characters, a letter first.');
  const reserved = Object.keys(environment ?? {}).find(name => RESERVED.test(name));
  if (reserved) refuse(`environment has ${reserved}, which is Lambda's own.`, 'Choose another name.');
  checkIsNetwork(network, refuse);
  if (network) checkNetwork(network, refuse);
}

function checkCode(code: FunctionCode, refuse: Refuse): void {
  if (!Object.values(FunctionCodeKind).includes(code?._kind)) {
    refuse(
      code ? 'code is not a FunctionCode.' : 'code is missing.',
      "Say what it runs: FunctionCode.node('src/signup.ts').",
    );
  }
  const { _kind: kind, path } = code;
  if (!existsSync(path)) {
    refuse(
      `There is no '${path}' in ${said('.')}, where the app was started.`,
      'Give a path from there, or an absolute one.',
    );
  }
  const isDirectory = statSync(path).isDirectory();
  if (kind === FunctionCodeKind.NODE && isDirectory) {
    refuse(`'${path}' is a directory.`, `Name the module: FunctionCode.node('${path}/index.ts').`);
  }
  if (kind === FunctionCodeKind.PYTHON && !isDirectory) {
    refuse(`'${path}' is no directory.`, 'Give the directory that the module is in.');
  }
  if (kind === FunctionCodeKind.ASSET && !isDirectory && !/\.(zip|jar)$/.test(path)) {
    refuse(`'${path}' is neither a directory nor a .zip or .jar.`, 'Give what Lambda takes.');
  }
}

function checkHttp(http: FunctionHttp | undefined, refuse: Refuse): void {
  if (http === undefined || Object.values(FunctionHttpKind).includes(http._kind)) return;
  refuse('http is not a FunctionHttp.', 'Give FunctionHttp.iam(), .jwt({ issuer, audience }) or .openToEveryone().');
}

function checkEvents(events: EventSource[], refuse: Refuse): void {
  if (!events.every(event => event instanceof EventSource)) {
    refuse(
      'events is not a list of EventSource.',
      "Give for instance [EventSource.queue(queue), EventSource.schedule('rate(1 day)')].",
    );
  }
  checkScheduleNames(
    events.map(({ _asked }) => _asked),
    refuse,
  );
}

/** Refuses choices that do not go together, whoever made them. */
export function checkChoices(choices: FunctionChoices, { code, http }: GoldenPathFunctionProps, refuse: Refuse): void {
  const label = code.runtime === undefined ? 'function.runtime' : 'runtime';
  checkRuntime(choices.runtime, { label, language: LANGUAGES[code._kind] }, refuse);
  const { timeoutSeconds, trafficShift, rollbackOnAlarm, alarmMinutes } = choices;
  if (choices.http === FunctionHttpKind.JWT && !http?.tokens) {
    refuse(
      'The platform team wants tokens for HTTP, and does not know whose.',
      'Say so: http: FunctionHttp.jwt({ issuer, audience }).',
    );
  }
  if (choices.http !== null && timeoutSeconds > LONGEST_HTTP_SECONDS) {
    refuse(
      `An HTTP API waits ${LONGEST_HTTP_SECONDS} seconds at most, and the timeout is ${timeoutSeconds}.`,
      'Give a timeout of 30 seconds or less, or let a queue call another function that takes its time.',
    );
  }
  const minutes = shiftMinutes(trafficShift);
  if (minutes > 0 && rollbackOnAlarm && alarmMinutes >= minutes) {
    refuse(
      `An alarm rings after ${alarmMinutes} minutes, and all calls have gone over after ${minutes}: nothing would ` +
        'be rolled back.',
      'Choose a longer deployment.trafficShift, or lower function.alarmMinutes.',
    );
  }
  for (const source of choices.sources) source.check?.(choices, refuse);
}

/** Notices about a function that is accepted all the same. */
export function noticesOf({ runtime }: FunctionChoices): Notice[] {
  const text = runtimeNotice(runtime, today());
  return text === undefined ? [] : [{ id: 'goldenpath:function:runtime', text }];
}

/** Refuses a network that has no place for a function. */
export function checkNetwork({ node, privateSubnetIds }: INetwork, refuse: Refuse): void {
  if (!isToken(privateSubnetIds) && privateSubnetIds.length === 0) {
    refuse(`The network '${node.path}' has no private subnets for a function to stand in.`, 'Give a network that has.');
  }
}
