import { Stack } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { HttpCallers, HttpTokenOptions } from '../authorization';

/** The check of an HTTP API, and what makes it where it is about tokens. */
export interface Authorization {
  readonly route: Pick<apigatewayv2.CfnRouteProps, 'authorizationType' | 'authorizerId'>;
  readonly httpApiAuthorizer?: apigatewayv2.CfnAuthorizer;
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
    new apigatewayv2.CfnAuthorizer(owner, 'HttpApiAuthorizer', {
      apiId,
      name: 'tokens',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer, audience },
    }),
  );
  return { route: { authorizationType: 'JWT', authorizerId: httpApiAuthorizer.ref }, httpApiAuthorizer };
}

/** The ARN of an API, as the permission to call it has it. */
export function executeApiArn(owner: CapabilityConstruct, { ref }: apigatewayv2.CfnApi): string {
  const { partition, region, account } = Stack.of(owner);
  return `arn:${partition}:execute-api:${region}:${account}:${ref}`;
}
