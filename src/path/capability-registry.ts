import { Capability } from './capability';
import { CAPABILITIES, DECISION_NAMES } from './registry.generated';
import { nearest } from '../support/nearest';

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
   * The nearest known name, when there is no such decision.
   *
   * @internal
   */
  public static _unknownDecision(name: string): string | undefined {
    return DECISION_NAMES.includes(name) ? undefined : nearest(name, DECISION_NAMES);
  }

  /**
   * The nearest known id, when there is no such capability.
   *
   * @internal
   */
  public static _unknownCapability(id: string): string | undefined {
    const ids = CAPABILITIES.map(capability => capability.id);
    return ids.includes(id) ? undefined : nearest(id, ids);
  }

  private constructor() {}
}
