import { PAGE } from './page';
import { fits, isListOfTexts, Refuse, refusal, said } from '../../support/input';
import { checkStruct } from '../../support/structs';

/**
 * Who may call a function over HTTPS.
 *
 * @internal
 */
export enum FunctionHttpKind {
  /** Who has an IAM permission. */
  IAM = 'iam',
  /** Who has a token. */
  JWT = 'jwt',
  /** Everyone. */
  OPEN = 'open',
}

/** The tokens that are accepted. */
export interface JwtOptions {
  /** Who issues them: the address below which `/.well-known/openid-configuration` is found. */
  readonly issuer: string;
  /** Whom they must be for: one of these is in the token's `aud`, or is its `client_id`. */
  readonly audience: string[];
}

/** How a function is called over HTTPS: through an HTTP API, all paths and methods. */
export class FunctionHttp {
  /** By AWS principals with permission, who sign their requests (Signature Version 4): `fn.grantInvokeUrl(role)`. */
  public static iam(): FunctionHttp {
    return new FunctionHttp(FunctionHttpKind.IAM);
  }

  /**
   * By whoever brings a token of OpenID Connect in the header `Authorization`. The program itself decides which scopes
   * a request needs.
   */
  public static jwt(options: JwtOptions): FunctionHttp {
    const refuse: Refuse = refusal('FunctionHttp.jwt', PAGE);
    checkStruct('JwtOptions', options ?? {}, refuse, 'options');
    const { issuer, audience } = options ?? {};
    if (!fits(issuer, /^https:\/\/[^\s]+$/)) {
      refuse(
        `issuer is ${said(issuer)}.`,
        "Give the address of who gives the tokens out, for instance 'https://login.acme.com'.",
      );
    }
    if (!isListOfTexts(audience) || audience.length === 0) {
      refuse(`audience is ${said(audience)}.`, "Give a list of those that tokens are for, for instance ['signup'].");
    }
    return new FunctionHttp(FunctionHttpKind.JWT, { issuer, audience: [...audience] });
  }

  /** By everyone on the internet. The program itself decides who may do what. */
  public static openToEveryone(): FunctionHttp {
    return new FunctionHttp(FunctionHttpKind.OPEN);
  }

  private constructor(
    /**
     * Who may call.
     *
     * @internal
     */
    public readonly _kind: FunctionHttpKind,
    /** The tokens that are accepted. */
    public readonly tokens?: JwtOptions,
  ) {}
}
