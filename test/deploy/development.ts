import { setTimeout as sleep } from 'timers/promises';
import { DescribeDBClusterSnapshotsCommand } from '@aws-sdk/client-rds';
import { AwsApi } from './aws-api';
import { CdkApp, refused, succeeded } from './cdk';
import { addressOf, Deployed } from './deployed';
import { missing, survivors } from './inventory';
import { Steps } from './scenario';

const STACK = 'Draft';

/** A create that fails, a CLI that dies twice, and an end that leaves nothing. */
export function development({ does, shows }: Steps, aws: () => AwsApi, app: () => CdkApp): void {
  let failedId: string;
  let stackId: string;

  const status = async () => (await aws().findStack(STACK))?.StackStatus;

  /** Deploys, and kills the CLI as soon as so many resources are there. */
  const killAt = async (resources: number) => {
    const state = 'CREATE_IN_PROGRESS';
    const command = app().startDeploying([STACK]);
    const made = async () =>
      (await aws().resources(STACK)).filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_COMPLETE').length;
    const end = Date.now() + 60_000;
    while ((await status()) !== state || (await made()) < resources) {
      if (Date.now() > end) throw new Error(`The stack was never seen in ${state}.\n${(await command.ended).output}`);
      await sleep(20);
    }
    command.kill();
    expect((await command.ended).code).toBeNull();
  };

  does('is created, which AWS refuses in the middle', async () => {
    refused(await app().deploy([STACK], { refused: 'service' }));
    const stack = await aws().stack(STACK);
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    failedId = stack.StackId!;
    const events = await aws().events(failedId);
    expect(events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toMatchObject({
      ResourceType: 'AWS::ECS::Service',
      ResourceStatusReason: expect.stringContaining('no-such-task'),
    });
    // There was something to take back.
    expect(
      events
        .filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_COMPLETE')
        .map(({ ResourceType }) => ResourceType),
    ).toEqual(expect.arrayContaining(['AWS::RDS::DBCluster', 'AWS::EC2::VPC', 'AWS::ECS::Cluster']));
  });

  shows('nothing of it, in no service', async () => {
    expect(await survivors(aws(), failedId)).toEqual([]);
  });

  does('loses its CLI before the change set is executed', async () => {
    // It leaves what a CLI leaves that stops there by itself.
    succeeded(await app().startDeploying([STACK], {}, '--no-execute').ended);
    expect(await status()).toBe('REVIEW_IN_PROGRESS');
  });

  does('is deployed again, and loses its CLI in the middle', async () => {
    await killAt(5);
    // AWS goes on alone. It refuses to be told something else meanwhile, so whoever deploys again waits, too.
    while ((await status())!.endsWith('_IN_PROGRESS')) await sleep(100);
    expect(await status()).toBe('CREATE_COMPLETE');
  });

  does('is deployed again, with a change', async () => {
    succeeded(await app().deploy([STACK], { maxTasks: 9 }));
    const stack = await aws().stack(STACK);
    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    stackId = stack.StackId!;
    expect(stackId).not.toBe(failedId);
  });

  shows('one of everything, as declared', async () => {
    expect(await missing(aws(), STACK)).toEqual([]);
    const deployed = await Deployed.of(aws(), STACK);
    expect(await deployed.scaling()).toMatchObject({ least: 1, most: 9 });
    const { service, environment } = await deployed.service();
    const { cluster, nodes } = await deployed.database();
    expect(service.status).toBe('ACTIVE');
    expect(environment.SHOP_DB_HOST).toMatch(addressOf(cluster.DBClusterIdentifier!, 'cluster'));
    expect(cluster).toMatchObject({
      DeletionProtection: false,
      BackupRetentionPeriod: 1,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 2 },
    });
    expect(nodes).toHaveLength(1);
    expect(deployed.ids('AWS::CloudWatch::Alarm')).toEqual([]);
    // Of what it ever made, nothing has been left behind: all that is there is in the stack.
    const inStack = (await aws().resources(STACK)).map(({ PhysicalResourceId }) => PhysicalResourceId);
    expect((await survivors(aws(), stackId)).filter(({ id }) => !inStack.includes(id))).toEqual([]);
  });

  does('is destroyed, and is gone with all its data', async () => {
    const { cluster } = await (await Deployed.of(aws(), STACK)).database();
    succeeded(await app().destroy([STACK]));
    expect(await aws().findStack(STACK)).toBeUndefined();
    expect(await survivors(aws(), stackId)).toEqual([]);
    const { DBClusterSnapshots } = await aws().rds.send(new DescribeDBClusterSnapshotsCommand({}));
    expect(
      DBClusterSnapshots!.filter(({ DBClusterIdentifier }) => DBClusterIdentifier === cluster.DBClusterIdentifier),
    ).toEqual([]);
    await expect((await Deployed.of(aws(), stackId)).secret(cluster.MasterUserSecret!.SecretArn!)).rejects.toThrow(
      /find|marked for deletion/i,
    );
  });
}
