import { Apigatewayv2Authorizer } from '@cdktf/provider-aws/lib/apigatewayv2-authorizer';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { httpApi, HttpApiResources } from '../../../parts/http-api/terraform';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { FunctionChoices } from '../decisions';
import { FunctionHttp, FunctionHttpKind } from '../http';
import { Program } from './program';

/** An HTTP API before a function. */
export interface FunctionHttpResources extends HttpApiResources {
  readonly httpApiAuthorizer?: Apigatewayv2Authorizer;
  readonly httpApiPermission: LambdaPermission;
}

/** Lets callers in as the team said, and refuses all others before the function is called. */
export function functionHttp(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  http: FunctionHttp | undefined,
  program: Program,
  log: LogRenderer,
): FunctionHttpResources {
  let httpApiAuthorizer: Apigatewayv2Authorizer | undefined;
  const api = httpApi(owner, {
    choices,
    log,
    integration: { integrationType: 'AWS_PROXY', integrationUri: program.alias.invokeArn, payloadFormatVersion: '2.0' },
    authorization: ({ id: apiId }) => {
      if (choices.http === FunctionHttpKind.IAM) return { authorizationType: 'AWS_IAM' };
      if (choices.http === FunctionHttpKind.OPEN) return { authorizationType: 'NONE' };
      httpApiAuthorizer = owner._slot(
        'httpApiAuthorizer',
        new Apigatewayv2Authorizer(owner, 'HttpApiAuthorizer', {
          apiId,
          name: 'tokens',
          authorizerType: 'JWT',
          identitySources: ['$request.header.Authorization'],
          jwtConfiguration: { issuer: http!.tokens!.issuer, audience: http!.tokens!.audience },
        }),
      );
      return { authorizationType: 'JWT', authorizerId: httpApiAuthorizer.id };
    },
  });
  const httpApiPermission = owner._slot(
    'httpApiPermission',
    new LambdaPermission(owner, 'HttpApiPermission', {
      action: 'lambda:InvokeFunction',
      functionName: program.function.functionName,
      qualifier: program.alias.name,
      principal: 'apigateway.amazonaws.com',
      sourceAccount: context(owner).account,
      sourceArn: `${api.httpApi.executionArn}/*/*`,
    }),
  );
  return { ...api, httpApiAuthorizer, httpApiPermission };
}
