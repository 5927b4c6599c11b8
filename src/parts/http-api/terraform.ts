import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import {
  Apigatewayv2Integration,
  Apigatewayv2IntegrationConfig,
} from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route, Apigatewayv2RouteConfig } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { HttpApiChoices } from './decisions';
import { HTTP_API_LOG_FORMAT } from './http-api';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { nameOf } from '../../engines/terraform/names';
import { description } from '../../support/names';
import { DELIVERED } from '../log-group/log-group';
import { LogRenderer } from '../log-group/terraform';

/** An HTTP API with one route for everything. */
export interface HttpApiResources {
  readonly httpApi: Apigatewayv2Api;
  readonly httpApiStage: Apigatewayv2Stage;
  readonly httpApiRoute: Apigatewayv2Route;
  readonly httpApiIntegration: Apigatewayv2Integration;
  readonly httpApiLogGroup: CloudwatchLogGroup;
}

/** The differences between HTTP APIs. */
export interface HttpApiProps {
  readonly choices: HttpApiChoices;
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
      tags: owner._tags,
    }),
  );
  const integration = owner._slot(
    'httpApiIntegration',
    new Apigatewayv2Integration(owner, 'HttpApiIntegration', { apiId: api.id, ...props.integration }),
  );
  const route = owner._slot(
    'httpApiRoute',
    new Apigatewayv2Route(owner, 'HttpApiRoute', {
      apiId: api.id,
      routeKey: '$default',
      target: `integrations/${integration.id}`,
      ...props.authorization(api),
    }),
  );
  const logGroup = props.log.logGroup('httpApiLogGroup', `${DELIVERED}apis/`);
  return {
    httpApi: api,
    httpApiStage: renderStage(owner, props.choices, api, logGroup),
    httpApiRoute: route,
    httpApiIntegration: integration,
    httpApiLogGroup: logGroup,
  };
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
