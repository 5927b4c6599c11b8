/**
 * Where there is one of a name.
 *
 * @internal
 */
export enum NameScope {
  /** The usual one. */
  ACCOUNT_AND_REGION = 'an account and region',
  /** In which region it is makes no difference: roles. */
  ACCOUNT = 'an account',
  /** Whose account it is makes no difference. */
  REGION = 'a region, of all accounts',
  /** Whose account and which region it is makes no difference. */
  HOSTED_ZONE = 'a hosted zone',
}

/**
 * A name that is given, and not made up.
 *
 * @internal
 */
export interface TakenName {
  /** What it is of: `the event bus 'insights'`. */
  readonly name: string;
  /** Where AWS has one of it. Left out: in an account and region. */
  readonly scope?: NameScope;
  /** The id of the hosted zone. Left out where it is looked up: in the account of the stack. */
  readonly hostedZoneId?: string;
  /** What to do where it is taken, in a sentence. Left out: to name another one. */
  readonly instead?: string;
}
