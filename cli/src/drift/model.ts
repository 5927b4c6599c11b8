import type { Decision, Escape } from '../assembly/manifest.js';

/** A property that is not as it was deployed. */
export interface Difference {
  /** The property, as the template has it: `Tags[0].Value`. */
  readonly property: string;
  /** What AWS has done to it: `NOT_EQUAL`, `ADD`, `REMOVE`. */
  readonly kind: string;
  /** The value that was deployed. */
  readonly expected: string;
  /** The value that stands. */
  readonly actual: string;
  /** The decisions that the deployed value comes from. */
  readonly decisions: readonly Decision[];
  /** The escapes that wrote the deployed value. */
  readonly escapes: readonly Escape[];
}

/** A resource that is not as it was deployed. */
export interface DriftedResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  /** The nested stack that has it; undefined for the stack itself. */
  readonly nestedStack: string | undefined;
  readonly outcome: 'changed' | 'deleted';
  /** The golden path construct that made it, its slot and its owner, where an assembly says so. */
  readonly madeBy: { readonly construct: string; readonly slot: string; readonly owner: string | null } | undefined;
  readonly differences: readonly Difference[];
}

/** What of a stack is not as it was deployed. */
export interface StackDrift {
  readonly stack: string;
  /** The id of the construct, where an assembly says it: `Production/Orders`. */
  readonly construct: string | undefined;
  readonly region: string;
  readonly deployed: boolean;
  /** The number of resources that were compared. AWS knows how for some types only. */
  readonly compared: number;
  readonly resources: readonly DriftedResource[];
  /** Why something could not be compared, in AWS's words. */
  readonly problems: readonly string[];
}

/** Whether something is to be looked at: a difference, or what could not be compared. */
export function isFinding({ resources, problems }: StackDrift): boolean {
  return resources.length > 0 || problems.length > 0;
}
