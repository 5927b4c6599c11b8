import { GoldenPath } from './golden-path';
import { Refuse, said } from '../support/input';
import { isTagValue, TAG_VALUE_HINT } from '../support/tags';

/**
 * Refuses an owner that cannot be the value of a tag. Undefined stands for the owner of the path.
 *
 * @internal
 */
export function checkOwner(owner: string | undefined, refuse: Refuse): void {
  if (owner === undefined || owner === null || isTagValue(owner)) return;
  refuse(`owner is ${said(owner)}, and cannot be the value of a tag.`, TAG_VALUE_HINT);
}

/**
 * The owner of a construct that must have one: the owner that was given, else that of the path.
 *
 * @param what the kind of construct, for the error: `service`
 * @internal
 */
export function ownerOf(owner: string | undefined, path: GoldenPath | undefined, what: string, refuse: Refuse): string {
  const known = owner ?? path?.owner;
  if (known === undefined || (typeof known === 'string' && !known.trim())) {
    return refuse(`Nobody owns this ${what}.`, "Give owner: 'team-orders', or an owner to the GoldenPath of this app.");
  }
  checkOwner(known, refuse);
  return known;
}
