/** The seven areas of an Internal Developer Platform. */
export enum CapabilityArea {
  /** Building, testing and releasing. */
  CI_CD = 'ci-cd',
  /** Running what was built. */
  DEPLOYMENT = 'deployment',
  /** Logs, metrics, traces, alarms. */
  OBSERVABILITY = 'observability',
  /** Secrets and configuration. */
  SECRETS = 'secrets',
  /** Users, roles and permissions. */
  IDENTITY = 'identity',
  /** Networks, accounts, stages. */
  ENVIRONMENTS = 'environments',
  /** Databases, tables, buckets, queues. */
  DATA_ACCESS = 'data-access',
}

/** The stages in the life of a capability. */
export enum CapabilityStage {
  /** May change in any release. */
  EXPERIMENTAL = 'experimental',
  /** Stays compatible. */
  STABLE = 'stable',
  /** Works, but warns at synth and names its replacement. */
  DEPRECATED = 'deprecated',
  /** Is being removed: warns until its sunset date, and is refused from then on. */
  SUNSET = 'sunset',
}

/** The life of a capability, as the platform team sets it. */
export interface CapabilityLifecycle {
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath, else of this package
   */
  readonly owner?: string;
  /**
   * Its stage.
   *
   * @default - as this package has it
   */
  readonly stage?: CapabilityStage;
  /**
   * The last day on which it may be synthesised, `YYYY-MM-DD`.
   *
   * @default - no date
   */
  readonly sunsetDate?: string;
  /**
   * The replacement, by name. Required with a stage of deprecated or sunset.
   *
   * @default - nothing
   */
  readonly replacement?: string;
}

/** One capability of the path, as the registry has it. */
export interface Capability {
  /** Its id, the name of its folder: `service`, `database`. */
  readonly id: string;
  /** The construct that offers it. */
  readonly construct: string;
  /** A summary of what it gives to an app team, in a sentence. */
  readonly summary: string;
  /** The area of the platform that it belongs to. */
  readonly area: CapabilityArea;
  /** The team that owns it. */
  readonly owner: string;
  /** Its stage. */
  readonly stage: CapabilityStage;
  /** The version of the capability. It is part of the manifest, so that adoption of a version can be counted. */
  readonly version: string;
  /**
   * The last day on which it may be synthesised, `YYYY-MM-DD`.
   *
   * @default - no date
   */
  readonly sunsetDate?: string;
  /**
   * The replacement, by name.
   *
   * @default - nothing
   */
  readonly replacement?: string;
}
