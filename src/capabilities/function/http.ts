import { InvalidInputError } from '../../support/errors';
import { fits, isListOfTexts, said } from '../../support/input';

/** Who may call a function over HTTPS. */
export enum FunctionHttpKind {
  /** Who has an IAM permission. */
  IAM = 'iam',
  /** Who has a token. */
  JWT = 'jwt',
  /** Everyone. */
  OPEN = 'open',
}

/** Whose tokens are good. */
export interface JwtOptions {
  /** Who gives them out: the address below which `/.well-known/openid-configuration` is found. */
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
   * By whoever brings a token of OpenID Connect in the header `Authorization`. Which scopes it needs for what is the
   * program's business.
   */
  public static jwt(options: JwtOptions): FunctionHttp {
    const { issuer, audience } = options ?? {};
    if (!fits(issuer, /^https:\/\/[^\s]+$/)) {
      throw refuse(
        `issuer is ${said(issuer)}.`,
        "Give the address of who gives the tokens out, for instance 'https://login.acme.com'.",
      );
    }
    if (!isListOfTexts(audience) || audience.length === 0) {
      throw refuse(
        `audience is ${said(audience)}.`,
        "Give a list of those that tokens are for, for instance ['signup'].",
      );
    }
    return new FunctionHttp(FunctionHttpKind.JWT, { issuer, audience: [...audience] });
  }

  /** By everyone on the internet. Who may do what is the program's own business then. */
  public static openToEveryone(): FunctionHttp {
    return new FunctionHttp(FunctionHttpKind.OPEN);
  }

  private constructor(
    /** Who may call. */
    public readonly kind: FunctionHttpKind,
    /** Whose tokens are good. */
    public readonly tokens?: JwtOptions,
  ) {}
}

function refuse(what: string, hint: string): InvalidInputError {
  return new InvalidInputError({ what, where: 'FunctionHttp', hint, page: 'guides/function.md' });
}
