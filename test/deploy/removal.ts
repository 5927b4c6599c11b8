import { ModifyLoadBalancerAttributesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBClusterSnapshotsCommand, ModifyDBClusterCommand } from '@aws-sdk/client-rds';
import { AwsApi } from './aws-api';
import { CdkApp, Context, refused, succeeded } from './cdk';
import { Deployed } from './deployed';
import { survivors } from './inventory';
import { Steps } from './scenario';

/** A shop in production, which has been deployed and changed. */
export interface Shop {
  readonly stack: string;
  /** The context of the app after the change. */
  readonly change: Context;
  readonly stackId: () => string;
  readonly databaseId: () => string;
  /** Expects that everything is as it was changed. */
  readonly changed: () => Promise<void>;
}

/** The removal of what customers use: it is refused first, and some of it stays. */
export function removal({ does, shows }: Steps, aws: () => AwsApi, app: () => CdkApp, shop: Shop): void {
  const { stack, change, stackId, databaseId, changed } = shop;
  const now = () => Deployed.of(aws(), stack);

  does('is protected against its end', async () => {
    succeeded(await app().deploy([stack], { ...change, terminationProtection: true }));
    expect((await aws().stack(stack)).EnableTerminationProtection).toBe(true);
    refused(await app().destroy([stack], { ...change, terminationProtection: true }));
    await changed();
  });

  does('is destroyed, which the database and the load balancer refuse', async () => {
    succeeded(await app().deploy([stack], change));
    expect((await aws().stack(stack)).EnableTerminationProtection).toBe(false);
    const { MasterUserSecret } = (await (await now()).database()).cluster;
    refused(await app().destroy([stack], change));
    expect((await aws().stack(stack)).StackStatus).toBe('DELETE_FAILED');
    const left = await Deployed.of(aws(), stack);
    expect((await left.database()).cluster).toMatchObject({
      Status: 'available',
      DbClusterResourceId: databaseId(),
      DeletionProtection: true,
    });
    expect(await left.secret(MasterUserSecret!.SecretArn!)).toHaveProperty('password');
    expect((await survivors(aws(), stackId())).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['AWS::RDS::DBCluster', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::S3::Bucket']),
    );
  });

  does('is destroyed, after somebody has taken the protection away', async () => {
    const deployed = await now();
    const [DBClusterIdentifier] = deployed.ids('AWS::RDS::DBCluster');
    const [LoadBalancerArn] = deployed.ids('AWS::ElasticLoadBalancingV2::LoadBalancer');
    await aws().rds.send(new ModifyDBClusterCommand({ DBClusterIdentifier, DeletionProtection: false }));
    await aws().loadBalancing.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn,
        Attributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }],
      }),
    );
    succeeded(await app().destroy([stack], change));
    expect(await aws().findStack(stack)).toBeUndefined();

    const snapshots = (await aws().rds.send(new DescribeDBClusterSnapshotsCommand({}))).DBClusterSnapshots!.filter(
      snapshot => snapshot.DBClusterIdentifier === DBClusterIdentifier,
    );
    expect(snapshots).toMatchObject([{ StorageEncrypted: true, Engine: 'aurora-postgresql' }]);
  });

  shows('what outlives it: a snapshot with its key, and the records of what happened', async () => {
    const left = await survivors(aws(), stackId());
    const count = (wanted: string) => left.filter(({ type }) => type === wanted).length;
    // Of the network: flow log and function. Of the service: program, HTTP API and firewall. Keys: of the database,
    // and of each one's logs.
    expect(Object.fromEntries([...new Set(left.map(({ type }) => type))].map(type => [type, count(type)]))).toEqual({
      'AWS::Logs::LogGroup': 5,
      'AWS::S3::Bucket': 1,
      'AWS::S3::BucketPolicy': 1,
      'AWS::KMS::Key': 3,
    });
  });
}
