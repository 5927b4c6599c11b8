import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { AwsApi } from './aws-api';
import { CdkApp, Context, refused, succeeded } from './cdk';
import { Deployed } from './deployed';
import { missing } from './inventory';
import { showResources } from './production-resources';
import { removal } from './removal';
import { Steps } from './scenario';

const STACK = 'Shop';
const CHANGE: Context = { maxTasks: 40, size: 'medium', greeting: 'good day', backupRetentionDays: 20 };

/** Create, no change, change, a change that fails, and the steps that it takes to remove what customers use. */
export function production({ does, shows }: Steps, aws: () => AwsApi, app: () => CdkApp): void {
  const now = () => Deployed.of(aws(), STACK);
  let stackId: string;
  /** The id of the database, which must stay the same as long as there is a stack. */
  let databaseId: string;

  does('is created', async () => {
    succeeded(await app().deploy([STACK]));
    const stack = await aws().stack(STACK);
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    stackId = stack.StackId!;
    databaseId = (await (await now()).database()).cluster.DbClusterResourceId!;
  });

  shows('every resource that CloudFormation speaks of', async () => {
    expect(await missing(aws(), STACK)).toEqual([]);
  });

  showResources({ shows }, aws, now);

  does('is deployed again, and nothing has happened', async () => {
    const before = {
      stack: await aws().stack(STACK),
      events: await aws().events(STACK),
      task: (await (await now()).service()).service.taskDefinition,
    };
    succeeded(await app().deploy([STACK]));
    const after = {
      stack: await aws().stack(STACK),
      events: await aws().events(STACK),
      task: (await (await now()).service()).service.taskDefinition,
    };
    expect(after).toEqual(before);
  });

  does('is changed, after scaling has changed the number of tasks', async () => {
    const { cluster, service } = await (await now()).service();
    await aws().ecs.send(
      new UpdateServiceCommand({ cluster: cluster.clusterArn, service: service.serviceArn, desiredCount: 5 }),
    );
    succeeded(await app().deploy([STACK], CHANGE));
    expect((await aws().stack(STACK)).StackStatus).toBe('UPDATE_COMPLETE');
  });

  const changed = async () => {
    const deployed = await now();
    const { service, task, environment } = await deployed.service();
    expect((await deployed.scaling()).most).toBe(40);
    expect(task).toMatchObject({ cpu: '1024', memory: '2048', revision: 2, status: 'ACTIVE' });
    expect(environment.GREETING).toBe('good day');
    expect(service.desiredCount).toBe(5);
    expect((await deployed.database()).cluster).toMatchObject({
      BackupRetentionPeriod: 20,
      DbClusterResourceId: databaseId,
    });
    expect(
      (await deployed.alarms()).filter(
        ({ ComparisonOperator }) => !/^(Greater|Less)Than(OrEqualTo)?Threshold$/.test(ComparisonOperator!),
      ),
    ).toEqual([]);
    expect(await missing(aws(), STACK)).toEqual([]);
  };
  shows('the change, the same database, and as many tasks as before', changed);

  does('is changed again, which AWS refuses in the middle', async () => {
    refused(
      await app().deploy([STACK], {
        ...CHANGE,
        maxTasks: 50,
        size: 'large',
        greeting: 'good night',
        backupRetentionDays: 21,
        refused: 'alarm',
      }),
    );
    expect((await aws().stack(STACK)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const events = await aws().events(STACK);
    expect(events.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED')).toMatchObject({
      ResourceType: 'AWS::CloudWatch::Alarm',
      ResourceStatusReason: expect.stringContaining('Sideways'),
    });
    // There was something to take back: the third revision had been made.
    expect(
      events.some(
        ({ PhysicalResourceId }) =>
          PhysicalResourceId?.includes('task-definition') && PhysicalResourceId.endsWith(':3'),
      ),
    ).toBe(true);
  });

  shows('the state before, all of it', changed);

  removal({ does, shows }, aws, app, {
    stack: STACK,
    change: CHANGE,
    stackId: () => stackId,
    databaseId: () => databaseId,
    changed,
  });
}
