import { IConstruct } from 'constructs';
import { Binding, EventSourceKind } from '../binding/binding';
import { isToken } from '../support/tokens';

/**
 * The account and the region that something is deployed to, and the stage of the app. Undefined where the engine does
 * not know; a token where it is known at deployment only.
 *
 * @internal
 */
export interface Environment {
  readonly account?: string;
  readonly region?: string;
  /** The path of the stage. Empty outside of all stages. */
  readonly stage?: string;
}

/**
 * The difference of two environments: `in eu-west-1, and this in us-east-1`. Undefined where there is none, or where it
 * is not known.
 *
 * @internal
 */
export function apart(here: Environment, there: Environment): string | undefined {
  for (const [part, noun] of [
    ['stage', 'the stage '],
    ['account', 'the account '],
    ['region', ''],
  ] as const) {
    const [own, its] = [here[part], there[part]];
    if (own === undefined || its === undefined || own === its) continue;
    const named = (value: string) => {
      if (value === '') return 'no stage';
      return isToken(value) ? `${noun ? 'an account' : 'a region'} of no name` : noun + value;
    };
    return `in ${named(its)}, and this in ${named(own)}`;
  }
  return undefined;
}

const WHY: { readonly [capability: string]: string } = {
  database:
    'Security groups let in nobody from elsewhere, and its secret and its key are for its own account and region.',
  function: 'API Gateway lets in roles of its own account only, and its address is known in its own stack only.',
  service: 'Security groups let in nobody from elsewhere, and its address is known in its own stack only.',
};
const WHY_DATA =
  'Its policy and its key let in its own account only, and a client of the AWS SDK talks to its own region.';

const WHY_STAGE = 'No stage of an app can refer to another one: each is deployed by itself.';

const TO_DO_DATA =
  'Put both into one account and region, and one stage of the app. Otherwise put a service before it, in its own ' +
  'account, that has a domain name, and call that: GoldenPathService.fromServiceAttributes(...).';
const TO_DO_SERVICE =
  'Give the service an exposure with a domain name, and name it where it is called: ' +
  'GoldenPathService.fromServiceAttributes(stack, id, { url }). Or put both into one account and region.';

/**
 * The refusal of a use that AWS would refuse, or that would be denied at run time.
 *
 * @param difference of the environments, as `apart` says it
 * @internal
 */
export function refusalOfUse({ capability, resource }: Binding, difference: string): { what: string; hint: string } {
  const why = / stage\b/.test(difference) ? WHY_STAGE : (WHY[capability] ?? WHY_DATA);
  return {
    what: `'${resource}' is ${difference}. ${why}`,
    hint: capability === 'service' ? TO_DO_SERVICE : TO_DO_DATA,
  };
}

/** Whether a consumer gets anything that holds in one account and region only. An address that is known does not. */
export function holdsHereOnly({ environment, permissions, ports }: Binding): boolean {
  return permissions.length > 0 || ports.length > 0 || Object.values(environment).some(isToken);
}

/**
 * The difference by which a source cannot start a consumer. Lambda polls queues and streams of its own region, streams
 * of its own account; a bucket tells the bus of its own account and region.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-cross-account-example.html
 * @internal
 */
export function eventsApart({ events }: Binding, here: Environment): string | undefined {
  if (!events || isToken(events.arn)) return undefined;
  const [, , , region, account] = events.arn.split(':');
  const anyAccount = events.kind === EventSourceKind.QUEUE;
  const known = (value: string | undefined) => (value === undefined || isToken(value) ? undefined : value);
  return apart(
    { region: known(here.region), account: known(here.account) },
    { region: region || undefined, account: anyAccount ? undefined : account || undefined },
  );
}

/** How an engine tells where a construct is deployed to. */
export type EnvironmentOf = (construct: IConstruct) => Environment;
