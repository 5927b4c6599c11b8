import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2Authorizer } from '@cdktf/provider-aws/lib/apigatewayv2-authorizer';
import {
  Apigatewayv2Integration,
  Apigatewayv2IntegrationConfig,
} from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route, Apigatewayv2RouteConfig } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { HttpCallers, HttpTokenOptions } from './authorization';
import { corsConfiguration, CorsChoices } from './cors-decisions';
import { HttpApiChoices } from './decisions';
import { ApiDomainProps } from './domain';
import { HTTP_API_LOG_FORMAT } from './http-api';
import { EVERYTHING, Route, routesOf } from './routes';
import { renderAuthorization } from './terraform/authorization';
import { ApiDomainResources, ApiMappingResources, createApiDomain, createApiMapping } from './terraform/domain';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { nameOf } from '../../engines/terraform/names';
import { dependOn } from '../../engines/terraform/role';
import { description } from '../../support/names';
import { DELIVERED } from '../log-group/log-group';
import { LogRenderer } from '../log-group/terraform';

/** An HTTP API with one route for everything; or, where pages of other websites call, with routes for each method. */
export interface HttpApiResources extends Partial<ApiDomainResources>, Partial<ApiMappingResources> {
  readonly httpApi: Apigatewayv2Api;
  readonly httpApiStage: Apigatewayv2Stage;
  readonly httpApiRoute?: Apigatewayv2Route;
  readonly httpApiMethodRoutes: Apigatewayv2Route[];
  readonly httpApiIntegration: Apigatewayv2Integration;
  readonly httpApiAuthorizer?: Apigatewayv2Authorizer;
  readonly httpApiLogGroup: CloudwatchLogGroup;
}

/** The differences between HTTP APIs. */
export interface HttpApiProps {
  readonly choices: HttpApiChoices & Partial<CorsChoices>;
  readonly log: LogRenderer;
  /** The backend that requests go to. */
  readonly integration: Omit<Apigatewayv2IntegrationConfig, 'apiId'>;
  /** Who may call, and the tokens that are accepted. */
  readonly callers: { readonly callers: HttpCallers; readonly tokens?: HttpTokenOptions };
  /** A name of its own, in the place of AWS's. */
  readonly domain?: ApiDomainProps;
}

/** Makes an HTTP API: HTTPS with a name and a certificate of AWS's, or of its own; throttled and logged. */
export function createHttpApi(owner: CapabilityConstruct, props: HttpApiProps): HttpApiResources {
  const named = props.domain && createApiDomain(owner, props.domain);
  const api = owner._slot(
    'httpApi',
    new Apigatewayv2Api(owner, 'HttpApi', {
      name: nameOf(owner, 'httpApi', 128),
      protocolType: 'HTTP',
      description: description(`HTTPS for ${owner.node.path}`),
      corsConfiguration: corsConfiguration(props.choices),
      disableExecuteApiEndpoint: named && !props.domain!.choices.executeApiEndpoint,
      tags: owner._tags,
    }),
  );
  // The name of AWS's is closed when the certificate of the other one is valid, and not while somebody waits for that.
  if (named) dependOn(api, named.httpApiDomain);
  const integration = owner._slot(
    'httpApiIntegration',
    new Apigatewayv2Integration(owner, 'HttpApiIntegration', { apiId: api.id, ...props.integration }),
  );
  const authorization = renderAuthorization(owner, api.id, props.callers);
  const target = `integrations/${integration.id}`;
  const routes = renderRoutes(owner, props.choices, { apiId: api.id, target, ...authorization.route });
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
  to: Omit<Apigatewayv2RouteConfig, 'routeKey'>,
): Pick<HttpApiResources, 'httpApiRoute' | 'httpApiMethodRoutes'> {
  const route = ({ name, routeKey }: Route) =>
    owner._slot(`httpApi${name}`, new Apigatewayv2Route(owner, `HttpApi${name}`, { ...to, routeKey }));
  return routedMethods
    ? { httpApiMethodRoutes: routesOf(routedMethods).map(route) }
    : { httpApiRoute: route(EVERYTHING), httpApiMethodRoutes: [] };
}

function renderStage(
  owner: CapabilityConstruct,
  choices: HttpApiChoices,
  { id: apiId }: Apigatewayv2Api,
  { arn: destinationArn }: CloudwatchLogGroup,
): Apigatewayv2Stage {
  return owner._slot(
    'httpApiStage',
    new Apigatewayv2Stage(owner, 'HttpApiStage', {
      apiId,
      name: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn, format: HTTP_API_LOG_FORMAT },
      defaultRouteSettings: {
        detailedMetricsEnabled: true,
        throttlingRateLimit: choices.apiThrottleRate,
        throttlingBurstLimit: choices.apiThrottleBurst,
      },
      tags: owner._tags,
    }),
  );
}
