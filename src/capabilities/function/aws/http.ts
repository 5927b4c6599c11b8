import { Stack } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { hostedZoneOf } from '../../../parts/domain/aws';
import { createHttpApi, HttpApiResources } from '../../../parts/http-api/aws';
import { apiDomainOf } from '../../../parts/http-api/domain';
import { LogRenderer } from '../../../parts/log-group/aws';
import { FunctionPlan } from '../definition';
import { FunctionHttpKind, JwtOptions } from '../http';

/** An HTTP API in front of a function. */
export interface FunctionHttpResources extends HttpApiResources {
  readonly httpApiAuthorizer?: apigatewayv2.CfnAuthorizer;
  readonly httpApiPermission: lambda.CfnPermission;
}

/** Lets callers in as the team said, and refuses all others before the function is called. */
export function renderHttp(
  owner: CapabilityConstruct,
  { choices, props }: FunctionPlan,
  alias: lambda.CfnAlias,
  log: LogRenderer,
): FunctionHttpResources {
  let httpApiAuthorizer: apigatewayv2.CfnAuthorizer | undefined;
  const api = createHttpApi(owner, {
    choices,
    log,
    domain: apiDomainOf(choices, props.http?.domain, domain => hostedZoneOf(owner, domain)),
    integration: { integrationType: 'AWS_PROXY', integrationUri: alias.ref, payloadFormatVersion: '2.0' },
    authorization: ({ ref: apiId }) => {
      if (choices.http === FunctionHttpKind.IAM) return { authorizationType: 'AWS_IAM' };
      if (choices.http === FunctionHttpKind.OPEN) return { authorizationType: 'NONE' };
      httpApiAuthorizer = renderAuthorizer(owner, apiId, props.http!.tokens!);
      return { authorizationType: 'JWT', authorizerId: httpApiAuthorizer.ref };
    },
  });
  return { ...api, httpApiAuthorizer, httpApiPermission: renderPermission(owner, api.httpApi, alias) };
}

/** Lets API Gateway check tokens. */
function renderAuthorizer(
  owner: CapabilityConstruct,
  apiId: string,
  { issuer, audience }: JwtOptions,
): apigatewayv2.CfnAuthorizer {
  return owner._slot(
    'httpApiAuthorizer',
    new apigatewayv2.CfnAuthorizer(owner, 'HttpApiAuthorizer', {
      apiId,
      name: 'tokens',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer, audience },
    }),
  );
}

/** Lets the HTTP API call the function. */
function renderPermission(
  owner: CapabilityConstruct,
  api: apigatewayv2.CfnApi,
  alias: lambda.CfnAlias,
): lambda.CfnPermission {
  const { partition, region, account } = Stack.of(owner);
  return owner._slot(
    'httpApiPermission',
    new lambda.CfnPermission(owner, 'HttpApiPermission', {
      action: 'lambda:InvokeFunction',
      functionName: alias.ref,
      principal: 'apigateway.amazonaws.com',
      sourceAccount: account,
      sourceArn: `arn:${partition}:execute-api:${region}:${account}:${api.ref}/*/*`,
    }),
  );
}
