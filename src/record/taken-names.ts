import { IConstruct } from 'constructs';
import { Environment } from './environment';
import { Refuse } from '../support/input';
import { isToken } from '../support/tokens';
import { isAttached } from '../support/tree';

/** Who has each name, by the place and the name. */
const HOLDERS = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Takes names that are given, and not made up, and of which AWS has one in an account and region. Refuses one that
 * another construct of the app has there: AWS would refuse it at deployment. Of stacks whose account and region are not
 * known, each may be deployed to another one.
 *
 * @param names each with what it is of: `the event bus 'insights'`
 * @internal
 */
export function takeNames(
  holder: IConstruct,
  names: readonly string[],
  { environment, stack }: { readonly environment: Environment; readonly stack: IConstruct },
  refuse: Refuse,
): void {
  const { root } = holder.node;
  const holders = HOLDERS.get(root) ?? new Map<string, IConstruct>();
  HOLDERS.set(root, holders);
  const { account, region } = environment;
  const isKnown = [account, region].every(part => part !== undefined && !isToken(part));
  const place = isKnown ? `${account}/${region}` : stack.node.path;
  for (const name of names) {
    const other = holders.get(`${place} ${name}`);
    if (other && other !== holder && isAttached(other)) {
      refuse(
        `'${other.node.path}' has ${name} already, and there is one in an account and region.`,
        'Name another one.',
      );
    }
    holders.set(`${place} ${name}`, holder);
  }
}
