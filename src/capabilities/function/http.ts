import { PAGE } from './page';
import { checkDomain, DomainOptions } from '../../parts/domain/domain';
import { checkTokens, HttpCallers as FunctionHttpKind, HttpTokenOptions } from '../../parts/http-api/authorization';
import { checkCors, HttpCors } from '../../parts/http-api/cors';
import { Refuse, refusal } from '../../support/input';
import { checkStruct } from '../../support/structs';

export { FunctionHttpKind };

/** What else a team says about its HTTP API. */
export interface FunctionHttpOptions extends DomainOptions {
  /**
   * The pages of other websites that may call from a browser.
   *
   * @default - none
   */
  readonly cors?: HttpCors;
}

/** The tokens that are accepted. */
export interface JwtOptions extends FunctionHttpOptions, HttpTokenOptions {}

/**
 * How a function is called over HTTPS: through an HTTP API, all paths and methods. With `domainName` it has that name,
 * a certificate for it, and no name of AWS's.
 */
export class FunctionHttp {
  /** By AWS principals with permission, who sign their requests (Signature Version 4): `orders.uses(fn)`, or
   * `fn.grantInvokeUrl(role)`. */
  public static iam(options?: FunctionHttpOptions): FunctionHttp {
    return new FunctionHttp(FunctionHttpKind.IAM, checked(options, 'FunctionHttp.iam'));
  }

  /**
   * By whoever brings a token of OpenID Connect in the header `Authorization`. The program itself decides which scopes
   * a request needs.
   */
  public static jwt(options: JwtOptions): FunctionHttp {
    const refuse: Refuse = refusal('FunctionHttp.jwt', PAGE);
    checkStruct('JwtOptions', options ?? {}, refuse, 'options');
    checkTokens(options ?? {}, refuse);
    const { issuer, audience } = options;
    return new FunctionHttp(FunctionHttpKind.JWT, checkedBy(options, refuse), { issuer, audience: [...audience] });
  }

  /** By everyone on the internet. The program itself decides who may do what. */
  public static openToEveryone(options?: FunctionHttpOptions): FunctionHttp {
    return new FunctionHttp(FunctionHttpKind.OPEN, checked(options, 'FunctionHttp.openToEveryone'));
  }

  /** The pages of other websites that may call from a browser. */
  public readonly cors?: HttpCors;
  /** The name, the zone and the certificate. */
  public readonly domain: DomainOptions;

  private constructor(
    /**
     * Who may call.
     *
     * @internal
     */
    public readonly _kind: FunctionHttpKind,
    { cors, domainName, hostedZoneId, certificateArn }: FunctionHttpOptions,
    /** The tokens that are accepted. */
    public readonly tokens?: HttpTokenOptions,
  ) {
    this.cors = cors ?? undefined;
    this.domain = { domainName, hostedZoneId, certificateArn };
  }
}

/**
 * The headers that the authorization of an HTTP API reads.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
const READ: { readonly [kind in FunctionHttpKind]: readonly string[] } = {
  [FunctionHttpKind.IAM]: ['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'],
  [FunctionHttpKind.JWT]: ['authorization'],
  [FunctionHttpKind.OPEN]: [],
};

/**
 * The headers that the authorization of an HTTP API reads, so that a page has to be allowed to send them.
 *
 * @internal
 */
export function headersRead(kind: FunctionHttpKind | null): readonly string[] {
  return kind === null ? [] : READ[kind];
}

/** Options that say nothing else, checked. */
function checked(options: FunctionHttpOptions | undefined, where: string): FunctionHttpOptions {
  const refuse: Refuse = refusal(where, PAGE);
  checkStruct('FunctionHttpOptions', options ?? {}, refuse, 'options');
  return checkedBy(options ?? {}, refuse);
}

function checkedBy(options: FunctionHttpOptions, refuse: Refuse): FunctionHttpOptions {
  checkCors(options.cors, refuse);
  checkDomain(options, refuse, 'acm');
  return options;
}
