import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import {
  Apigatewayv2Integration,
  Apigatewayv2IntegrationConfig,
} from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route, Apigatewayv2RouteConfig } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { corsConfiguration, CorsChoices } from './cors-decisions';
import { HttpApiChoices } from './decisions';
import { HTTP_API_LOG_FORMAT } from './http-api';
import { EVERYTHING, Route, routesOf } from './routes';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { nameOf } from '../../engines/terraform/names';
import { description } from '../../support/names';
import { DELIVERED } from '../log-group/log-group';
import { LogRenderer } from '../log-group/terraform';

/** An HTTP API with one route for everything; or, where pages of other websites call, with routes for each method. */
export interface HttpApiResources {
  readonly httpApi: Apigatewayv2Api;
  readonly httpApiStage: Apigatewayv2Stage;
  readonly httpApiRoute?: Apigatewayv2Route;
  readonly httpApiMethodRoutes: Apigatewayv2Route[];
  readonly httpApiIntegration: Apigatewayv2Integration;
  readonly httpApiLogGroup: CloudwatchLogGroup;
}

/** The differences between HTTP APIs. */
export interface HttpApiProps {
  readonly choices: HttpApiChoices & Partial<CorsChoices>;
  readonly log: LogRenderer;
  /** The backend that requests go to. */
  readonly integration: Omit<Apigatewayv2IntegrationConfig, 'apiId'>;
  /** Who may call. */
  readonly authorization: (api: Apigatewayv2Api) => Pick<Apigatewayv2RouteConfig, 'authorizationType' | 'authorizerId'>;
}

/** Makes an HTTP API: HTTPS with a name and a certificate of AWS's, throttled and logged. */
export function createHttpApi(owner: CapabilityConstruct, props: HttpApiProps): HttpApiResources {
  const api = owner._slot(
    'httpApi',
    new Apigatewayv2Api(owner, 'HttpApi', {
      name: nameOf(owner, 'httpApi', 128),
      protocolType: 'HTTP',
      description: description(`HTTPS for ${owner.node.path}`),
      corsConfiguration: corsConfiguration(props.choices),
      tags: owner._tags,
    }),
  );
  const integration = owner._slot(
    'httpApiIntegration',
    new Apigatewayv2Integration(owner, 'HttpApiIntegration', { apiId: api.id, ...props.integration }),
  );
  const target = `integrations/${integration.id}`;
  const routes = renderRoutes(owner, props.choices, { apiId: api.id, target, ...props.authorization(api) });
  const logGroup = props.log.logGroup('httpApiLogGroup', `${DELIVERED}apis/`);
  return {
    httpApi: api,
    httpApiStage: renderStage(owner, props.choices, api, logGroup),
    ...routes,
    httpApiIntegration: integration,
    httpApiLogGroup: logGroup,
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
