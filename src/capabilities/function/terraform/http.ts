import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2Authorizer } from '@cdktf/provider-aws/lib/apigatewayv2-authorizer';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Program } from './program';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { hostedZoneOf } from '../../../parts/domain/terraform';
import { apiDomainOf } from '../../../parts/http-api/domain';
import { createHttpApi, HttpApiResources } from '../../../parts/http-api/terraform';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { FunctionPlan } from '../definition';
import { FunctionHttpKind, JwtOptions } from '../http';

/** An HTTP API in front of a function. */
export interface FunctionHttpResources extends HttpApiResources {
  readonly httpApiAuthorizer?: Apigatewayv2Authorizer;
  readonly httpApiPermission: LambdaPermission;
}

/** Lets callers in as the team said, and refuses all others before the function is called. */
export function renderHttp(
  owner: CapabilityConstruct,
  { choices, props }: FunctionPlan,
  program: Program,
  log: LogRenderer,
): FunctionHttpResources {
  let httpApiAuthorizer: Apigatewayv2Authorizer | undefined;
  const api = createHttpApi(owner, {
    choices,
    log,
    domain: apiDomainOf(choices, props.http?.domain, domain => hostedZoneOf(owner, domain)),
    integration: { integrationType: 'AWS_PROXY', integrationUri: program.alias.invokeArn, payloadFormatVersion: '2.0' },
    authorization: ({ id: apiId }) => {
      if (choices.http === FunctionHttpKind.IAM) return { authorizationType: 'AWS_IAM' };
      if (choices.http === FunctionHttpKind.OPEN) return { authorizationType: 'NONE' };
      httpApiAuthorizer = renderAuthorizer(owner, apiId, props.http!.tokens!);
      return { authorizationType: 'JWT', authorizerId: httpApiAuthorizer.id };
    },
  });
  return { ...api, httpApiAuthorizer, httpApiPermission: renderPermission(owner, api.httpApi, program) };
}

/** Lets API Gateway check tokens. */
function renderAuthorizer(
  owner: CapabilityConstruct,
  apiId: string,
  { issuer, audience }: JwtOptions,
): Apigatewayv2Authorizer {
  return owner._slot(
    'httpApiAuthorizer',
    new Apigatewayv2Authorizer(owner, 'HttpApiAuthorizer', {
      apiId,
      name: 'tokens',
      authorizerType: 'JWT',
      identitySources: ['$request.header.Authorization'],
      jwtConfiguration: { issuer, audience },
    }),
  );
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
