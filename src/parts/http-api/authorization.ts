import { BindingPermission } from '../../binding/binding';
import { fits, isListOfTexts, Refuse, refusal, said } from '../../support/input';
import { checkStruct } from '../../support/structs';

/** The page about who calls whom: errors link to it. */
const PAGE = 'guides/identity.md#between-services';

/**
 * Who may call an HTTP API.
 *
 * @internal
 */
export enum HttpCallers {
  /** Who has an IAM permission. */
  IAM = 'iam',
  /** Who has a token. */
  JWT = 'jwt',
  /** Everyone. */
  OPEN = 'open',
}

/** The tokens that an HTTP API accepts. */
export interface HttpTokenOptions {
  /** Who issues them: the address below which `/.well-known/openid-configuration` is found. */
  readonly issuer: string;
  /** Whom they must be for: one of these is in the token's `aud`, or is its `client_id`. 1 to 50. */
  readonly audience: string[];
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MOST_AUDIENCES = 50;

/**
 * Refuses tokens that no authorizer can check.
 *
 * @internal
 */
export function checkTokens({ issuer, audience }: HttpTokenOptions, refuse: Refuse): void {
  if (!fits(issuer, /^https:\/\/[^\s]+$/)) {
    refuse(
      `issuer is ${said(issuer)}.`,
      "Give the address of who gives the tokens out, for instance 'https://login.acme.com'.",
    );
  }
  if (!isListOfTexts(audience) || audience.length === 0 || audience.length > MOST_AUDIENCES) {
    refuse(
      `audience is ${said(audience)}.`,
      "Give a list of those that tokens are for, for instance ['signup']: at most 50.",
    );
  }
}

/** How the HTTP API of AWS before a service checks who calls. */
export class HttpAuthorization {
  /**
   * By IAM: callers sign their requests (Signature Version 4), and their role has the permission.
   * `orders.uses(payments)` gives it to the role of `orders`.
   */
  public static iam(): HttpAuthorization {
    return new HttpAuthorization(HttpCallers.IAM);
  }

  /** By a token of OpenID Connect in the header `Authorization`. */
  public static jwt(options: HttpTokenOptions): HttpAuthorization {
    const refuse: Refuse = refusal('HttpAuthorization.jwt', PAGE);
    checkStruct('HttpTokenOptions', options ?? {}, refuse, 'options');
    checkTokens(options ?? {}, refuse);
    const { issuer, audience } = options;
    return new HttpAuthorization(HttpCallers.JWT, { issuer, audience: [...audience] });
  }

  private constructor(
    /**
     * Who may call.
     *
     * @internal
     */
    public readonly _kind: HttpCallers,
    /** The tokens that are accepted. */
    public readonly tokens?: HttpTokenOptions,
  ) {}
}

/**
 * An HTTP API that a consumer is to call.
 *
 * @internal
 */
export interface CalledApi {
  readonly callers: HttpCallers;
  /** The ARN of the API as `execute-api` has it, without a stage. Undefined where nobody signs for it. */
  readonly arn?: string;
  /** The tokens that it accepts. */
  readonly tokens?: HttpTokenOptions;
}

/** What the issuer of an account's own tokens is called, which STS signs for roles. */
const ISSUER_OF_AWS = /^https:\/\/[^/]+\.tokens\.sts\.global\.api\.aws\/?$/;

/**
 * What a caller needs beside the address: its role may sign for this API and no other, or get a token for its audience
 * and no other. Tokens of any other issuer are that issuer's to give.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_policies.html
 * @internal
 */
export function callingOf({ callers, arn, tokens }: CalledApi): {
  readonly environment: { readonly [suffix: string]: string };
  readonly permissions: BindingPermission[];
} {
  if (callers === HttpCallers.IAM) {
    return { environment: {}, permissions: [{ actions: ['execute-api:Invoke'], resources: [`${arn}/*`] }] };
  }
  if (callers !== HttpCallers.JWT || !tokens) return { environment: {}, permissions: [] };
  const { issuer, audience } = tokens;
  const conditions = { 'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': [audience[0]] } };
  // A token has no ARN before it is there: the audience is what makes it one for this API.
  const ofSts = { actions: ['sts:GetWebIdentityToken'], resources: ['*'], conditions };
  return {
    environment: { ISSUER: issuer, AUDIENCE: audience[0] },
    permissions: ISSUER_OF_AWS.test(issuer) ? [ofSts] : [],
  };
}
