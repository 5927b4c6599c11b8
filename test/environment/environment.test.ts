import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { appOn, HERE, source } from './fixture';
import { ManagedDatabase } from '../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../src/capabilities/database/props';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { GoldenPathService } from '../../src/capabilities/service/aws';
import { Exposure } from '../../src/capabilities/service/props';
import { GoldenPathWorker } from '../../src/capabilities/worker/aws';
import { Environment } from '../../src/environment/aws/environment';
import { GoldenPath } from '../../src/path/golden-path';
import { EnvironmentTier } from '../../src/path/tier';

const { DEVELOPMENT, STAGING, PRODUCTION } = EnvironmentTier;
const KEY = 'ssm:account=111111111111:parameterName=/goldenpath/production/contract:region=eu-west-1';
const CONTRACT = {
  version: 1,
  tier: 'production',
  organization: 'acme',
  owner: 'platform',
  zones: 2,
  publicSubnets: true,
  parts: ['cluster', 'alarm-topic', 'vpc-link'],
};

/** The template of a stack that reads published parameters: the names that it reads, and its resources. */
function read(stack: Stack) {
  const template = Template.fromStack(stack);
  const { Parameters = {} } = template.toJSON();
  const names = Object.values<any>(Parameters)
    .map(({ Default }) => Default)
    .filter(name => String(name).startsWith('/goldenpath/'))
    .sort();
  return { template, names };
}

/** What a value refers to: the names of the published parameters in it. */
function parametersIn(stack: Stack, value: unknown): string[] {
  const { Parameters = {} } = Template.fromStack(stack).toJSON();
  const text = JSON.stringify(value);
  return Object.entries<any>(Parameters)
    .filter(([id]) => text.includes(`"${id}"`))
    .map(([, { Default }]) => Default);
}

describe('an environment', () => {
  test('divides what must never be lost from what changes, and publishes both', () => {
    const app = appOn();
    const environment = new Environment(app, 'staging', { tier: STAGING, ...HERE });
    const foundation = Template.fromStack(environment.foundation);
    const shared = Template.fromStack(environment.shared);
    foundation.resourceCountIs('AWS::EC2::VPC', 1);
    foundation.resourceCountIs('AWS::ECS::Cluster', 0);
    shared.resourceCountIs('AWS::EC2::VPC', 0);
    shared.resourceCountIs('AWS::ECS::Cluster', 1);
    const names = Object.values<any>(shared.findResources('AWS::SSM::Parameter')).map(
      ({ Properties }) => Properties.Name,
    );
    expect(names.sort()).toEqual([
      '/goldenpath/staging/alarm-topic-arn',
      '/goldenpath/staging/cluster-arn',
      '/goldenpath/staging/cluster-name',
      '/goldenpath/staging/contract',
      '/goldenpath/staging/network/availability-zones',
      '/goldenpath/staging/network/cidr-block',
      '/goldenpath/staging/network/isolated-subnet-ids',
      '/goldenpath/staging/network/private-subnet-ids',
      '/goldenpath/staging/network/public-subnet-ids',
      '/goldenpath/staging/network/vpc-id',
      '/goldenpath/staging/vpc-link-id',
      '/goldenpath/staging/vpc-link-security-group-id',
    ]);
    const [contract] = Object.values<any>(shared.findResources('AWS::SSM::Parameter')).filter(({ Properties }) =>
      Properties.Name.endsWith('/contract'),
    );
    expect(JSON.parse(contract.Properties.Value)).toEqual({ ...CONTRACT, tier: 'staging' });
  });

  test('has its tier for everything in it, whatever the tier of the path around it', () => {
    const app = appOn(undefined, { tier: DEVELOPMENT, defaults: { 'queue.retentionDays': 9 } });
    const environment = new Environment(app, 'production', { tier: PRODUCTION, ...HERE });
    const path = GoldenPath.of(environment)!;
    expect([path.tier, path.organization, path.defaults]).toEqual([PRODUCTION, 'acme', { 'queue.retentionDays': 9 }]);
    expect(environment.shared.terminationProtection).toBe(true);
    const below = new Environment(app, 'sketch', { tier: DEVELOPMENT, account: '222222222222', region: 'eu-west-1' });
    expect(below.shared.terminationProtection).toBe(false);
  });

  test('its services share the network, the cluster, the VPC link and the topic, by its parameters', () => {
    const app = appOn();
    const environment = new Environment(app, 'production', { tier: PRODUCTION, ...HERE });
    const stack = new Stack(environment, 'Shop');
    new GoldenPathService(stack, 'Web', { source, exposure: Exposure.publicHttps() });
    new GoldenPathWorker(stack, 'Mailer', { source, queue: new ManagedQueue(stack, 'Mails') });
    const { template } = read(stack);
    for (const type of ['AWS::EC2::VPC', 'AWS::ECS::Cluster', 'AWS::ApiGatewayV2::VpcLink']) {
      template.resourceCountIs(type, 0);
    }
    template.resourceCountIs('AWS::ECS::ClusterCapacityProviderAssociations', 0);
    for (const { Properties } of Object.values<any>(template.findResources('AWS::ECS::Service'))) {
      expect(parametersIn(stack, Properties.Cluster)).toEqual(['/goldenpath/production/cluster-arn']);
    }
    const [integration] = Object.values<any>(template.findResources('AWS::ApiGatewayV2::Integration'));
    expect(parametersIn(stack, integration.Properties.ConnectionId)).toEqual(['/goldenpath/production/vpc-link-id']);
    const [egress] = Object.values<any>(template.findResources('AWS::EC2::SecurityGroupEgress')).filter(
      ({ Properties }) => Properties.FromPort === 80,
    );
    expect(parametersIn(stack, egress.Properties.GroupId)).toEqual([
      '/goldenpath/production/vpc-link-security-group-id',
    ]);
    const heard = Object.values<any>(template.findResources('AWS::CloudWatch::Alarm')).filter(
      ({ Properties }) => Properties.AlarmActions,
    );
    expect(heard.length).toBeGreaterThan(5);
    const topics = new Set(heard.flatMap(({ Properties }) => parametersIn(stack, Properties.AlarmActions)));
    expect([...topics]).toEqual(['/goldenpath/production/alarm-topic-arn']);
    expect(stack.dependencies).toContain(environment.shared);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('tell nobody'));
  });

  test('a service has a cluster and a VPC link of its own where it asks for them, or the platform team does', () => {
    const asked = new Stack(new Environment(appOn(), 'staging', { tier: STAGING, ...HERE }), 'Shop');
    const exposure = Exposure.publicHttps({ ownVpcLink: true });
    new GoldenPathService(asked, 'Web', { source, exposure, ownCluster: true });
    const defaults = { 'service.cluster': 'own', 'service.vpcLink': 'own' };
    const decided = new Stack(
      new Environment(appOn(undefined, { defaults }), 'staging', { tier: STAGING, ...HERE }),
      'S',
    );
    new GoldenPathService(decided, 'Web', { source, exposure: Exposure.publicHttps() });
    for (const stack of [asked, decided]) {
      const { template } = read(stack);
      template.resourceCountIs('AWS::ECS::Cluster', 1);
      template.resourceCountIs('AWS::ApiGatewayV2::VpcLink', 1);
      template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
    }
  });

  test('a view of the cluster is that of the environment', () => {
    const stack = new Stack(new Environment(appOn(), 'staging', { tier: STAGING, ...HERE }), 'Shop');
    const { cluster } = new GoldenPathService(stack, 'Web', { source });
    expect(parametersIn(stack, stack.resolve(cluster.clusterName))).toEqual(['/goldenpath/staging/cluster-name']);
    expect(parametersIn(stack, stack.resolve(cluster.clusterArn))).toEqual(['/goldenpath/staging/cluster-arn']);
  });

  test('takes a network that stands already, and publishes that', () => {
    const existingNetwork = {
      vpcId: 'vpc-0123',
      cidrBlock: '10.9.0.0/16',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      privateSubnetIds: ['subnet-1', 'subnet-2'],
    };
    const environment = new Environment(appOn(), 'staging', { tier: STAGING, ...HERE, existingNetwork });
    Template.fromStack(environment.foundation).resourceCountIs('AWS::EC2::VPC', 0);
    Template.fromStack(environment.shared).hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/goldenpath/staging/network/private-subnet-ids',
      Value: 'subnet-1,subnet-2',
    });
  });

  test('tells the topic of the path, where it has one', () => {
    const alarmTopicArn = 'arn:aws:sns:eu-west-1:111111111111:alarms';
    const environment = new Environment(appOn(undefined, { alarmTopicArn }), 'staging', { tier: STAGING, ...HERE });
    expect(environment.alarmTopic).toBeUndefined();
    Template.fromStack(environment.shared).resourceCountIs('AWS::SNS::Topic', 0);
    Template.fromStack(environment.shared).hasResourceProperties('AWS::SSM::Parameter', { Value: alarmTopicArn });
  });

  test('is in several regions of one definition', () => {
    const app = appOn();
    for (const region of ['eu-west-1', 'us-east-1']) {
      const props = { name: 'production', tier: PRODUCTION, account: HERE.account, region };
      new Environment(app, `production-${region}`, props);
    }
    expect(() => app.synth()).not.toThrow();
  });
});

describe('accounts', () => {
  test('production and another environment in one account are refused', () => {
    const app = appOn();
    new Environment(app, 'staging', { tier: STAGING, ...HERE });
    expect(() => new Environment(app, 'production', { tier: PRODUCTION, ...HERE, region: 'us-east-1' })).toThrow(
      /'staging' \(staging\) and 'production' \(production\) are both in account 111111111111/,
    );
    expect(app.node.tryFindChild('production')).toBeUndefined();
  });

  test('unless a reason is given', () => {
    const app = appOn();
    new Environment(app, 'production', { tier: PRODUCTION, ...HERE });
    const sharedAccountReason = 'One account until June';
    expect(() => new Environment(app, 'staging', { tier: STAGING, ...HERE, sharedAccountReason })).not.toThrow();
  });

  test('two below production are warned of', () => {
    const app = appOn();
    new Environment(app, 'dev', { tier: DEVELOPMENT, ...HERE });
    const staging = new Environment(app, 'staging', { tier: STAGING, ...HERE });
    Annotations.fromStack(staging.shared).hasWarning('*', Match.stringLikeRegexp("'dev' and 'staging' are both in"));
  });
});

describe('an environment of another app', () => {
  const found = { [KEY]: JSON.stringify(CONTRACT) };

  test('is found by its name alone: tier, zones and parts are looked up', () => {
    const environment = Environment.fromName(appOn(found), 'production', HERE);
    expect(environment.tier).toBe(PRODUCTION);
    const stack = new Stack(environment, 'Shop');
    const db = new ManagedDatabase(stack, 'Db', { engine: DatabaseEngine.postgres() });
    new GoldenPathService(stack, 'Web', { source, exposure: Exposure.publicHttps() }).uses(db);
    const { template, names } = read(stack);
    expect(names).toEqual(
      expect.arrayContaining([
        '/goldenpath/production/cluster-arn',
        '/goldenpath/production/network/private-subnet-ids',
        '/goldenpath/production/network/vpc-id',
        '/goldenpath/production/vpc-link-id',
      ]),
    );
    const [service] = Object.values<any>(template.findResources('AWS::ECS::Service'));
    expect(service.Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets).toHaveLength(2);
  });

  test('a part that it has not is made for each service', () => {
    const context = { [KEY]: JSON.stringify({ ...CONTRACT, parts: ['cluster'] }) };
    const stack = new Stack(Environment.fromName(appOn(context), 'production', HERE), 'Shop');
    new GoldenPathService(stack, 'Web', { source, exposure: Exposure.publicHttps() });
    read(stack).template.resourceCountIs('AWS::ApiGatewayV2::VpcLink', 1);
    expect(read(stack).names).not.toContain('/goldenpath/production/alarm-topic-arn');
  });

  test('with a tier, nothing is looked up', () => {
    const app = appOn();
    const stack = new Stack(Environment.fromName(app, 'staging', { ...HERE, tier: STAGING }), 'Shop');
    new GoldenPathService(stack, 'Web', { source });
    expect(app.synth().manifest.missing).toBeUndefined();
    // What nobody uses is not asked for: CloudFormation would refuse a parameter that is not there.
    expect(read(stack).names).not.toContain('/goldenpath/staging/network/public-subnet-ids');
  });

  test('until CDK has looked, it is told what to look for', () => {
    const app = appOn();
    const environment = Environment.fromName(app, 'production', HERE);
    new GoldenPathService(new Stack(environment, 'Shop'), 'Web', { source });
    expect(app.synth().manifest.missing).toEqual([expect.objectContaining({ key: KEY, provider: 'ssm' })]);
  });

  test.each([
    ['goldenpath: nothing is published here', /There is no environment 'production' in account 111111111111/],
    [JSON.stringify({ ...CONTRACT, version: 2 }), /has version 2 of the contract/],
    ['"a text"', /holds something else/],
    ['{', /holds something else/],
    ['null', /holds something else/],
    [JSON.stringify({ ...CONTRACT, tier: 'prod' }), /holds something else/],
  ])('%s is refused', (value, what) => {
    const app = appOn({ [KEY]: value });
    expect(() => Environment.fromName(app, 'production', HERE)).toThrow(what);
    expect(app.node.children.map(({ node }) => node.id)).not.toContain('production');
  });
});
