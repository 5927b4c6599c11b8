/**
 * The choices about an HTTP API that every capability with one makes under these names.
 *
 * @internal
 */
export interface HttpApiChoices {
  /** Requests a second. */
  readonly apiThrottleRate: number;
  /** Requests at once. */
  readonly apiThrottleBurst: number;
}

/**
 * The fields of an access-log line of an HTTP API: who asked what, when, and what became of it.
 *
 * @internal
 */
export const HTTP_API_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  bytes: '$context.responseLength',
});
