import { Exposure } from './exposure';
import { ServiceProtocol } from './protocol';
import { INetwork } from '../../binding/network';
import { ServiceDeployment } from '../../parts/fargate-task/deployment';
import { CpuArchitecture, ServiceSize } from '../../parts/fargate-task/size';
import { ServiceSource } from '../../parts/fargate-task/source';

export { Exposure } from './exposure';
export { ServiceProtocol } from './protocol';
export { SignIn } from './sign-in';
export type { CognitoSignInOptions, OidcSignInOptions, SignInOptions } from './sign-in';
export type { PublicHttpsOptions, SharedLoadBalancerOptions } from './exposure';

/** How many tasks run. */
export interface ServiceScaling {
  /**
   * The least number of tasks, 1 to 5000. None would never start again: nothing scales a service without tasks.
   *
   * @default - 1 in development, 2 in staging, 3 in production
   */
  readonly minTasks?: number;
  /**
   * The greatest number of tasks, 1 to 5000.
   *
   * @default - 2 in development, 6 in staging, 30 in production
   */
  readonly maxTasks?: number;
  /**
   * The mean CPU utilisation to keep, in percent, 10 to 95.
   *
   * @default 60
   */
  readonly targetCpuPercent?: number;
  /**
   * The requests a minute to keep for each task, 1 to 1000000.
   *
   * @default 1500
   */
  readonly targetRequestsPerTask?: number;
}

/** The props of a service. */
export interface GoldenPathServiceProps {
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /** The program that it runs. */
  readonly source: ServiceSource;
  /**
   * The TCP port that it listens on, 1 to 65535. The program finds it in `PORT`.
   *
   * @default 8080
   */
  readonly port?: number;
  /**
   * The protocol in which the load balancer speaks to the program. HTTP/2 and gRPC need HTTPS at a load balancer: a
   * domain name, or a shared load balancer.
   *
   * @default ServiceProtocol.HTTP1
   */
  readonly protocol?: ServiceProtocol;
  /**
   * The path that answers 200 while a task is well. With ServiceProtocol.GRPC, the method that answers OK:
   * `/package.service/method`.
   *
   * @default - `/health`; with gRPC `/grpc.health.v1.Health/Check`
   */
  readonly healthCheckPath?: string;
  /**
   * The container's own health check: a command that exits with 0 while the task is well, as a list of words.
   * An empty list turns it off, for images that have no shell.
   *
   * @default - asks `healthCheckPath` with the image's curl or wget, or grpc_health_probe; passes where the image has
   * none of them. Needs a shell
   */
  readonly healthCheckCommand?: string[];
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
   * How many tasks run.
   *
   * @default - by tier; by CPU and by requests
   */
  readonly scaling?: ServiceScaling;
  /**
   * Who can reach it.
   *
   * @default Exposure.internal()
   */
  readonly exposure?: Exposure;
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
