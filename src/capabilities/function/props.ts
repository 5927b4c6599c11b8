import { FunctionCode } from './code';
import { FunctionDeployment } from './deployment';
import { EventSource } from './event-source';
import { FunctionHttp } from './http';
import { FunctionSize } from './size';
import { INetwork } from '../../binding/network';
import { CpuArchitecture } from '../../parts/fargate-task/size';

export { FunctionCode } from './code';
export type { AssetCodeOptions, NodeCodeOptions, PythonCodeOptions } from './code';
export { TrafficShift } from './deployment';
export type { FunctionDeployment } from './deployment';
export { EventSource } from './event-source';
export { FunctionHttp } from './http';
export type { FunctionHttpOptions, JwtOptions } from './http';
export { FunctionSize } from './size';
export type { BucketSourceOptions } from './sources/bucket';
export type { QueueSourceOptions } from './sources/queue';
export type { ScheduleSourceOptions } from './sources/schedule';
export type { TableStreamSourceOptions } from './sources/table-stream';

/** The choices that a team may make about its function. */
export interface GoldenPathFunctionProps {
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /** The program that it runs. */
  readonly code: FunctionCode;
  /**
   * Who may call it over HTTPS.
   *
   * @default - nobody
   */
  readonly http?: FunctionHttp;
  /**
   * The queues, tables, buckets and schedules that call it.
   *
   * @default - none: it is called by whoever has permission
   */
  readonly events?: EventSource[];
  /**
   * How much memory it has, and with it how much CPU.
   *
   * @default FunctionSize.SMALL
   */
  readonly size?: FunctionSize;
  /**
   * The memory in MiB, 128 to 10240, where no size fits.
   *
   * @default - the memory of the size
   */
  readonly memoryMib?: number;
  /**
   * The processor.
   *
   * @default CpuArchitecture.ARM64
   */
  readonly architecture?: CpuArchitecture;
  /**
   * Seconds after which a call is given up, 1 to 900; 30 at most behind HTTP.
   *
   * @default 20
   */
  readonly timeoutSeconds?: number;
  /**
   * How many calls may run at the same time, 0 to 100000. They are reserved: taken from the limit of the account (1000
   * at first), so that no other function can use them. 0 stops the function.
   *
   * @default - none reserved in development, 10 in staging, 50 in production
   */
  readonly reservedConcurrency?: number;
  /**
   * Environment variables. No secrets: they are readable in the console.
   *
   * @default - those of the path and of the resources that it uses
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
  /**
   * The ARN of a KMS key that stands already, for variables, logs, dead letters and schedules: `key.keyArn` of plain
   * CDK. Refused is an alias, and a key of another region than that of the stack. Its policy must let in CloudWatch
   * Logs, and EventBridge where it calls the function: the path does not change it.
   *
   * @default - in staging and production the path makes one, in development AWS has one
   */
  readonly encryptionKeyArn?: string;
  /**
   * The ARNs of roles that are made elsewhere, by the slots of the roles that the path would make:
   * `{ role: role.roleArn }`. The path then makes neither the role nor its policy, and
   * `goldenpath explain --roles` says what it must allow.
   * Refused are roles of another account, and names of roles that nothing here runs with.
   *
   * @default - the path makes each role, with the least permissions
   */
  readonly roleArns?: { readonly [role: string]: string };
}
