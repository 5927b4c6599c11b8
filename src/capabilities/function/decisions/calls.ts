import { corsDecisions } from '../../../parts/http-api/cors-decisions';
import { apiDomainDecisions } from '../../../parts/http-api/domain';
import { always, choose, DecidedBy, follows } from '../../../path/decision';
import { isTimeZone } from '../../../support/schedules';
import { FunctionHttpKind, headersRead } from '../http';
import { GoldenPathFunctionProps } from '../props';
import { batchChoices } from '../sources/polling';
import { queueChoices } from '../sources/queue';
import { streamChoices } from '../sources/table-stream';

/** Who calls the function: over HTTPS, and by events. */
export function callers({ http, events }: GoldenPathFunctionProps) {
  const kinds = (events ?? []).map(({ _asked }) => _asked.kind);
  return {
    http: choose<FunctionHttpKind | null>(http?._kind, null)
      .oneOf(...Object.values(FunctionHttpKind))
      .because('Reachable over HTTPS only when somebody asks for it, and says who may call.'),
    eventSources: follows<string[]>(kinds, kinds.length > 0 ? DecidedBy.APP_TEAM : undefined).because(
      'What calls it is what the function is there for.',
    ),
  };
}

/** Which pages of other websites call it from a browser. */
export function pages({ http }: GoldenPathFunctionProps, asked: { readonly http: FunctionHttpKind | null }) {
  return corsDecisions(asked.http === null ? undefined : http?.cors, headersRead(asked.http));
}

/** Its name, where it has one of its own. */
export function address({ http }: GoldenPathFunctionProps, asked: { readonly http: FunctionHttpKind | null }) {
  return apiDomainDecisions(asked.http === null ? {} : (http?.domain ?? {}));
}

/** How events come, where a source does not say otherwise. */
export function eventDelivery() {
  return {
    ...queueChoices({}),
    ...batchChoices(),
    ...streamChoices({}),
    scheduleTimeZone: always('UTC')
      .passing(isTimeZone, "the name of a time zone, for instance 'Europe/Berlin'")
      .because('Has no summer time, in which an hour is missing or comes twice.'),
    deliveryRetries: always(20)
      .whole(0, 185)
      .because('For what EventBridge could not hand over: Lambda is full, or somebody changed a permission.'),
    deliveryMaxAgeSeconds: always(21_600)
      .whole(60, 86_400)
      .because('Six hours, as long as Lambda itself keeps trying a call that nobody waits for.'),
  };
}
