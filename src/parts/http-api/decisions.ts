import { always } from '../../path/decision';

/**
 * The choices about an HTTP API that every capability with one makes under these names.
 *
 * @internal
 */
export interface HttpApiChoices {
  /** The most requests a second, on average. */
  readonly apiThrottleRate: number;
  /** The most requests at the same time. */
  readonly apiThrottleBurst: number;
}

/**
 * How many requests an HTTP API lets through.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 * @internal
 */
export function httpApiDecisions() {
  return {
    apiThrottleRate: always(1000)
      .whole(1, 10_000)
      .because('Requests a second through the HTTP API, where there is one.'),
    apiThrottleBurst: always(2000)
      .whole(1, 10_000)
      .because('Requests at once through the HTTP API, where there is one.'),
  };
}
