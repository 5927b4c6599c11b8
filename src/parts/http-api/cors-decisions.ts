import { HttpCors, HttpCorsMethod } from './cors';
import { choose, DecidedBy, follows, only } from '../../path/decision';
import { Settled } from '../../path/ledger';

/**
 * Which pages of other websites an HTTP API answers, where its team says that there are any.
 *
 * @param cors what the team says
 * @param read the headers that the authorization of the API reads
 * @internal
 */
export function corsDecisions(cors: HttpCors | undefined, read: readonly string[]) {
  const given = cors !== undefined;
  const { allowedHeaders = ['content-type'], exposedHeaders = [] } = withoutNull(cors ?? {});
  const isAllowed = (header: string) => allowedHeaders.some(allowed => allowed.toLowerCase() === header);
  const headers = [...allowedHeaders, ...read.filter(header => !isAllowed(header))];
  const byTeam = (list: readonly string[]) => follows<string[]>([...list], DecidedBy.APP_TEAM);
  return {
    corsOrigins: only(given, byTeam(cors?.allowedOrigins ?? []).because('Whose pages call it is known to its team.')),
    corsMethods: only(given, byTeam(cors?.allowedMethods ?? []).because('No more than those pages need.')),
    corsHeaders: only(given, byTeam(headers).because('Without what the authorization reads, no page gets in.')),
    corsExposedHeaders: only(given, byTeam(exposedHeaders).because('A page reads the answer, and needs few headers.')),
    corsCredentials: only(
      given,
      choose(cors?.allowCredentials, false).because('With its visitors’ cookies, a page acts in their name.'),
    ),
    corsMaxAgeSeconds: only(
      given,
      choose(cors?.maxAgeSeconds, 3600)
        .whole(0, 86_400)
        .because('Else a browser asks before every call. An hour later it knows what was changed.'),
    ),
    routedMethods: only(
      given,
      follows<string[]>(Object.values(HttpCorsMethod)).because(
        'No route catches OPTIONS, with which browsers ask first: so API Gateway answers, without authorization.',
      ),
    ),
  };
}

/** @internal */
export type CorsChoices = Settled<ReturnType<typeof corsDecisions>>;

/**
 * The rules for browsers, as both engines write them.
 *
 * @internal
 */
export function corsConfiguration(choices: Partial<CorsChoices>) {
  if (!choices.corsOrigins) return undefined;
  return {
    allowOrigins: choices.corsOrigins,
    allowMethods: choices.corsMethods!,
    allowHeaders: some(choices.corsHeaders!),
    exposeHeaders: some(choices.corsExposedHeaders!),
    allowCredentials: choices.corsCredentials!,
    maxAge: choices.corsMaxAgeSeconds!,
  };
}

function some(list: string[]): string[] | undefined {
  return list.length > 0 ? list : undefined;
}

function withoutNull(cors: Partial<HttpCors>): Partial<HttpCors> {
  return Object.fromEntries(Object.entries(cors).filter(([, value]) => value !== null));
}
