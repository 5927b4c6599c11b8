import { Capability } from './capability';
import { CAPABILITIES, DECISION_NAMES } from './registry.generated';
import { alike, didYouMean } from '../support/nearest';

/** Props whose decision has another name. */
const OTHERWISE: { readonly [prop: string]: string } = { encryptionKeyArn: 'broughtKey' };

/** Every capability of the path, and every decision that it makes. Generated from `src/capabilities`. */
export class CapabilityRegistry {
  /** All capabilities, by id. */
  public static capabilities(): Capability[] {
    return [...CAPABILITIES];
  }

  /** The names of all decisions, `capability.choice`. A platform team can set a default or a limit for each. */
  public static decisionNames(): string[] {
    return [...DECISION_NAMES];
  }

  /**
   * The capability with an id.
   *
   * @internal
   */
  public static _capability(id: string): Capability {
    return CAPABILITIES.find(capability => capability.id === id)!;
  }

  /**
   * A remedy, when there is no such decision: the one that was meant, else those of its capability.
   *
   * @internal
   */
  public static _unknownDecision(name: string): string | undefined {
    if (DECISION_NAMES.includes(name)) return undefined;
    const [capability, choice = ''] = name.split('.');
    const its = DECISION_NAMES.filter(each => each.startsWith(`${capability}.`)).map(each => each.split('.')[1]);
    const own = its.find(each => each === OTHERWISE[choice]) ?? alike(choice, its);
    const meant = own === undefined && its.length === 0 ? alike(name, DECISION_NAMES) : own && `${capability}.${own}`;
    if (meant !== undefined) return `Did you mean '${meant}'?`;
    return its.length > 0
      ? `Decisions of ${capability} are: ${its.join(', ')}.`
      : `Decisions are named by capability: '${DECISION_NAMES[0]}'.`;
  }

  /**
   * A remedy, when there is no such capability.
   *
   * @internal
   */
  public static _unknownCapability(id: string): string | undefined {
    const ids = CAPABILITIES.map(capability => capability.id);
    return ids.includes(id) ? undefined : didYouMean(id, ids);
  }

  private constructor() {}
}
