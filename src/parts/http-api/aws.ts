import { Names } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { HTTP_API_LOG_FORMAT, HttpApiChoices } from './http-api';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { description } from '../../support/names';
import { LogRenderer } from '../log-group/aws';

/** An HTTP API with one route for everything. */
export interface HttpApiResources {
  readonly httpApi: apigatewayv2.CfnApi;
  readonly httpApiStage: apigatewayv2.CfnStage;
  readonly httpApiRoute: apigatewayv2.CfnRoute;
  readonly httpApiIntegration: apigatewayv2.CfnIntegration;
  readonly httpApiLogGroup: logs.CfnLogGroup;
}

/** Who may call it, and what answers. */
export interface HttpApiProps {
  readonly choices: HttpApiChoices;
  readonly log: LogRenderer;
  /** What answers. */
  readonly integration: Omit<apigatewayv2.CfnIntegrationProps, 'apiId'>;
  /** Who may call. */
  readonly authorization: (
    api: apigatewayv2.CfnApi,
  ) => Pick<apigatewayv2.CfnRouteProps, 'authorizationType' | 'authorizerId'>;
}

/** A name that is the only one of its kind, for what API Gateway wants named. */
export function httpApiName(owner: CapabilityConstruct): string {
  return Names.uniqueResourceName(owner, { maxLength: 100, separator: '-' });
}

/** An HTTP API: HTTPS with a name and a certificate of AWS's, throttled and logged. */
export function httpApi(
  owner: CapabilityConstruct,
  { choices, log, integration: answer, authorization }: HttpApiProps,
): HttpApiResources {
  const api = owner._slot(
    'httpApi',
    new apigatewayv2.CfnApi(owner, 'HttpApi', {
      name: httpApiName(owner),
      protocolType: 'HTTP',
      description: description(`HTTPS for ${owner.node.path}`),
    }),
  );
  const integration = owner._slot(
    'httpApiIntegration',
    new apigatewayv2.CfnIntegration(owner, 'HttpApiIntegration', { apiId: api.ref, ...answer }),
  );
  const route = owner._slot(
    'httpApiRoute',
    new apigatewayv2.CfnRoute(owner, 'HttpApiRoute', {
      apiId: api.ref,
      routeKey: '$default',
      target: `integrations/${integration.ref}`,
      ...authorization(api),
    }),
  );
  const group = log.logGroup('httpApiLogGroup');
  const stage = owner._slot(
    'httpApiStage',
    new apigatewayv2.CfnStage(owner, 'HttpApiStage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: group.attrArn, format: HTTP_API_LOG_FORMAT },
      defaultRouteSettings: {
        detailedMetricsEnabled: true,
        throttlingRateLimit: choices.apiThrottleRate,
        throttlingBurstLimit: choices.apiThrottleBurst,
      },
    }),
  );
  return {
    httpApi: api,
    httpApiStage: stage,
    httpApiRoute: route,
    httpApiIntegration: integration,
    httpApiLogGroup: group,
  };
}
