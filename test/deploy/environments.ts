import { GetIntegrationsCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { AwsApi } from './aws-api';
import { CdkApp, refused, succeeded } from './cdk';
import { Deployed } from './deployed';
import { missing, survivors } from './inventory';
import { Steps } from './scenario';

const PREFIX = '/goldenpath/staging';
const PUBLISHERS = ['staging-Foundation', 'staging-Shared'];
const TEAM = 'staging-Shop';

/** An environment that one app publishes, and a team in another app, which knows its name and nothing else. */
export function environments({ does, shows }: Steps, aws: () => AwsApi, platform: () => CdkApp, team: () => CdkApp) {
  const ids: { [stack: string]: string } = {};
  const published = async () => {
    const { Parameters } = await aws().ssm.send(new GetParametersByPathCommand({ Path: PREFIX }));
    return Object.fromEntries(Parameters!.map(({ Name, Value }) => [Name!.slice(PREFIX.length + 1), Value!]));
  };
  /** What is kept when a stack of staging is removed: data, and the keys that read it. */
  const leftBy = async (name: string) => [
    ...new Set((await survivors(aws(), ids[name])).map(({ type }) => type).sort()),
  ];
  const created = async (...stacks: string[]) => {
    for (const name of stacks) {
      const { StackId, StackStatus } = await aws().stack(name);
      expect(StackStatus).toBe('CREATE_COMPLETE');
      ids[name] = StackId!;
      expect(await missing(aws(), name)).toEqual([]);
    }
  };

  does('the team is told that nobody has published it, and by whom it would be', async () => {
    const { output } = refused(await team().deploy(['staging/*']));
    expect(output).toMatch(/There is no environment 'staging' in account \d{12}/);
    const [, key] = /cdk context --reset '([^']+)'/.exec(output)!;
    succeeded(await team().forget(key));
  });

  does('the platform team deploys it', async () => {
    succeeded(await platform().deploy(['staging/*']));
    await created(...PUBLISHERS);
    const shared = await Deployed.of(aws(), 'staging-Shared');
    const foundation = await Deployed.of(aws(), 'staging-Foundation');
    expect(JSON.parse((await published()).contract)).toMatchObject({ version: 1, tier: 'staging', zones: 2 });
    expect(await published()).toMatchObject({
      'cluster-name': shared.ids('AWS::ECS::Cluster')[0],
      'vpc-link-id': shared.ids('AWS::ApiGatewayV2::VpcLink')[0],
      'alarm-topic-arn': shared.ids('AWS::SNS::Topic')[0],
    });
    expect(foundation.ids('AWS::EC2::VPC')).toHaveLength(1);
  });

  does('the team deploys into it', async () => {
    succeeded(await team().deploy(['staging/*']));
    await created(TEAM);
  });

  shows('its service and its worker in the cluster of the environment', async () => {
    const shop = await Deployed.of(aws(), TEAM);
    expect([shop.ids('AWS::ECS::Cluster'), shop.ids('AWS::EC2::VPC'), shop.ids('AWS::ApiGatewayV2::VpcLink')]).toEqual([
      [],
      [],
      [],
    ]);
    const { 'cluster-arn': cluster } = await published();
    const { services } = await aws().ecs.send(
      new DescribeServicesCommand({ cluster, services: shop.ids('AWS::ECS::Service') }),
    );
    expect(services!.map(({ clusterArn, status }) => [clusterArn, status])).toEqual([
      [cluster, 'ACTIVE'],
      [cluster, 'ACTIVE'],
    ]);
  });

  shows('its HTTP API come in by the VPC link of the environment, to its own load balancer only', async () => {
    const shop = await Deployed.of(aws(), TEAM);
    const { 'vpc-link-id': link, 'vpc-link-security-group-id': group } = await published();
    const [ApiId] = shop.ids('AWS::ApiGatewayV2::Api');
    const { Items } = await aws().apiGateway.send(new GetIntegrationsCommand({ ApiId }));
    expect(Items!.map(({ ConnectionId }) => ConnectionId)).toEqual([link]);
    const [{ IpPermissionsEgress: out }] = await shop.securityGroups([group]);
    const opened = out!.filter(({ FromPort }) => FromPort === 80);
    expect(opened.flatMap(({ UserIdGroupPairs }) => UserIdGroupPairs!.map(({ GroupId }) => GroupId))).toHaveLength(1);
  });

  shows('its alarms tell the topic of the environment', async () => {
    const { 'alarm-topic-arn': topic } = await published();
    const { MetricAlarms } = await aws().cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: (await Deployed.of(aws(), TEAM)).ids('AWS::CloudWatch::Alarm') }),
    );
    const told = MetricAlarms!.flatMap(({ AlarmActions }) => AlarmActions!).filter(arn => arn.includes(':sns:'));
    expect(told.length).toBeGreaterThan(5);
    expect(new Set(told)).toEqual(new Set([topic]));
  });

  does('the team leaves it, and it is as it was', async () => {
    succeeded(await team().destroy(['staging/Shop']));
    expect(await leftBy(TEAM)).toEqual([
      'AWS::KMS::Key',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::SQS::Queue',
    ]);
    const shared = await Deployed.of(aws(), 'staging-Shared');
    const { 'vpc-link-security-group-id': group } = await published();
    const [{ IpPermissionsEgress: out }] = await shared.securityGroups([group]);
    expect(out!.filter(({ FromPort }) => FromPort === 80)).toEqual([]);
  });

  does('the environment is removed', async () => {
    succeeded(await platform().destroy(['staging/Shared']));
    succeeded(await platform().destroy(['staging/Foundation']));
    expect([await leftBy('staging-Foundation'), await leftBy('staging-Shared')]).toEqual([[], ['AWS::KMS::Key']]);
    expect(await published()).toEqual({});
  });
}
