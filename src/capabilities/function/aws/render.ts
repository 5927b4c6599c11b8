import { Annotations, CfnOutput } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { renderBacklogAlarms } from './alarms';
import { Foundation, renderFoundation } from './foundation';
import { renderHttp } from './http';
import { Program } from './program';
import { renderRelease } from './release';
import { GoldenPathFunctionResources } from './resources';
import { renderSources } from './sources';
import { SourceResources } from './sources/target';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { dashboardSubject, renderDashboard } from '../../../parts/dashboard/aws';
import { CalledApi } from '../../../parts/http-api/authorization';
import { executeApiArn } from '../../../parts/http-api/aws/authorization';
import { functionDashboard } from '../dashboard';
import { FunctionPlan } from '../definition';
import { FunctionMetrics } from '../metrics';
import { joinSources } from '../sources/join';

/** A function as it was made. */
export interface RenderedFunction {
  readonly resources: GoldenPathFunctionResources;
  readonly program: Program;
  readonly metrics: FunctionMetrics;
  readonly url?: string;
  /** The HTTP API, as its callers need it. */
  readonly api?: CalledApi;
}

export function renderFunction(owner: CapabilityConstruct, planned: FunctionPlan): RenderedFunction {
  const { choices, props } = planned;
  const foundation = renderFoundation(owner, choices);
  const { log, deadLetterQueue, deadLetterQueuePolicy, logGroup, key } = foundation;
  const program = new Program(owner, planned, foundation);
  const { function: fn, role } = program;
  const metrics = new FunctionMetrics(fn.ref, choices.aliasName, deadLetterQueue.attrQueueName);
  const { version, alias, deployment, callerAlarms } = renderRelease(owner, choices, fn, metrics);
  if (props.network) program.inNetwork();
  const sources = renderJoinedSources(owner, planned, program, { alias, foundation });
  const api = choices.http === null ? undefined : renderHttp(owner, planned, alias, log);
  const backlogAlarms = choices.alarms ? renderBacklogAlarms(owner, choices, metrics) : undefined;
  const subject = dashboardSubject(owner, { ...callerAlarms, ...backlogAlarms }, logGroup);
  const dashboard = choices.dashboard
    ? renderDashboard(owner, functionDashboard({ ...subject, metrics, choices }))
    : undefined;
  const url = api && (choices.domainName === null ? api.httpApi.attrApiEndpoint : `https://${choices.domainName}`);
  if (url !== undefined) renderUrl(owner, url);
  const resources = {
    function: fn,
    version,
    alias,
    role,
    logGroup,
    key: key?.made,
    deadLetterQueue,
    deadLetterQueuePolicy,
    ...api,
    ...sources,
    ...deployment,
    ...callerAlarms,
    ...backlogAlarms,
    dashboard,
  };
  const called = api && { callers: choices.http!, tokens: props.http?.tokens, arn: executeApiArn(owner, api.httpApi) };
  return { resources, program, metrics, url, api: called };
}

/** Joins the function to its sources, and lets them call it. */
function renderJoinedSources(
  owner: CapabilityConstruct,
  { choices, refuse }: FunctionPlan,
  { consumer }: Program,
  { alias, foundation: { deadLetterQueue, key } }: { alias: lambda.CfnAlias; foundation: Foundation },
): SourceResources {
  const warn = (id: string, text: string) => Annotations.of(owner).addWarningV2(id, text);
  const sources = joinSources(choices.sources, { fn: choices, consumer, refuse, warn });
  return renderSources(sources, { owner, choices, alias, deadLetterQueue, key });
}

function renderUrl(owner: CapabilityConstruct, value: string): void {
  new CfnOutput(owner, 'Url', { value, description: `Where ${owner.node.path} answers.` });
}
