// The worked examples of the guide of use cases, where a wrong word would be seen at run time only.
import { Template } from 'aws-cdk-lib/assertions';
import { Engine, examples, run } from './examples';
import { configurationOf } from '../fixtures/terraform';

const FOUND = examples('docs/guides/use-cases.md');

/** The stack of the example that says this, on an engine. */
function stackOf(engine: Engine, text: string): any {
  const found = FOUND.filter(example => example.engine === engine && example.code.includes(text));
  expect(found).toHaveLength(1);
  return run(found[0]);
}

/** The resources of the template, by type. */
function templateOf(text: string) {
  const { Resources } = Template.fromStack(stackOf('aws', text)).toJSON();
  const all = (type: string) =>
    Object.entries<any>(Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, resource]) => ({ id, ...resource }));
  const task = () => all('AWS::ECS::TaskDefinition')[0].Properties;
  const container = (name: string) => task().ContainerDefinitions.find(({ Name }: any) => Name === name);
  return { all, task, container, service: () => all('AWS::ECS::Service')[0] };
}

const idOf = ([{ id }]: { id: string }[]) => id;

describe('a file system that tasks share', () => {
  const made = () => templateOf("path: '/uploads'");

  test('is mounted with encryption, by the role and an access point of the user of the tasks', () => {
    const { all, task, container } = made();
    expect(all('AWS::EFS::FileSystem')[0]).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { Encrypted: true },
    });
    expect(task().Volumes).toEqual([
      {
        Name: 'uploads',
        EFSVolumeConfiguration: {
          FilesystemId: { Ref: idOf(all('AWS::EFS::FileSystem')) },
          TransitEncryption: 'ENABLED',
          AuthorizationConfig: { AccessPointId: { Ref: idOf(all('AWS::EFS::AccessPoint')) }, IAM: 'ENABLED' },
        },
      },
    ]);
    const app = container('app');
    expect(app.MountPoints).toEqual([{ SourceVolume: 'uploads', ContainerPath: '/uploads', ReadOnly: false }]);
    expect(app.ReadonlyRootFilesystem).toBe(true);
    const { PosixUser, RootDirectory } = all('AWS::EFS::AccessPoint')[0].Properties;
    expect(app.User).toBe(`${PosixUser.Uid}:${PosixUser.Gid}`);
    expect(RootDirectory).toEqual({
      Path: '/uploads',
      CreationInfo: { OwnerUid: '1000', OwnerGid: '1000', Permissions: '750' },
    });
  });

  test('lets in the role of the tasks, and nobody without a name', () => {
    const { all } = made();
    const statements = all('AWS::IAM::RolePolicy')
      .concat(all('AWS::IAM::Policy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes('elasticfilesystem:ClientMount'));
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({
      Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      Effect: 'Allow',
      Resource: { 'Fn::GetAtt': [idOf(all('AWS::EFS::FileSystem')), 'Arn'] },
      Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': expect.anything() } },
    });
    const [{ Properties }] = all('AWS::EFS::FileSystem');
    for (const { Action } of Properties.FileSystemPolicy.Statement) {
      expect([Action].flat()).not.toContain('elasticfilesystem:ClientMount');
    }
  });

  test('is reached on its port from the tasks, which start when each zone has its mount target', () => {
    const { all, service } = made();
    const [tasks] = all('AWS::EC2::SecurityGroup').filter(({ id }) => /^OrdersSecurityGroup/.test(id));
    for (const type of ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress']) {
      const rules = all(type).filter(({ Properties: { FromPort } }) => FromPort === 2049);
      expect(rules).toHaveLength(1);
      expect(JSON.stringify(rules[0].Properties)).toContain(tasks.id);
    }
    const targets = all('AWS::EFS::MountTarget').map(({ id }) => id);
    expect(targets.length).toBeGreaterThan(1);
    expect(service().DependsOn).toEqual(expect.arrayContaining(targets));
  });

  test('is mounted in the same way on Terraform', () => {
    const { resource } = configurationOf(stackOf('terraform', 'new EfsAccessPoint'));
    const [task] = Object.values<any>(resource.aws_ecs_task_definition);
    expect(task.volume).toEqual([
      {
        name: 'uploads',
        efs_volume_configuration: {
          file_system_id: '${aws_efs_file_system.Files.id}',
          transit_encryption: 'ENABLED',
          authorization_config: { access_point_id: '${aws_efs_access_point.Uploads.id}', iam: 'ENABLED' },
        },
      },
    ]);
    expect(JSON.stringify(task.container_definitions)).toContain('/uploads');
  });
});

describe('a second port', () => {
  const PORT = { ContainerPort: 9090, Protocol: 'tcp' };

  test('is open to the group that is named, and to nobody else', () => {
    const { all, container } = templateOf('prometheus');
    expect(container('app').PortMappings).toEqual([expect.objectContaining({ ContainerPort: 8080 }), PORT]);
    const rules = all('AWS::EC2::SecurityGroupIngress').filter(({ Properties: { FromPort } }) => FromPort === 9090);
    const [prometheus] = all('AWS::EC2::SecurityGroup').filter(({ id }) => /^Prometheus/.test(id));
    expect(rules.map(({ Properties }) => Properties.SourceSecurityGroupId)).toEqual([
      { 'Fn::GetAtt': [prometheus.id, 'GroupId'] },
    ]);
  });

  test('is a listener of the load balancer, which forwards to the tasks before they start', () => {
    const { all, container, service } = templateOf('const admin');
    expect(container('app').PortMappings).toContainEqual(PORT);
    const [admin] = all('AWS::ElasticLoadBalancingV2::TargetGroup').filter(({ id }) => /^Admin/.test(id));
    const [listener] = all('AWS::ElasticLoadBalancingV2::Listener').filter(({ Properties: { Port } }) => Port === 9090);
    expect(listener.Properties.DefaultActions).toEqual([{ TargetGroupArn: { Ref: admin.id }, Type: 'forward' }]);
    expect(service().Properties.LoadBalancers).toContainEqual({
      ContainerName: 'app',
      ContainerPort: 9090,
      TargetGroupArn: { Ref: admin.id },
    });
    expect(service().DependsOn).toContain(listener.id);
    const open = all('AWS::EC2::SecurityGroup')
      .flatMap(({ Properties }) => Properties.SecurityGroupIngress ?? [])
      .concat(all('AWS::EC2::SecurityGroupIngress').map(({ Properties }) => Properties))
      .filter(({ FromPort }) => FromPort === 9090);
    expect(open.map(({ CidrIp }) => CidrIp)).toEqual(['10.20.0.0/16']);
  });
});

test('logs sent elsewhere: the router is root and may write, the program is neither; its secret can be read', () => {
  const { all, container, task } = templateOf('FirelensConfiguration');
  expect(container('router')).toMatchObject({
    Essential: true,
    User: '0',
    ReadonlyRootFilesystem: false,
    FirelensConfiguration: { Type: 'fluentbit', Options: { 'enable-ecs-log-metadata': 'true' } },
    LogConfiguration: { LogDriver: 'awslogs' },
  });
  const app = container('app');
  expect([app.User, app.ReadonlyRootFilesystem, app.Memory]).toEqual(['1000:1000', true, Number(task().Memory) - 128]);
  expect(app.LogConfiguration).toMatchObject({
    LogDriver: 'awsfirelens',
    Options: { Name: 'http', tls: 'On', Port: '443' },
    SecretOptions: [{ Name: 'http_Passwd', ValueFrom: expect.anything() }],
  });
  const [secret] = all('AWS::SecretsManager::Secret');
  const [policy] = all('AWS::IAM::RolePolicy').filter(({ id }) => /ExecutionPolicy/.test(id));
  expect(JSON.stringify(policy.Properties.PolicyDocument.Statement)).toContain('secretsmanager:GetSecretValue');
  expect(JSON.stringify(policy.Properties.PolicyDocument.Statement)).toContain(secret.id);
});

test('a layer is for the processor of the function, and makes a new version of it', () => {
  const { all } = templateOf('layer:fonts-arm64');
  const [{ Properties }] = all('AWS::Lambda::Function');
  expect(Properties.Layers).toEqual(['arn:aws:lambda:eu-west-1:123456789012:layer:fonts-arm64:3']);
  expect(Properties.Architectures).toEqual(['arm64']);
});

describe('a function that is warm', () => {
  test('is so by its alias, which no deployment gives weights', () => {
    const { all } = templateOf('ProvisionedConcurrencyConfig');
    const [alias] = all('AWS::Lambda::Alias');
    expect(alias.Properties.ProvisionedConcurrencyConfig).toEqual({ ProvisionedConcurrentExecutions: 5 });
    expect(alias.UpdatePolicy).toBeUndefined();
    expect(all('AWS::CodeDeploy::DeploymentGroup')).toEqual([]);
    expect(all('AWS::Lambda::Version')[0].Properties).not.toHaveProperty('ProvisionedConcurrencyConfig');
  });

  test('is so on Terraform, too', () => {
    const { resource } = configurationOf(stackOf('terraform', 'LambdaProvisionedConcurrencyConfig'));
    const [[alias]] = Object.entries<any>(resource.aws_lambda_alias);
    expect(Object.values<any>(resource.aws_lambda_provisioned_concurrency_config)).toEqual([
      expect.objectContaining({
        qualifier: `\${aws_lambda_alias.${alias}.name}`,
        provisioned_concurrent_executions: 5,
      }),
    ]);
  });
});
