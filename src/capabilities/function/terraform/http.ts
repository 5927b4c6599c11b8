import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Program } from './program';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { hostedZoneOf } from '../../../parts/domain/terraform';
import { apiDomainOf } from '../../../parts/http-api/domain';
import { createHttpApi, HttpApiResources } from '../../../parts/http-api/terraform';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { FunctionPlan } from '../definition';

/** An HTTP API in front of a function. */
export interface FunctionHttpResources extends HttpApiResources {
  readonly httpApiPermission: LambdaPermission;
}

/** Lets callers in as the team said, and refuses all others before the function is called. */
export function renderHttp(
  owner: CapabilityConstruct,
  { choices, props }: FunctionPlan,
  program: Program,
  log: LogRenderer,
): FunctionHttpResources {
  const api = createHttpApi(owner, {
    choices,
    log,
    domain: apiDomainOf(choices, props.http?.domain, domain => hostedZoneOf(owner, domain)),
    integration: { integrationType: 'AWS_PROXY', integrationUri: program.alias.invokeArn, payloadFormatVersion: '2.0' },
    callers: { callers: choices.http!, tokens: props.http?.tokens },
  });
  return { ...api, httpApiPermission: renderPermission(owner, api.httpApi, program) };
}

/** Lets the HTTP API call the function. */
function renderPermission(
  owner: CapabilityConstruct,
  api: Apigatewayv2Api,
  { function: fn, alias }: Program,
): LambdaPermission {
  return owner._slot(
    'httpApiPermission',
    new LambdaPermission(owner, 'HttpApiPermission', {
      action: 'lambda:InvokeFunction',
      functionName: fn.functionName,
      qualifier: alias.name,
      principal: 'apigateway.amazonaws.com',
      sourceAccount: context(owner).account,
      sourceArn: `${api.executionArn}/*/*`,
    }),
  );
}
