/** The record of an escape: why a team leaves the path, for how long, and who is responsible. */
export interface EscapeOptions {
  /** The reason. The platform team reads it to find out what to improve. */
  readonly reason: string;
  /**
   * The team that is responsible for it.
   *
   * @default - the owner of the construct
   */
  readonly owner?: string;
  /**
   * The day since which it differs, `YYYY-MM-DD`. The platform team sees the oldest escapes first.
   *
   * @default - not known
   */
  readonly since?: string;
  /**
   * The day on which to review it, `YYYY-MM-DD`. Synth warns from 30 days before.
   *
   * @default - no date
   */
  readonly reviewBy?: string;
}

/** The kinds of escapes. */
export enum EscapeKind {
  /** Recorded with a patch: `escape(slot, Patch...)`. */
  PATCH = 'patch',
  /** Recorded with a mixin: `escape(slot, mixin)`. */
  MIXIN = 'mixin',
  /** Not recorded: a change to `resources.*`, or by an Aspect. */
  UNRECORDED = 'unrecorded',
  /** A change that a platform team makes for everybody: a removal policy, a permission boundary. */
  ORGANIZATION_POLICY = 'organization-policy',
}

/** An escape: a resource that differs from what the path decided. */
export interface EscapeHatchUse {
  /** The slot: the name of the resource. */
  readonly slot: string;
  /** The kind of the escape. */
  readonly kind: EscapeKind;
  /** The paths of the changed properties, with the names that they have in the template. */
  readonly properties: string[];
  /**
   * The reason.
   *
   * @default - unrecorded
   */
  readonly reason?: string;
  /**
   * The team that is responsible for it.
   *
   * @default - unrecorded
   */
  readonly owner?: string;
  /**
   * The day since which it differs, `YYYY-MM-DD`.
   *
   * @default - not known
   */
  readonly since?: string;
  /**
   * The day on which to review it, `YYYY-MM-DD`.
   *
   * @default - no date
   */
  readonly reviewBy?: string;
}
