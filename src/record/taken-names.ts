import { IConstruct } from 'constructs';
import { Environment } from './environment';
import { NameScope, TakenName } from '../path/taken-name';
import { Refuse } from '../support/input';
import { isToken } from '../support/tokens';
import { isAttached } from '../support/tree';

/** The place of a name that was taken. What is not known is undefined. */
interface Place {
  readonly account?: string;
  readonly region?: string;
  readonly hostedZoneId?: string;
  readonly stack: IConstruct;
}

interface Claim {
  readonly holder: IConstruct;
  readonly place: Place;
}

/** Who has each name in an app. */
const CLAIMS = new WeakMap<IConstruct, Map<string, Claim[]>>();

/**
 * Takes names that are given, and not made up, and of which AWS has one in a place. Refuses one that another construct
 * of the app has there: AWS would refuse it at deployment. Of stacks whose account and region are not known, each may
 * be deployed to another one.
 *
 * @internal
 */
export function takeNames(
  holder: IConstruct,
  names: readonly TakenName[],
  { environment, stack }: { readonly environment: Environment; readonly stack: IConstruct },
  refuse: Refuse,
): void {
  const known = (value: string | undefined) => (isToken(value) ? undefined : value);
  const [account, region] = [known(environment.account), known(environment.region)];
  for (const { name, scope = NameScope.ACCOUNT_AND_REGION, hostedZoneId, instead } of names) {
    const place = { account, region, hostedZoneId, stack };
    const claims = claimsOf(holder.node.root, name);
    const other = claims.find(claim => claim.holder !== holder && isSame(scope, claim.place, place));
    if (other) {
      const what = `'${other.holder.node.path}' has ${name} already, and there is one in ${scope}.`;
      refuse(what, instead ?? 'Name another one.');
    }
    claims.push({ holder, place });
  }
}

/** The claims on a name that stand. */
function claimsOf(root: IConstruct, name: string): Claim[] {
  const names = CLAIMS.get(root) ?? new Map<string, Claim[]>();
  CLAIMS.set(root, names);
  const claims = (names.get(name) ?? []).filter(({ holder }) => isAttached(holder));
  names.set(name, claims);
  return claims;
}

/** Whether two places are one: by what is known of both, else because one stack is deployed to one place. */
function isSame(scope: NameScope, a: Place, b: Place): boolean {
  const parts: (keyof Omit<Place, 'stack'>)[] =
    scope === NameScope.REGION || scope === NameScope.ACCOUNT
      ? [scope === NameScope.REGION ? 'region' : 'account']
      : scope === NameScope.HOSTED_ZONE
        ? [a.hostedZoneId && b.hostedZoneId ? 'hostedZoneId' : 'account']
        : ['account', 'region'];
  const areKnown = parts.every(part => a[part] !== undefined && b[part] !== undefined);
  return areKnown ? parts.every(part => a[part] === b[part]) : a.stack === b.stack;
}
