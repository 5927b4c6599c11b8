import { Annotations, TerraformOutput } from 'cdktf';
import { renderBacklogAlarms, renderCallerAlarms } from './alarms';
import { Foundation, renderFoundation } from './foundation';
import { renderHttp } from './http';
import { Program } from './program';
import { GoldenPathFunctionResources } from './resources';
import { renderSources } from './sources';
import { SourceResources } from './sources/target';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { dashboardSubject, renderDashboard } from '../../../parts/dashboard/terraform';
import { CalledApi } from '../../../parts/http-api/authorization';
import { functionDashboard } from '../dashboard';
import { FunctionPlan } from '../definition';
import { FunctionMetrics } from '../metrics';
import { joinSources } from '../sources/join';

/** A function as it was made. */
export interface RenderedFunction {
  readonly resources: GoldenPathFunctionResources;
  readonly program: Program;
  readonly url?: string;
  /** The HTTP API, as its callers need it. */
  readonly api?: CalledApi;
}

export function renderFunction(owner: CapabilityConstruct, planned: FunctionPlan): RenderedFunction {
  const { choices, props } = planned;
  const foundation = renderFoundation(owner, choices);
  const { log, deadLetterQueue, deadLetterQueuePolicy, logGroup, key } = foundation;
  const program = new Program(owner, planned, foundation);
  const { function: fn, alias, role } = program;
  const metrics = new FunctionMetrics(fn.functionName, choices.aliasName, deadLetterQueue.name);
  if (props.network) program.inNetwork();
  const sources = renderJoinedSources(owner, planned, program, foundation);
  const api = choices.http === null ? undefined : renderHttp(owner, planned, program, log);
  const callerAlarms = choices.alarms ? renderCallerAlarms(owner, choices, metrics) : undefined;
  const backlogAlarms = choices.alarms ? renderBacklogAlarms(owner, choices, metrics) : undefined;
  const subject = dashboardSubject(owner, { ...callerAlarms, ...backlogAlarms }, logGroup);
  const dashboard = choices.dashboard
    ? renderDashboard(owner, functionDashboard({ ...subject, metrics, choices }))
    : undefined;
  const url = api && (choices.domainName === null ? api.httpApi.apiEndpoint : `https://${choices.domainName}`);
  if (url !== undefined) renderUrl(owner, url);
  const resources = {
    function: fn,
    alias,
    role,
    logGroup,
    key: key?.made,
    deadLetterQueue,
    deadLetterQueuePolicy,
    ...api,
    ...sources,
    ...callerAlarms,
    ...backlogAlarms,
    dashboard,
  };
  const called = api && { callers: choices.http!, tokens: props.http?.tokens, arn: api.httpApi.executionArn };
  return { resources, program, url, api: called };
}

/** Joins the function to its sources, and lets them call it. */
function renderJoinedSources(
  owner: CapabilityConstruct,
  { choices, refuse }: FunctionPlan,
  { consumer, function: fn, alias }: Program,
  { deadLetterQueue, key }: Foundation,
): SourceResources {
  const warn = (_: string, text: string) => Annotations.of(owner).addWarning(text);
  const sources = joinSources(choices.sources, { fn: choices, consumer, refuse, warn });
  return renderSources(sources, { owner, choices, function: fn, alias, deadLetterQueue, key });
}

function renderUrl(owner: CapabilityConstruct, value: string): void {
  new TerraformOutput(owner, 'Url', { value, description: `Where ${owner.node.path} answers.` });
}
