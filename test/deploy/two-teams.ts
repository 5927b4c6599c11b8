import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { AwsApi } from './aws-api';
import { CdkApp, Context, refused, succeeded } from './cdk';
import { addressOf, Deployed, letIn } from './deployed';
import { missing, survivors } from './inventory';
import { Steps } from './scenario';

/** The prefix below which the platform team publishes its network, and the other team finds it. */
export const PREFIX = '/acme/development/network';
const CHANGE: Context = { backupRetentionDays: 9 };

/** The network of one team, the data and the service of another: three stacks in two apps. */
export function twoTeams({ does, shows }: Steps, aws: () => AwsApi, platform: () => CdkApp, team: () => CdkApp): void {
  const ids: { [stack: string]: string } = {};
  let databaseId: string;
  const created = async (...stacks: string[]) => {
    for (const name of stacks) {
      const { StackId, StackStatus } = await aws().stack(name);
      expect(StackStatus).toBe('CREATE_COMPLETE');
      ids[name] = StackId!;
    }
  };
  const databaseGroup = async () => {
    const data = await Deployed.of(aws(), 'TeamData');
    const { cluster } = await data.database();
    return (await data.securityGroups([cluster.VpcSecurityGroups![0].VpcSecurityGroupId!]))[0];
  };

  does('one publishes a network', async () => {
    succeeded(await platform().deploy(['Platform']));
    await created('Platform');
    const deployed = await Deployed.of(aws(), 'Platform');
    const { Parameters } = await aws().ssm.send(new GetParametersByPathCommand({ Path: PREFIX }));
    const published = Object.fromEntries(
      Parameters!.map(({ Name, Value }) => [Name!.slice(PREFIX.length + 1), Value!]),
    );
    expect(Object.keys(published).sort()).toEqual([
      'availability-zones',
      'cidr-block',
      'isolated-subnet-ids',
      'private-subnet-ids',
      'public-subnet-ids',
      'vpc-id',
    ]);
    expect(published).toMatchObject({ 'vpc-id': deployed.ids('AWS::EC2::VPC')[0], 'cidr-block': '10.20.0.0/16' });
    expect(
      ['private', 'public', 'isolated'].flatMap(kind => published[`${kind}-subnet-ids`].split(',')).sort(),
    ).toEqual([...deployed.ids('AWS::EC2::Subnet')].sort());
    expect(await missing(aws(), 'Platform')).toEqual([]);
  });

  does('the other deploys its data and its service into it', async () => {
    succeeded(await team().deploy(['--all']));
    await created('TeamData', 'TeamWeb');
    expect([...(await missing(aws(), 'TeamData')), ...(await missing(aws(), 'TeamWeb'))]).toEqual([]);
    databaseId = (await (await Deployed.of(aws(), 'TeamData')).database()).cluster.DbClusterResourceId!;
  });

  shows('the service in private and the data in isolated subnets of that network', async () => {
    const web = await Deployed.of(aws(), 'TeamWeb');
    const { service, groups } = await web.service();
    expect(await web.subnetNames(service.networkConfiguration!.awsvpcConfiguration!.subnets!)).toEqual([
      'Platform/Network/private-1',
      'Platform/Network/private-2',
    ]);
    const data = await Deployed.of(aws(), 'TeamData');
    expect(await data.subnetNames(await data.databaseSubnetIds())).toEqual([
      'Platform/Network/isolated-1',
      'Platform/Network/isolated-2',
    ]);
    const [vpc] = (await Deployed.of(aws(), 'Platform')).ids('AWS::EC2::VPC');
    expect((await web.securityGroups(groups))[0].VpcId).toBe(vpc);
    expect([...web.ids('AWS::EC2::VPC'), ...data.ids('AWS::EC2::VPC')]).toEqual([]);
  });

  shows('that the service can use the data, by what stands in its own stack', async () => {
    const web = await Deployed.of(aws(), 'TeamWeb');
    const { environment, groups } = await web.service();
    const { cluster } = await (await Deployed.of(aws(), 'TeamData')).database();
    expect(environment).toMatchObject({
      BOOKS_DB_HOST: expect.stringMatching(addressOf(cluster.DBClusterIdentifier!, 'cluster')),
      BOOKS_DB_PORT: '3307',
      BOOKS_DB_ENGINE: 'mysql',
    });
    expect(await web.secret(environment.BOOKS_DB_SECRET_ARN)).toHaveProperty('password');
    expect(letIn(await databaseGroup())).toEqual([`${groups[0]}:3307`]);
    // The way to the database, and that of the load balancer to the tasks.
    expect(web.ids('AWS::EC2::SecurityGroupIngress')).toHaveLength(2);
    expect((await Deployed.of(aws(), 'TeamData')).ids('AWS::EC2::SecurityGroupIngress')).toEqual([]);
  });

  does('the data changes while it is used', async () => {
    const before = (await (await Deployed.of(aws(), 'TeamWeb')).service()).service.taskDefinition;
    succeeded(await team().deploy(['TeamData'], CHANGE));
    expect((await aws().stack('TeamData')).StackStatus).toBe('UPDATE_COMPLETE');
    expect((await (await Deployed.of(aws(), 'TeamData')).database()).cluster).toMatchObject({
      BackupRetentionPeriod: 9,
      DbClusterResourceId: databaseId,
    });
    expect((await (await Deployed.of(aws(), 'TeamWeb')).service()).service.taskDefinition).toBe(before);
  });

  does('the data cannot be removed while it is used', async () => {
    refused(await team().destroy(['TeamData'], CHANGE));
    expect((await (await Deployed.of(aws(), 'TeamData')).database()).cluster).toMatchObject({
      Status: 'available',
      DbClusterResourceId: databaseId,
    });
    expect(await missing(aws(), 'TeamData')).toEqual([]);
  });

  does('the service is removed, and the data is as it was', async () => {
    succeeded(await team().destroy(['TeamWeb'], CHANGE));
    expect(await survivors(aws(), ids.TeamWeb)).toEqual([]);
    expect(letIn(await databaseGroup())).toEqual([]);
    expect((await (await Deployed.of(aws(), 'TeamData')).database()).cluster).toMatchObject({
      Status: 'available',
      DbClusterResourceId: databaseId,
    });
  });

  does('the data is removed, then the network', async () => {
    succeeded(await team().destroy(['TeamData'], CHANGE));
    succeeded(await platform().destroy(['Platform']));
    expect([...(await survivors(aws(), ids.TeamData)), ...(await survivors(aws(), ids.Platform))]).toEqual([]);
    expect((await aws().ssm.send(new GetParametersByPathCommand({ Path: PREFIX }))).Parameters).toEqual([]);
  });
}
