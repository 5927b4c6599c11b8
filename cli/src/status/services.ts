import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';

/** An ECS service of a stack, as ECS sees it now. */
export interface ServiceState {
  readonly logicalId: string;
  readonly name: string;
  readonly running: number;
  readonly desired: number;
  /** What ECS says of its present deployment: COMPLETED, IN_PROGRESS or FAILED, and why. */
  readonly rollout: string;
  readonly rolloutReason: string;
  /** The messages of ECS since the deployment began that tell of trouble, the newest first. */
  readonly trouble: readonly string[];
  /** Why tasks stopped, with how often. */
  readonly stopped: ReadonlyArray<{ readonly reason: string; readonly times: number }>;
}

/** A service by its physical id: `arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME`. */
export interface ServiceId {
  readonly logicalId: string;
  readonly arn: string;
}

const TROUBLE = /unable|unhealthy|fail|stopped|not (able|reach)|circuit|rolling back|alarm/i;
/** As many as a person reads. */
const MOST_MESSAGES = 5;
/** ECS describes so many tasks at once. */
const MOST_TASKS = 100;

/** Reads the services of a stack. One that is gone, or never was, is left out. */
export async function servicesOf(ids: readonly ServiceId[], since: Date, client: ECSClient): Promise<ServiceState[]> {
  const found = await Promise.all(ids.map(id => serviceOf(id, since, client)));
  return found.filter(each => each !== undefined);
}

async function serviceOf({ logicalId, arn }: ServiceId, since: Date, client: ECSClient) {
  const [, , cluster] = /:service\/(([^/]+)\/)?/.exec(arn) ?? [];
  const { services: [service] = [] } = await client.send(new DescribeServicesCommand({ cluster, services: [arn] }));
  if (!service) return undefined;
  return stateOf(logicalId, service, await stoppedTasks(service, cluster, client), since);
}

/** The tasks of a service that stopped in the last hour: ECS forgets the others. */
async function stoppedTasks(service: Service, cluster: string | undefined, client: ECSClient): Promise<Task[]> {
  const { taskArns = [] } = await client.send(
    new ListTasksCommand({
      cluster,
      serviceName: service.serviceName,
      desiredStatus: 'STOPPED',
      maxResults: MOST_TASKS,
    }),
  );
  if (taskArns.length === 0) return [];
  return (await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks ?? [];
}

/** What of a service and its tasks is worth saying. */
export function stateOf(logicalId: string, service: Service, tasks: readonly Task[], since: Date): ServiceState {
  const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
  // A deployment that was rolled back stands beside the one that took its place.
  const failed = service.deployments?.find(({ rolloutState }) => rolloutState === 'FAILED');
  const told = failed ?? primary;
  return {
    logicalId,
    name: service.serviceName ?? '',
    running: service.runningCount ?? 0,
    desired: service.desiredCount ?? 0,
    rollout: told?.rolloutState ?? '',
    rolloutReason: told?.rolloutStateReason ?? '',
    trouble: (service.events ?? [])
      .filter(({ createdAt, message = '' }) => createdAt! >= since && TROUBLE.test(message))
      .map(({ message }) => message!.replace(/^\(service [^)]*\) /, ''))
      .slice(0, MOST_MESSAGES),
    stopped: counted(tasks.filter(({ stoppedAt }) => stoppedAt && stoppedAt >= since).map(whyStopped)),
  };
}

/** Why a task stopped. The containers say more than the task, whose reason is often only that one of them exited. */
function whyStopped({ stoppedReason = '', containers = [] }: Task): string {
  const exited = containers.flatMap(({ name, exitCode, reason }) =>
    reason || exitCode ? [`${name}: ${[reason, exitCode && `exit code ${exitCode}`].filter(Boolean).join(', ')}`] : [],
  );
  return [stoppedReason, ...exited].filter(Boolean).join('; ') || 'no reason given';
}

/** What a deployment itself ends is no trouble. */
const ORDERLY = /^Scaling activity initiated by|^ECS service scaling|deployment ecs-svc\/\d+$/i;

function counted(reasons: readonly string[]): Array<{ reason: string; times: number }> {
  const times = new Map<string, number>();
  for (const reason of reasons.filter(each => !ORDERLY.test(each))) times.set(reason, (times.get(reason) ?? 0) + 1);
  return [...times].map(([reason, count]) => ({ reason, times: count })).sort((a, b) => b.times - a.times);
}
