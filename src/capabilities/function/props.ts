import { FunctionCode } from './code';
import { EventSource } from './event-source';
import { FunctionHttp } from './http';
import { INetwork } from '../../binding/network';

export { FunctionCode, FunctionCodeKind } from './code';
export type { AssetCodeOptions, NodeCodeOptions, PythonCodeOptions } from './code';
export { EventSource } from './event-source';
export type {
  BucketSourceOptions,
  EventSourceOptions,
  QueueSourceOptions,
  ScheduleSourceOptions,
  TableStreamSourceOptions,
} from './event-source';
export { FunctionHttp, FunctionHttpKind } from './http';
export type { JwtOptions } from './http';

/** How much a function has. Lambda gives CPU by memory: 1769 MiB are one vCPU. */
export enum FunctionSize {
  /** 256 MiB. */
  XSMALL = 'xsmall',
  /** 512 MiB. */
  SMALL = 'small',
  /** 1 GiB. */
  MEDIUM = 'medium',
  /** 1769 MiB, one vCPU. */
  LARGE = 'large',
  /** 3538 MiB, two vCPUs. */
  XLARGE = 'xlarge',
}

/** The processor that a function runs on. */
export enum FunctionArchitecture {
  /** AWS Graviton: a fifth cheaper. */
  ARM64 = 'arm64',
  /** For code with binaries that have no ARM64 variant. */
  X86_64 = 'x86_64',
}

/** How calls go over to a new version. The names are those of CodeDeploy. */
export enum TrafficShift {
  /** All of them, when the version is there. */
  ALL_AT_ONCE = 'AllAtOnce',
  /** A tenth, and the rest after five minutes. */
  CANARY_10_PERCENT_5_MINUTES = 'Canary10Percent5Minutes',
  /** A tenth, and the rest after ten minutes. */
  CANARY_10_PERCENT_10_MINUTES = 'Canary10Percent10Minutes',
  /** A tenth, and the rest after half an hour. */
  CANARY_10_PERCENT_30_MINUTES = 'Canary10Percent30Minutes',
  /** A tenth more each minute. */
  LINEAR_10_PERCENT_EVERY_1_MINUTE = 'Linear10PercentEvery1Minute',
  /** A tenth more every ten minutes. */
  LINEAR_10_PERCENT_EVERY_10_MINUTES = 'Linear10PercentEvery10Minutes',
}

/** How a new version replaces the old one. */
export interface FunctionDeployment {
  /**
   * How calls go over to it.
   *
   * @default - all at once in development, TrafficShift.CANARY_10_PERCENT_5_MINUTES in staging and production
   */
  readonly trafficShift?: TrafficShift;
  /**
   * Whether an alarm meanwhile brings the old version back. Where all calls go over at once, there is nothing to bring
   * back.
   *
   * @default - true in staging and production
   */
  readonly rollbackOnAlarm?: boolean;
}

/** What a team says about its function. */
export interface GoldenPathFunctionProps {
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /** What it runs. */
  readonly code: FunctionCode;
  /**
   * Who calls it over HTTPS.
   *
   * @default - nobody
   */
  readonly http?: FunctionHttp;
  /**
   * What calls it.
   *
   * @default - nothing but whoever has permission
   */
  readonly events?: EventSource[];
  /**
   * How much it has.
   *
   * @default FunctionSize.SMALL
   */
  readonly size?: FunctionSize;
  /**
   * The memory in MiB, 128 to 10240, where no size fits.
   *
   * @default - what the size means
   */
  readonly memoryMib?: number;
  /**
   * The processor.
   *
   * @default FunctionArchitecture.ARM64
   */
  readonly architecture?: FunctionArchitecture;
  /**
   * Seconds after which a call is given up, 1 to 900; 30 at most behind HTTP.
   *
   * @default 20
   */
  readonly timeoutSeconds?: number;
  /**
   * Calls at a time, at most. They are taken out of what the account has, 1000 at first, and nobody else gets them.
   *
   * @default - what the account has in development, 10 in staging, 50 in production
   */
  readonly reservedConcurrency?: number;
  /**
   * Environment variables. No secrets: they are readable in the console.
   *
   * @default - those of the path and of what it uses
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * The network that it stands in from the start.
   *
   * @default - none, until it uses something with a port; then the network of the GoldenPath, else one for the whole
   * app or stage
   */
  readonly network?: INetwork;
  /**
   * How a new version replaces the old one.
   *
   * @default - by tier
   */
  readonly deployment?: FunctionDeployment;
}
