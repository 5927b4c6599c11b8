import { Refuse } from './input';
import { checkPartition } from './partitions';
import { isToken } from './tokens';

/**
 * Something that AWS takes from the region of the stack only.
 *
 * @internal
 */
export interface Regional {
  /** The name of the prop, or of the decision. */
  readonly label: string;
  readonly region: string;
  /** Its ARN, if it has one. */
  readonly arn?: string;
  /** Its account, where that has to be the one of the stack, too. */
  readonly account?: string;
}

/**
 * The region that an ARN says. Nothing, where it says none, or is known at deployment only.
 *
 * @internal
 */
export function regionIn(label: string, arn: string | null | undefined): Regional[] {
  const [, , , region = ''] = arn?.split(':') ?? [];
  return region === '' || isToken(region) ? [] : [{ label, region, arn: arn! }];
}

/**
 * The region and the account that an ARN says.
 *
 * @internal
 */
export function placeIn(label: string, arn: string | null | undefined): Regional[] {
  const [, , , , account] = arn?.split(':') ?? [];
  return regionIn(label, arn).map(regional => ({ ...regional, account }));
}

/**
 * Refuses what is of another region or account than the stack, as far as the code says both.
 *
 * @param remedy what to do about another region, where the prop is not of this construct
 * @internal
 */
export function checkRegional(
  all: readonly Regional[],
  here: { readonly account?: string; readonly region?: string },
  refuse: Refuse,
  remedy = 'Give one of the region of the stack.',
): void {
  for (const { label, region, account, arn } of all) {
    if (arn !== undefined) checkPartition(label, arn, here.region, refuse);
    if (differs(region, here.region)) refuse(`${label} is of ${region}, and this stack of ${here.region}.`, remedy);
    if (differs(account, here.account)) {
      refuse(
        `${label} is of account ${account}, and this stack of ${here.account}.`,
        'Give one of the account of the stack.',
      );
    }
  }
}

/**
 * Whether two regions or accounts are known, and not the same.
 *
 * @internal
 */
export function differs(its: string | undefined, own: string | undefined): boolean {
  return its !== undefined && own !== undefined && !isToken(its) && !isToken(own) && its !== own;
}
