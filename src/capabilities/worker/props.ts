import { IBindable } from '../../binding/binding';
import { INetwork } from '../../binding/network';
import { ServiceDeployment } from '../../parts/fargate-task/deployment';
import { CpuArchitecture, ServiceSize } from '../../parts/fargate-task/size';
import { ServiceSource } from '../../parts/fargate-task/source';

/** How many tasks work. */
export interface WorkerScaling {
  /**
   * The least number of tasks, 0 to 5000. With 0, the first message after a pause starts one.
   *
   * @default - 0 in development and staging, 2 in production
   */
  readonly minTasks?: number;
  /**
   * The greatest number of tasks, 1 to 5000.
   *
   * @default - 2 in development, 6 in staging, 30 in production
   */
  readonly maxTasks?: number;
  /**
   * The messages to keep for each task, those that wait and those in work, 0.01 to 1000000.
   *
   * @default 10
   */
  readonly targetBacklogPerTask?: number;
  /**
   * How long a message may wait, in seconds, 1 to 1209600. Where one waits longer, the tasks are doubled, whatever the
   * backlog.
   *
   * @default 300
   */
  readonly acceptableLatencySeconds?: number;
}

/** The props of a worker. */
export interface GoldenPathWorkerProps {
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /** The program that it runs. */
  readonly source: ServiceSource;
  /**
   * The queue that it works: a ManagedQueue, or one that exists. The program gets its URL in a variable:
   * `ORDERS_QUEUE_URL` for `OrdersQueue`.
   */
  readonly queue: IBindable;
  /**
   * The CPU and the memory of one task.
   *
   * @default - ServiceSize.XSMALL in development, ServiceSize.SMALL in staging and production
   */
  readonly size?: ServiceSize;
  /**
   * The processor.
   *
   * @default CpuArchitecture.ARM64
   */
  readonly architecture?: CpuArchitecture;
  /**
   * How many tasks work.
   *
   * @default - by tier; by the backlog of each task, and by the age of the oldest message
   */
  readonly scaling?: WorkerScaling;
  /**
   * Seconds from SIGTERM to SIGKILL, 2 to 120: the time to finish a message, or to give it back.
   *
   * @default - 120; less where the queue hides its messages for less
   */
  readonly stopTimeoutSeconds?: number;
  /**
   * Environment variables. No secrets: they are readable in the console.
   *
   * @default - those of the path and of what it uses
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * How a new version replaces the old one.
   *
   * @default - by tier
   */
  readonly deployment?: ServiceDeployment;
  /**
   * The container's own health check: a command that exits with 0 while the task is well, as a list of words.
   *
   * @default - none: a worker that hangs shows by the messages that wait
   */
  readonly healthCheckCommand?: string[];
  /**
   * The network that it runs in.
   *
   * @default - the network of the GoldenPath, else one for the whole app or stage
   */
  readonly network?: INetwork;
  /**
   * Whether the tasks run in an ECS cluster of their own. False needs an Environment around it.
   *
   * @default - in an Environment its cluster, else one of its own
   */
  readonly ownCluster?: boolean;
  /**
   * The ARN of a KMS key that stands already, for the logs: `key.keyArn` of plain CDK. Refused is an alias, and a key
   * of another region than that of the stack. Its policy must let in CloudWatch Logs: the path does not change it.
   *
   * @default - in staging and production the path makes one, in development AWS has one
   */
  readonly encryptionKeyArn?: string;
  /**
   * The ARNs of roles that are made elsewhere, by the slots of the roles that the path would make:
   * `{ taskRole: role.roleArn }`. The path then makes neither the role nor its policy, and
   * `goldenpath explain --roles` says what it must allow.
   * Refused are roles of another account, and names of roles that nothing here runs with.
   *
   * @default - the path makes each role, with the least permissions
   */
  readonly roleArns?: { readonly [role: string]: string };
}
