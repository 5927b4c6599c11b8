import { HttpApiChoices } from './decisions';
import { Place } from '../../record/place';

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
