import { Apigatewayv2Authorizer } from '@cdktf/provider-aws/lib/apigatewayv2-authorizer';
import { Apigatewayv2RouteConfig } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { HttpCallers, HttpTokenOptions } from '../authorization';

/** The check of an HTTP API, and what makes it where it is about tokens. */
export interface Authorization {
  readonly route: Pick<Apigatewayv2RouteConfig, 'authorizationType' | 'authorizerId'>;
  readonly httpApiAuthorizer?: Apigatewayv2Authorizer;
}

/** Lets API Gateway check who calls. */
export function renderAuthorization(
  owner: CapabilityConstruct,
  apiId: string,
  { callers, tokens }: { readonly callers: HttpCallers; readonly tokens?: HttpTokenOptions },
): Authorization {
  if (callers === HttpCallers.IAM) return { route: { authorizationType: 'AWS_IAM' } };
  if (callers === HttpCallers.OPEN) return { route: { authorizationType: 'NONE' } };
  const { issuer, audience } = tokens!;
  const httpApiAuthorizer = owner._slot(
    'httpApiAuthorizer',
    new Apigatewayv2Authorizer(owner, 'HttpApiAuthorizer', {
      apiId,
      name: 'tokens',
      authorizerType: 'JWT',
      identitySources: ['$request.header.Authorization'],
      jwtConfiguration: { issuer, audience },
    }),
  );
  return { route: { authorizationType: 'JWT', authorizerId: httpApiAuthorizer.id }, httpApiAuthorizer };
}
