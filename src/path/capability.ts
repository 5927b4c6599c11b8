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
  /** Who may do what. */
  IDENTITY = 'identity',
  /** Networks, accounts, stages. */
  ENVIRONMENTS = 'environments',
  /** Databases, tables, buckets, queues. */
  DATA_ACCESS = 'data-access',
}

/** Where a capability stands in its life. */
export enum CapabilityStage {
  /** May change in any release. */
  EXPERIMENTAL = 'experimental',
  /** Kept compatible. */
  STABLE = 'stable',
  /** Works, warns at synth, names its replacement. */
  DEPRECATED = 'deprecated',
  /** On its way out: warns until its sunset date, refused from then on. */
  SUNSET = 'sunset',
}

/** What the platform team says of a capability's life. */
export interface CapabilityLifecycle {
  /**
   * Who owns it.
   *
   * @default - the owner of the GoldenPath, else of this package
   */
  readonly owner?: string;
  /**
   * Where it stands.
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
   * What to use instead. Required with a stage of deprecated or sunset.
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
  /** What it gives to an app team, in a sentence. */
  readonly summary: string;
  /** The area of the platform that it belongs to. */
  readonly area: CapabilityArea;
  /** Who owns it. */
  readonly owner: string;
  /** Where it stands in its life. */
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
   * What to use instead.
   *
   * @default - nothing
   */
  readonly replacement?: string;
}
