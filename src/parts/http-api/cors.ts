import { isGiven, isListOfTexts, Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** The methods of requests that pages of other websites may make. */
export enum HttpCorsMethod {
  /** GET */
  GET = 'GET',
  /** HEAD */
  HEAD = 'HEAD',
  /** POST */
  POST = 'POST',
  /** PUT */
  PUT = 'PUT',
  /** PATCH */
  PATCH = 'PATCH',
  /** DELETE */
  DELETE = 'DELETE',
}

/**
 * The pages of other websites that may call from a browser, and how.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export interface HttpCors {
  /**
   * Where the pages come from, as browsers send it: a scheme and a host, without a path. One `*` alone stands for every
   * website, `https://*` for each that has a certificate. Neither goes together with credentials.
   */
  readonly allowedOrigins: string[];
  /** The methods that they may use. */
  readonly allowedMethods: HttpCorsMethod[];
  /**
   * The headers that they may send beside those that browsers always send. `*` alone stands for all but
   * `authorization`, and does not go together with credentials. What the authorization of this API reads is always
   * allowed.
   *
   * @default - `content-type`, and what the authorization of this API reads
   */
  readonly allowedHeaders?: string[];
  /**
   * The headers of an answer that they may read beside those that browsers always show. `*` does not go together with
   * credentials.
   *
   * @default - none
   */
  readonly exposedHeaders?: string[];
  /**
   * Whether browsers send their cookies along.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;
  /**
   * How long a browser may keep the answer to its question whether it may call, in seconds, 0 to 86400. Chrome keeps it
   * for two hours at most.
   *
   * @default 3600
   */
  readonly maxAgeSeconds?: number;
}

/**
 * A scheme and a host, as the header Origin has it: in lower case. API Gateway takes a star in the place of the whole
 * host only.
 */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9._-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/;
/** Browsers leave out the port that a scheme has anyway. */
const PORT_LEFT_OUT = /^(https:.*:443|http:.*:80)$/;
const EVERYONE = ['*', 'https://*', 'http://*'];
/** @see https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/**
 * Refuses rules for browsers that cannot be right. Names and kinds are checked with those of the options around them.
 *
 * @internal
 */
export function checkCors(cors: HttpCors | undefined, refuse: Refuse): void {
  if (!isGiven(cors)) return;
  const { allowedOrigins, allowedMethods, allowedHeaders, exposedHeaders, allowCredentials } = cors;
  checkOrigins(allowedOrigins, refuse);
  if (!isGiven(allowedMethods) || allowedMethods.length === 0) {
    const methods = Object.values(HttpCorsMethod).join(', ');
    refuse(`cors.allowedMethods is ${said(allowedMethods)}.`, `Give some of ${methods}.`);
  }
  for (const [list, headers] of Object.entries({ allowedHeaders, exposedHeaders })) {
    const odd = headers?.find(name => !isToken(name) && !HEADER.test(name));
    if (odd !== undefined) refuse(`cors.${list} has ${said(odd)}.`, 'Give names of headers.');
  }
  if (allowCredentials) checkCredentials(cors, refuse);
}

function checkOrigins(origins: string[], refuse: Refuse): void {
  if (!isListOfTexts(origins) || origins.length === 0) {
    refuse(`cors.allowedOrigins is ${said(origins)}.`, "Give where the pages come from: ['https://shop.acme.com'].");
  }
  const isOrigin = (text: string) => ORIGIN.test(text) && !PORT_LEFT_OUT.test(text);
  const odd = origins.find(origin => !isToken(origin) && !EVERYONE.includes(origin) && !isOrigin(origin));
  if (odd !== undefined) {
    refuse(
      `cors.allowedOrigins has ${said(odd)}.`,
      'Give a scheme and a host as browsers send them, in lower case, without a path and without the usual port: ' +
        'https://shop.acme.com. API Gateway knows no stars within a host.',
    );
  }
  if (origins.includes('*') && origins.length > 1) {
    refuse("cors.allowedOrigins has '*' and others.", "Give ['*'] for every website, or name them all.");
  }
}

/**
 * API Gateway refuses every origin with credentials, and browsers take other stars literally then.
 *
 * @see https://github.com/aws/aws-cdk/issues/9076
 * @see https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
 */
function checkCredentials({ allowedOrigins, allowedHeaders, exposedHeaders }: HttpCors, refuse: Refuse): void {
  const everyone = allowedOrigins.find(origin => EVERYONE.includes(origin));
  if (everyone !== undefined) {
    refuse(
      `cors.allowCredentials is true, and cors.allowedOrigins has '${everyone}'.`,
      'Name the websites whose pages may call with the cookies of their visitors.',
    );
  }
  for (const [list, headers] of Object.entries({ allowedHeaders, exposedHeaders })) {
    if (headers?.includes('*')) {
      refuse(
        `cors.allowCredentials is true, and cors.${list} has '*'.`,
        'Name the headers: with credentials, browsers take * for the name of a header.',
      );
    }
  }
}
