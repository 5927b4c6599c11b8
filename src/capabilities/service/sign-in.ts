import { fits, isGiven, isListOfTexts, Refuse, refusal, said } from '../../support/input';
import { checkStruct } from '../../support/structs';

/** The page about people who sign in: errors link to it. */
const PAGE = 'guides/identity.md#people';

/** What every way to sign in takes. */
export interface SignInOptions {
  /**
   * Path patterns that stay open to everybody: `/public/*`. 1 to 5, in letters, digits and `_-.$/~"'@:+&*?`, with a
   * slash or a wildcard first. The health check needs none: it does not come through the listener.
   *
   * @default - none: every request needs somebody who has signed in
   */
  readonly openPaths?: string[];
  /**
   * Seconds until somebody has to sign in again, 1 to 604800 (seven days).
   *
   * @default 28800 - eight hours
   */
  readonly sessionSeconds?: number;
  /**
   * What the identity provider is asked to tell, with spaces between: `openid email`. `openid` is among it.
   *
   * @default 'openid'
   */
  readonly scope?: string;
}

/** An identity provider that speaks OpenID Connect. */
export interface OidcSignInOptions extends SignInOptions {
  /** Its name: the `issuer` of its `/.well-known/openid-configuration`. */
  readonly issuer: string;
  /** The `authorization_endpoint` there. */
  readonly authorizationEndpoint: string;
  /** The `token_endpoint` there. */
  readonly tokenEndpoint: string;
  /** The `userinfo_endpoint` there. */
  readonly userInfoEndpoint: string;
  /** The id of the client. Its redirect URI is `https://<domain name>/oauth2/idpresponse`. */
  readonly clientId: string;
  /** The ARN of the secret in Secrets Manager that has the client secret. The template has only its name. */
  readonly clientSecretArn: string;
  /**
   * The field of that secret, where it is a JSON object. Without a colon.
   *
   * @default - the secret is the client secret and nothing else
   */
  readonly clientSecretField?: string;
}

/** A user pool of Cognito. */
export interface CognitoSignInOptions extends SignInOptions {
  /** The ARN of the user pool. */
  readonly userPoolArn: string;
  /** The id of its client, which has a secret and the grant type of codes. */
  readonly userPoolClientId: string;
  /** The domain of the user pool: its prefix, or a whole name of your own. */
  readonly userPoolDomain: string;
}

/**
 * The kinds of identity providers.
 *
 * @internal
 */
export enum SignInKind {
  OIDC = 'oidc',
  COGNITO = 'cognito',
}

const ENDPOINTS = ['issuer', 'authorizationEndpoint', 'tokenEndpoint', 'userInfoEndpoint'] as const;

/** Who lets people in: the load balancer asks an identity provider before it forwards a request. */
export class SignIn {
  /** An identity provider that speaks OpenID Connect: Okta, Entra ID, Google, Keycloak. */
  public static oidc(options: OidcSignInOptions): SignIn {
    const refuse: Refuse = refusal('SignIn.oidc', PAGE);
    checkStruct('OidcSignInOptions', options ?? {}, refuse, 'options');
    for (const name of ENDPOINTS) {
      if (!fits(options?.[name], /^https:\/\/[^\s]+$/)) {
        refuse(
          `${name} is ${said(options?.[name])}.`,
          'Give the address that the /.well-known/openid-configuration of the provider has.',
        );
      }
    }
    if (!fits(options.clientId, /^\S+$/)) {
      refuse(`clientId is ${said(options.clientId)}.`, 'Give the id of the client.');
    }
    if (!fits(options.clientSecretArn, /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:\S+$/)) {
      refuse(
        `clientSecretArn is ${said(options.clientSecretArn)}.`,
        'Give the ARN of a secret, for instance secret.secretArn. The client secret itself never stands in code.',
      );
    }
    if (isGiven(options.clientSecretField) && !fits(options.clientSecretField, /^[^:\s]+$/)) {
      refuse(`clientSecretField is ${said(options.clientSecretField)}.`, 'Give the name of a field, without a colon.');
    }
    checkOptions(options, refuse);
    return new SignIn(SignInKind.OIDC, options, options, undefined);
  }

  /** A user pool of Cognito. */
  public static cognito(options: CognitoSignInOptions): SignIn {
    const refuse: Refuse = refusal('SignIn.cognito', PAGE);
    checkStruct('CognitoSignInOptions', options ?? {}, refuse, 'options');
    if (!fits(options?.userPoolArn, /^arn:[^:]+:cognito-idp:[^:]+:\d{12}:userpool\/\S+$/)) {
      refuse(`userPoolArn is ${said(options?.userPoolArn)}.`, 'Give the ARN of a user pool: userPool.userPoolArn.');
    }
    for (const name of ['userPoolClientId', 'userPoolDomain'] as const) {
      if (!fits(options[name], /^\S+$/)) refuse(`${name} is ${said(options[name])}.`, `Give the ${name}.`);
    }
    checkOptions(options, refuse);
    return new SignIn(SignInKind.COGNITO, options, undefined, options);
  }

  private constructor(
    /**
     * Which kind it is.
     *
     * @internal
     */
    public readonly _kind: SignInKind,
    /** What every way to sign in takes. */
    public readonly options: SignInOptions,
    /** The identity provider. */
    public readonly oidcProvider?: OidcSignInOptions,
    /** The user pool. */
    public readonly userPool?: CognitoSignInOptions,
  ) {}
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MOST_PATHS = 5;
const MOST_WILDCARDS = 6;

/** Where the identity provider sends people back to, and the load balancer takes them. */
const CALLBACK = '/oauth2/idpresponse';

/** Whether a pattern of a listener rule has a path: `*` stands for any characters, `?` for one. */
function matches(pattern: string, path: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`).test(path);
}

function checkOptions({ openPaths }: SignInOptions, refuse: Refuse): void {
  if (!isGiven(openPaths)) return;
  const isList = isListOfTexts(openPaths) && openPaths!.length > 0 && openPaths!.length <= MOST_PATHS;
  const odd = isList ? openPaths!.find(path => !fits(path, /^[/*?][A-Za-z0-9_.$/~"'@:+&*?-]{0,127}$/)) : undefined;
  if (!isList || odd !== undefined) {
    refuse(
      `openPaths is ${said(openPaths)}.`,
      "Give one to five paths that begin with a slash, for instance ['/public/*'], or leave it out.",
    );
  }
  if (openPaths!.join('').replace(/[^*?]/g, '').length > MOST_WILDCARDS) {
    refuse(`openPaths have more than ${MOST_WILDCARDS} wildcards.`, 'Give fewer * and ?.');
  }
  const callback = openPaths!.find(path => matches(path, CALLBACK));
  if (callback !== undefined) {
    refuse(
      `openPaths have '${callback}', and the load balancer itself answers at ${CALLBACK}: nobody could sign in.`,
      'Name paths that leave it out.',
    );
  }
  if (openPaths!.includes('*') || openPaths!.includes('/*')) {
    refuse('openPaths have all paths, so nobody would have to sign in.', 'Name the paths, or leave out signIn.');
  }
}
