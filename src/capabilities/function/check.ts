import { existsSync, statSync } from 'fs';
import { FunctionCode, FunctionCodeKind } from './code';
import { FunctionChoices } from './decisions';
import { EventSource } from './event-source';
import { FunctionHttp, FunctionHttpKind } from './http';
import { GoldenPathFunctionProps, TrafficShift } from './props';
import { INetwork, checkIsNetwork } from '../../binding/network';
import { checkEnvironment, isObject, Refuse, refusal, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** The page about a function's props. */
export const PAGE = 'guides/function.md';

/** How long an HTTP API waits. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const LONGEST_HTTP_SECONDS = 30;

/** Set by Lambda, or read by it: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED =
  /^(AWS_(LAMBDA_(?!EXEC_WRAPPER)|REGION$|DEFAULT_REGION$|ACCESS_KEY|SECRET_ACCESS_KEY|SESSION_TOKEN|EXECUTION_ENV)|_HANDLER$|LAMBDA_)/;

/** Refuses props that cannot be right, before anything is made. Numbers and choices are checked with the decisions. */
export function checkProps(props: GoldenPathFunctionProps, where: string): void {
  const refuse = refusal(where, PAGE);
  if (!isObject(props)) refuse(`The props are ${said(props)}.`, 'Give an object with owner and code at least.');
  const { code, http, events, environment, deployment, size, memoryMib } = props;
  checkCode(code, refuse);
  if ((http ?? undefined) !== undefined && !Object.values(FunctionHttpKind).includes(http!.kind)) {
    refuse('http is not a FunctionHttp.', 'Give FunctionHttp.iam(), .jwt({ issuer, audience }) or .openToEveryone().');
  }
  if (
    (events ?? undefined) !== undefined &&
    !(Array.isArray(events) && events.every(event => event instanceof EventSource))
  ) {
    refuse(
      'events is not a list of EventSource.',
      "Give for instance [EventSource.queue(queue), EventSource.schedule('rate(1 day)')].",
    );
  }
  checkSchedules(events ?? [], refuse);
  for (const name of ['environment', 'deployment'] as const) {
    if (props[name] !== undefined && props[name] !== null && !isObject(props[name])) {
      refuse(`${name} is ${said(props[name])}.`, 'Give an object.');
    }
  }
  const rollback = deployment?.rollbackOnAlarm ?? undefined;
  if (rollback !== undefined && typeof rollback !== 'boolean') {
    refuse(`rollbackOnAlarm is ${said(rollback)}.`, 'Give true or false.');
  }
  if ((size ?? undefined) !== undefined && (memoryMib ?? undefined) !== undefined) {
    refuse('Both size and memoryMib are given.', 'Give one of them.');
  }
  checkEnvironment(environment ?? {}, refuse);
  const reserved = Object.keys(environment ?? {}).find(name => RESERVED.test(name));
  if (reserved) refuse(`environment has ${reserved}, which is Lambda's own.`, 'Choose another name.');
  checkIsNetwork(props.network, refuse);
}

function checkCode(code: FunctionCode, refuse: Refuse): void {
  if (!Object.values(FunctionCodeKind).includes(code?.kind)) {
    refuse(
      code ? 'code is not a FunctionCode.' : 'code is missing.',
      "Say what it runs: FunctionCode.node('src/signup.ts').",
    );
  }
  const { kind, path } = code;
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

function checkSchedules(events: EventSource[], refuse: Refuse): void {
  const names = events
    .filter(({ expression }) => expression !== undefined)
    .map(({ options }) => (options.name ?? '').toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    refuse(
      twice ? `Two schedules are called '${twice}'.` : 'Two schedules have no name.',
      "Name them: EventSource.schedule('rate(1 day)', { name: 'daily' }).",
    );
  }
}

/** Refuses choices that do not go together, whoever made them. */
export function checkChoices(choices: FunctionChoices, http: FunctionHttp | undefined, refuse: Refuse): void {
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
}

/** How long a new version is on trial, in minutes. */
function shiftMinutes(shift: string): number {
  if (shift === TrafficShift.ALL_AT_ONCE) return 0;
  const minutes = Number(/(\d+)Minutes?$/.exec(shift)![1]);
  return shift.startsWith('Linear') ? minutes * 9 : minutes;
}

/** Refuses a network that has no place for a function. */
export function checkNetwork({ node, privateSubnetIds }: INetwork, refuse: Refuse): void {
  if (!isToken(privateSubnetIds) && privateSubnetIds.length === 0) {
    refuse(`The network '${node.path}' has no private subnets for a function to stand in.`, 'Give a network that has.');
  }
}
