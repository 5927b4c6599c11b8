import { HttpCallers } from './authorization';
import { CorsChoices } from './cors-decisions';
import { HttpApiChoices } from './decisions';
import { ApiDomainChoices } from './domain';
import { Codecs } from '../../record/codecs';
import { Place } from '../../record/place';
import { domainPlaces } from '../domain/places';

/**
 * Where the decisions about an HTTP API are seen: in its stage.
 *
 * @param when there is an HTTP API
 * @internal
 */
export function httpApiPlaces(when: Place['when']): Place<HttpApiChoices>[] {
  return [
    {
      decision: 'apiThrottleRate',
      slot: 'httpApiStage',
      cloudformation: 'DefaultRouteSettings.ThrottlingRateLimit',
      terraform: 'default_route_settings.throttling_rate_limit',
      when,
    },
    {
      decision: 'apiThrottleBurst',
      slot: 'httpApiStage',
      cloudformation: 'DefaultRouteSettings.ThrottlingBurstLimit',
      terraform: 'default_route_settings.throttling_burst_limit',
      when,
    },
  ];
}

const NAMED = { domainName: { not: [null] } };
const CONFIGURATION = { cloudformation: 'DomainNameConfigurations[0]', terraform: 'domain_name_configuration' };

const ofName = (
  decision: keyof ApiDomainChoices & string,
  cloudformation: string,
  terraform: string,
): Place<ApiDomainChoices> => ({
  decision,
  slot: 'httpApiDomain',
  cloudformation: `${CONFIGURATION.cloudformation}.${cloudformation}`,
  terraform: `${CONFIGURATION.terraform}.${terraform}`,
  when: NAMED,
});

/**
 * Where the decisions about a name of its own are seen.
 *
 * @internal
 */
export const apiDomainPlaces: Place<ApiDomainChoices>[] = [
  ...domainPlaces,
  {
    decision: 'domainName',
    slot: 'httpApiDomain',
    cloudformation: 'DomainName',
    terraform: 'domain_name',
    when: NAMED,
  },
  {
    ...ofName('certificate', 'CertificateArn', 'certificate_arn'),
    unit: 'given',
    when: { certificate: 'given' },
  },
  ofName('domainTlsPolicy', 'SecurityPolicy', 'security_policy'),
  ofName('domainIpAddresses', 'IpAddressType', 'ip_address_type'),
  {
    decision: 'executeApiEndpoint',
    slot: 'httpApi',
    cloudformation: 'DisableExecuteApiEndpoint',
    terraform: 'disable_execute_api_endpoint',
    unit: 'not',
    when: NAMED,
  },
];

/**
 * Where pages of other websites may call.
 *
 * @internal
 */
export const WITH_CORS = { corsOrigins: { not: [null] } };

const ofCors = (
  decision: keyof CorsChoices & string,
  cloudformation: string,
  terraform: string,
): Place<CorsChoices> => ({
  decision,
  slot: 'httpApi',
  cloudformation: `CorsConfiguration.${cloudformation}`,
  terraform: `cors_configuration.${terraform}`,
  when: WITH_CORS,
});

const routed = (slots: string): Place<CorsChoices> => ({
  decision: 'routedMethods',
  slots,
  cloudformation: 'RouteKey',
  terraform: 'route_key',
  unit: 'first-word',
  when: WITH_CORS,
});

/**
 * Where the decisions about pages of other websites are seen: in the API.
 *
 * @internal
 */
export const corsPlaces: Place<CorsChoices>[] = [
  ofCors('corsOrigins', 'AllowOrigins', 'allow_origins'),
  ofCors('corsMethods', 'AllowMethods', 'allow_methods'),
  { ...ofCors('corsHeaders', 'AllowHeaders', 'allow_headers'), unit: 'list-or-none' },
  { ...ofCors('corsExposedHeaders', 'ExposeHeaders', 'expose_headers'), unit: 'list-or-none' },
  ofCors('corsCredentials', 'AllowCredentials', 'allow_credentials'),
  ofCors('corsMaxAgeSeconds', 'MaxAge', 'max_age'),
  routed('^httpApi[A-Z][a-z]+Route$'),
  routed('^httpApi[A-Z][a-z]+RootRoute$'),
];

const CALLERS: { readonly [authorization: string]: HttpCallers } = {
  AWS_IAM: HttpCallers.IAM,
  JWT: HttpCallers.JWT,
  NONE: HttpCallers.OPEN,
};

/**
 * How the values of an HTTP API are read.
 *
 * @internal
 */
export const httpApiCodecs: Codecs = {
  'callers-of-authorization': (authorization: string) => CALLERS[authorization],
};
