/** What happens to a resource when an assembly is deployed over another. */
export type Impact = 'removed' | 'replaced' | 'may be replaced' | 'interrupted' | 'in place' | 'added';

/** From what is looked at first to what is looked at last. */
export const IMPACTS: readonly Impact[] = [
  'removed',
  'replaced',
  'may be replaced',
  'interrupted',
  'in place',
  'added',
];

/** The change of one property. */
export interface PropertyChange {
  readonly property: string;
  readonly impact: Impact;
  readonly before: unknown;
  readonly after: unknown;
}

/** The reason of a change, where the path knows it. */
export interface Because {
  /** The decision, or the escape. */
  readonly what: string;
  readonly who: string;
  readonly why: string;
}

/** The change of one resource. */
export interface Change {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly impact: Impact;
  /** The construct and the slot, where the path made it. */
  readonly path: string | undefined;
  readonly slot: string | undefined;
  /** The path of the construct in the assembly before, where it has another one now. */
  readonly movedFrom?: string | undefined;
  /** Whether it keeps data, or others know it by a name. */
  readonly isKept: boolean;
  /** What becomes of what is removed or replaced: the policy of the resource before. */
  readonly fate: 'deleted' | 'kept outside the stack' | 'kept as a snapshot' | 'unknown' | undefined;
  readonly properties: readonly PropertyChange[];
  readonly because: readonly Because[];
}

/** The plan of one stack. */
export interface StackPlan {
  readonly name: string;
  readonly state: 'changed' | 'unchanged' | 'new' | 'not in the new assembly';
  readonly changes: readonly Change[];
}

/** What a plan can be made to fail on. */
export const FINDINGS = ['removed-data', 'replaced-data', 'removed', 'replaced', 'interrupted', 'any'] as const;
export type Finding = (typeof FINDINGS)[number];

/** The changes that are a finding. What may be replaced counts as replaced. */
export function isFinding({ impact, isKept }: Change, finding: Finding): boolean {
  const isReplaced = impact === 'replaced' || impact === 'may be replaced';
  switch (finding) {
    case 'removed-data':
      return isKept && impact === 'removed';
    case 'replaced-data':
      return isKept && (isReplaced || impact === 'removed');
    case 'removed':
      return impact === 'removed';
    case 'replaced':
      return isReplaced;
    case 'interrupted':
      return impact === 'interrupted';
    case 'any':
      return true;
  }
}
