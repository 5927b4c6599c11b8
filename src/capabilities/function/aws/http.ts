import { Stack } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { hostedZoneOf } from '../../../parts/domain/aws';
import { createHttpApi, HttpApiResources } from '../../../parts/http-api/aws';
import { executeApiArn } from '../../../parts/http-api/aws/authorization';
import { apiDomainOf } from '../../../parts/http-api/domain';
import { LogRenderer } from '../../../parts/log-group/aws';
import { FunctionPlan } from '../definition';

/** An HTTP API in front of a function. */
export interface FunctionHttpResources extends HttpApiResources {
  readonly httpApiPermission: lambda.CfnPermission;
}

/** Lets callers in as the team said, and refuses all others before the function is called. */
export function renderHttp(
  owner: CapabilityConstruct,
  { choices, props }: FunctionPlan,
  alias: lambda.CfnAlias,
  log: LogRenderer,
): FunctionHttpResources {
  const api = createHttpApi(owner, {
    choices,
    log,
    domain: apiDomainOf(choices, props.http?.domain, domain => hostedZoneOf(owner, domain)),
    integration: { integrationType: 'AWS_PROXY', integrationUri: alias.ref, payloadFormatVersion: '2.0' },
    callers: { callers: choices.http!, tokens: props.http?.tokens },
  });
  return { ...api, httpApiPermission: renderPermission(owner, api.httpApi, alias) };
}

/** Lets the HTTP API call the function. */
function renderPermission(
  owner: CapabilityConstruct,
  api: apigatewayv2.CfnApi,
  alias: lambda.CfnAlias,
): lambda.CfnPermission {
  return owner._slot(
    'httpApiPermission',
    new lambda.CfnPermission(owner, 'HttpApiPermission', {
      action: 'lambda:InvokeFunction',
      functionName: alias.ref,
      principal: 'apigateway.amazonaws.com',
      sourceAccount: Stack.of(owner).account,
      sourceArn: `${executeApiArn(owner, api)}/*/*`,
    }),
  );
}
