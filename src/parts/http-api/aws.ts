import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { HttpCallers, HttpTokenOptions } from './authorization';
import { renderAuthorization } from './aws/authorization';
import { ApiDomainResources, ApiMappingResources, createApiDomain, createApiMapping } from './aws/domain';
import { corsConfiguration, CorsChoices } from './cors-decisions';
import { HttpApiChoices } from './decisions';
import { ApiDomainProps } from './domain';
import { HTTP_API_LOG_FORMAT } from './http-api';
import { EVERYTHING, Route, routesOf } from './routes';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { lastingName } from '../../engines/aws/identity';
import { description } from '../../support/names';
import { LogRenderer } from '../log-group/aws';
import { DELIVERED } from '../log-group/log-group';

/** An HTTP API with one route for everything; or, where pages of other websites call, with routes for each method. */
export interface HttpApiResources extends Partial<ApiDomainResources>, Partial<ApiMappingResources> {
  readonly httpApi: apigatewayv2.CfnApi;
  readonly httpApiStage: apigatewayv2.CfnStage;
  readonly httpApiRoute?: apigatewayv2.CfnRoute;
  readonly httpApiMethodRoutes: apigatewayv2.CfnRoute[];
  readonly httpApiIntegration: apigatewayv2.CfnIntegration;
  readonly httpApiAuthorizer?: apigatewayv2.CfnAuthorizer;
  readonly httpApiLogGroup: logs.CfnLogGroup;
}

/** The differences between HTTP APIs. */
export interface HttpApiProps {
  readonly choices: HttpApiChoices & Partial<CorsChoices>;
  readonly log: LogRenderer;
  /** The backend that requests go to. */
  readonly integration: Omit<apigatewayv2.CfnIntegrationProps, 'apiId'>;
  /** Who may call, and the tokens that are accepted. */
  readonly callers: { readonly callers: HttpCallers; readonly tokens?: HttpTokenOptions };
  /** A name of its own, in the place of AWS's. */
  readonly domain?: ApiDomainProps;
}

/** A unique name for a resource of API Gateway that must have one. */
export function httpApiName(owner: CapabilityConstruct): string {
  return lastingName(owner, { maxLength: 100, separator: '-' });
}

/** An HTTP API as CDK's L2s know it: routes of others, domain names. */
export function httpApiView(owner: CapabilityConstruct, { ref }: apigatewayv2.CfnApi, apiEndpoint: string) {
  return apigatewayv2.HttpApi.fromHttpApiAttributes(owner, 'HttpApiView', { httpApiId: ref, apiEndpoint });
}

/** Makes an HTTP API: HTTPS with a name and a certificate of AWS's, or of its own; throttled and logged. */
export function createHttpApi(owner: CapabilityConstruct, props: HttpApiProps): HttpApiResources {
  const named = props.domain && createApiDomain(owner, props.domain);
  const api = owner._slot(
    'httpApi',
    new apigatewayv2.CfnApi(owner, 'HttpApi', {
      name: httpApiName(owner),
      protocolType: 'HTTP',
      description: description(`HTTPS for ${owner.node.path}`),
      corsConfiguration: corsConfiguration(props.choices),
      disableExecuteApiEndpoint: named && !props.domain!.choices.executeApiEndpoint,
    }),
  );
  // The name of AWS's is closed when the certificate of the other one is valid, and not while somebody waits for that.
  if (named) api.addResourceDependency(named.httpApiDomain);
  const integration = owner._slot(
    'httpApiIntegration',
    new apigatewayv2.CfnIntegration(owner, 'HttpApiIntegration', { apiId: api.ref, ...props.integration }),
  );
  const authorization = renderAuthorization(owner, api.ref, props.callers);
  const target = `integrations/${integration.ref}`;
  const routes = renderRoutes(owner, props.choices, { apiId: api.ref, target, ...authorization.route });
  const logGroup = props.log.logGroup('httpApiLogGroup', `${DELIVERED}apis/`);
  const stage = renderStage(owner, props.choices, api, logGroup);
  const mapping = named && createApiMapping(owner, props.domain!, named.httpApiDomain, { api, stage });
  return {
    httpApi: api,
    httpApiStage: stage,
    ...routes,
    httpApiIntegration: integration,
    httpApiAuthorizer: authorization.httpApiAuthorizer,
    httpApiLogGroup: logGroup,
    ...named,
    ...mapping,
  };
}

/** Lets requests in: all by one route, or each method by routes of its own. */
function renderRoutes(
  owner: CapabilityConstruct,
  { routedMethods }: Partial<CorsChoices>,
  to: Omit<apigatewayv2.CfnRouteProps, 'routeKey'>,
): Pick<HttpApiResources, 'httpApiRoute' | 'httpApiMethodRoutes'> {
  const route = ({ name, routeKey }: Route) =>
    owner._slot(`httpApi${name}`, new apigatewayv2.CfnRoute(owner, `HttpApi${name}`, { ...to, routeKey }));
  return routedMethods
    ? { httpApiMethodRoutes: routesOf(routedMethods).map(route) }
    : { httpApiRoute: route(EVERYTHING), httpApiMethodRoutes: [] };
}

function renderStage(
  owner: CapabilityConstruct,
  choices: HttpApiChoices,
  { ref: apiId }: apigatewayv2.CfnApi,
  { attrArn: destinationArn }: logs.CfnLogGroup,
): apigatewayv2.CfnStage {
  return owner._slot(
    'httpApiStage',
    new apigatewayv2.CfnStage(owner, 'HttpApiStage', {
      apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn, format: HTTP_API_LOG_FORMAT },
      defaultRouteSettings: {
        detailedMetricsEnabled: true,
        throttlingRateLimit: choices.apiThrottleRate,
        throttlingBurstLimit: choices.apiThrottleBurst,
      },
    }),
  );
}
