import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Fn } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { CpuArchitecture, ServiceSize } from '../../../src/parts/fargate-task/size';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { EnvironmentTier } from '../../../src/path/tier';
import { serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

function rendered(
  props: Partial<GoldenPathServiceProps> = {},
  tier = EnvironmentTier.PRODUCTION,
  path: Partial<GoldenPathProps> = {},
) {
  const stack = stackOn(tier, path, new App());
  const service = serviceIn(stack, props);
  const template = Template.fromStack(stack);
  expectSlotsComplete(service);
  const properties = (slot: string) =>
    template.toJSON().Resources[stack.resolve(service.resource(slot).logicalId)].Properties;
  const environment = () =>
    Object.fromEntries(
      properties('taskDefinition').ContainerDefinitions[0].Environment.map(({ Name, Value }: any) => [Name, Value]),
    );
  return {
    stack,
    service,
    template,
    properties,
    environment,
    container: properties('taskDefinition').ContainerDefinitions[0],
    id: (slot: string) => stack.resolve(service.resource(slot).logicalId),
  };
}

const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

describe('the task', () => {
  test.each<[ServiceSize, string, string]>([
    ['xsmall', '256', '512'],
    ['small', '512', '1024'],
    ['medium', '1024', '2048'],
    ['large', '2048', '4096'],
    ['xlarge', '4096', '8192'],
  ] as any)('of size %s', (size, cpu, memory) => {
    const { properties, container } = rendered({ size });
    expect(properties('taskDefinition')).toMatchObject({
      Cpu: cpu,
      Memory: memory,
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
    });
    expect(container.Memory).toBe(Number(memory));
  });

  test.each([
    [undefined, 'ARM64'],
    [CpuArchitecture.ARM64, 'ARM64'],
    [CpuArchitecture.X86_64, 'X86_64'],
  ])('on %s', (architecture, expected) => {
    expect(rendered({ architecture }).properties('taskDefinition').RuntimePlatform).toEqual({
      CpuArchitecture: expected,
      OperatingSystemFamily: 'LINUX',
    });
  });

  test('is not root, and can write to /tmp only', () => {
    const { container } = rendered();
    expect(container).toMatchObject({
      Name: 'app',
      Essential: true,
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      StopTimeout: 30,
      LinuxParameters: {
        InitProcessEnabled: true,
        Capabilities: { Drop: ['ALL'] },
        Tmpfs: [{ ContainerPath: '/tmp', Size: 64 }],
      },
      PortMappings: [{ ContainerPort: 8080, Protocol: 'tcp' }],
    });
    expect(container.Privileged).toBeUndefined();
  });

  test('is probed from inside, with time to start', () => {
    expect(rendered().container.HealthCheck).toMatchObject({
      Command: ['CMD-SHELL', expect.stringContaining('/health')],
      Interval: 15,
      Timeout: 5,
      Retries: 3,
      StartPeriod: 60,
    });
    expect(rendered({ healthCheckCommand: ['/probe', '-q'] }).container.HealthCheck.Command).toEqual([
      'CMD',
      '/probe',
      '-q',
    ]);
    expect(rendered({ healthCheckCommand: ['CMD-SHELL', 'probe'] }).container.HealthCheck.Command).toEqual([
      'CMD-SHELL',
      'probe',
    ]);
    expect(rendered({ healthCheckCommand: [] }).container.HealthCheck).toBeUndefined();
    expect(
      rendered({}, EnvironmentTier.PRODUCTION, { defaults: { 'service.healthCheckCommand': null } }).container
        .HealthCheck,
    ).toBeUndefined();
  });

  test('writes its log without ever waiting', () => {
    const { container, id } = rendered();
    expect(container.LogConfiguration).toEqual({
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': { Ref: id('logGroup') },
        'awslogs-region': { Ref: 'AWS::Region' },
        'awslogs-stream-prefix': 'app',
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    });
  });

  test("is told its port, the team's variables, and who it is", () => {
    expect(rendered({ port: 3000, environment: { MODE: 'fast' } }).environment()).toEqual({
      PORT: '3000',
      MODE: 'fast',
      OTEL_SERVICE_NAME: 'Orders',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=Orders,service.version=1.4.2,deployment.environment.name=production',
    });
    expect(rendered({ environment: { OTEL_SERVICE_NAME: 'mine' } }).environment().OTEL_SERVICE_NAME).toBe('mine');
    expect(
      rendered({}, EnvironmentTier.PRODUCTION, { defaults: { 'service.telemetryAttributes': false } }).environment(),
    ).toEqual({ PORT: '8080' });
  });

  test.each([
    ['disabled', 'development'],
    ['enabled', 'staging'],
    ['enabled', 'production'],
  ])('stands in a cluster with insights %s in %s', (value, tier) => {
    expect(rendered({}, tier as EnvironmentTier).properties('cluster').ClusterSettings).toEqual([
      { Name: 'containerInsights', Value: value },
    ]);
  });
});

describe('the image', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;
  const executionStatements = ({ template, properties }: ReturnType<typeof rendered>) =>
    template && properties('executionPolicy').PolicyDocument.Statement;

  test.each([
    'public.ecr.aws/acme/orders:1.4.2',
    `public.ecr.aws/acme/orders@${digest}`,
    'localhost:5000/orders:1',
    'nginx:1.29',
  ])('%s is taken as it is, with no right to pull', image => {
    const result = rendered({ source: ServiceSource.image(image) });
    expect(result.container.Image).toBe(image);
    expect(executionStatements(result)).toHaveLength(1);
    Annotations.fromStack(result.stack).hasNoWarning('*', Match.stringLikeRegexp('has no version'));
  });

  test.each(['nginx', 'nginx:latest', 'registry.acme.com:443/orders'])(
    '%s warns: it can change under its name',
    image => {
      Annotations.fromStack(rendered({ source: ServiceSource.image(image) }).stack).hasWarning(
        '/Shop/Orders',
        Match.stringLikeRegexp('has no version'),
      );
    },
  );

  test(
    'whose registry is known at deployment only warns that it may not be pulled; one whose registry is known does ' +
      'not',
    () => {
      const token = (prefix: string) => ServiceSource.image(`${prefix}${Fn.ref('AWS::StackName')}`);
      const unknown = rendered({ source: token('') });
      expect(executionStatements(unknown)).toHaveLength(1);
      Annotations.fromStack(unknown.stack).hasWarning(
        '/Shop/Orders',
        Match.stringLikeRegexp('no right to pull it from ECR is granted.*ecrRepository'),
      );
      for (const known of [token('public.ecr.aws/acme/'), token('210987654321.dkr.ecr.eu-central-1.amazonaws.com/')]) {
        Annotations.fromStack(rendered({ source: known }).stack).hasNoWarning(
          '*',
          Match.stringLikeRegexp('no right to pull'),
        );
      }
    },
  );

  test("in another account's ECR comes with the right to pull that repository", () => {
    const result = rendered({
      source: ServiceSource.image(`210987654321.dkr.ecr.eu-central-1.amazonaws.com/team/orders@${digest}`),
    });
    expect(executionStatements(result).slice(1)).toEqual([
      {
        Effect: 'Allow',
        Action: pull,
        Resource: {
          'Fn::Join': [
            '',
            ['arn:', { Ref: 'AWS::Partition' }, ':ecr:eu-central-1:210987654321:repository/team/orders'],
          ],
        },
      },
      { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    ]);
  });

  test('in ECR by tag or digest, here or elsewhere', () => {
    expect(
      JSON.stringify(rendered({ source: ServiceSource.ecrRepository('orders', '1.4.2') }).container.Image),
    ).toContain('/orders:1.4.2');
    expect(
      JSON.stringify(rendered({ source: ServiceSource.ecrRepository('orders', digest) }).container.Image),
    ).toContain(`/orders@${digest}`);
    expect(
      rendered({ source: ServiceSource.ecrRepository('orders', '1', { account: '210987654321', region: 'us-east-1' }) })
        .container.Image,
    ).toEqual({ 'Fn::Join': ['', ['210987654321.dkr.ecr.us-east-1.', { Ref: 'AWS::URLSuffix' }, '/orders:1']] });
  });

  test('in a repository that is made in the same app', () => {
    const stack = stackOn();
    const repository = new ecr.Repository(stack, 'Repository');
    serviceIn(stack, { source: ServiceSource.ecrRepository(repository.repositoryName, '1.4.2') });
    const logicalId = stack.resolve((repository.node.defaultChild as ecr.CfnRepository).logicalId);
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::RolePolicy'))).toContain(
      `:repository/",{"Ref":"${logicalId}"}`,
    );
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('has no version'));
  });

  test('is built from a Dockerfile, for the processor', () => {
    const directory = mkdtempSync(join(tmpdir(), 'service-'));
    writeFileSync(join(directory, 'Dockerfile.web'), 'FROM scratch\n');
    const result = rendered({
      source: ServiceSource.dockerfile(directory, { file: 'Dockerfile.web', buildArgs: { A: 'b' } }),
    });
    expect(JSON.stringify(result.container.Image)).toContain('dkr.ecr.');
    expect(executionStatements(result).map(({ Action }: any) => Action)).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      pull,
      'ecr:GetAuthorizationToken',
    ]);
    const assets: any = Object.values((result.stack.node.root as App).synth().manifest.artifacts!).find(
      ({ type }) => type === 'cdk:asset-manifest',
    );
    expect(assets).toBeDefined();
  });
});

describe('permissions', () => {
  test('the execution role writes this log, and nothing else', () => {
    const { properties, id, template } = rendered();
    expect(properties('executionPolicy')).toEqual({
      PolicyName: 'Permissions',
      RoleName: { Ref: id('executionRole') },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: { 'Fn::GetAtt': [id('logGroup'), 'Arn'] },
          },
        ],
      },
    });
    template.resourceCountIs('AWS::IAM::RolePolicy', 1);
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test.each(['executionRole', 'taskRole'])(
    'only ECS tasks of this account have the %s, with nothing attached',
    slot => {
      const { AssumeRolePolicyDocument, ManagedPolicyArns, Policies } = rendered().properties(slot);
      expect(AssumeRolePolicyDocument).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'ecs-tasks.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      });
      expect([ManagedPolicyArns, Policies]).toEqual([undefined, undefined]);
    },
  );

  test('ECS Exec is off; where the platform team wants it, the task may open its channel', () => {
    expect(rendered().properties('service').EnableExecuteCommand).toBe(false);
    const { properties } = rendered({}, EnvironmentTier.DEVELOPMENT, { defaults: { 'service.execEnabled': true } });
    expect(properties('service').EnableExecuteCommand).toBe(true);
    expect(properties('taskPolicy').PolicyDocument.Statement[0].Action).toEqual(
      expect.arrayContaining(['ssmmessages:OpenDataChannel']),
    );
  });
});

describe('a side car', () => {
  test("is hardened too, and its memory is the program's loss", () => {
    const stack = stackOn();
    const service = serviceIn(stack).addSidecar({
      name: 'agent',
      image: 'public.ecr.aws/acme/agent:1',
      memoryMib: 100,
      environment: { A: 'b' },
      ports: [4317],
      command: ['run'],
    });
    const [app, agent] = stack.resolve(service.resources.taskDefinition.containerDefinitions);
    expect(app.memory).toBe(924);
    expect(agent).toMatchObject({
      name: 'agent',
      memory: 100,
      essential: false,
      readonlyRootFilesystem: true,
      command: ['run'],
      environment: [{ name: 'A', value: 'b' }],
      portMappings: [{ containerPort: 4317 }],
    });
    expect(agent.logConfiguration.options['awslogs-stream-prefix']).toBe('agent');
    expect(service.escapes).toEqual([]);
  });

  test('in ECR comes with the right to pull it', () => {
    const stack = stackOn();
    const service = serviceIn(stack).addSidecar({
      name: 'agent',
      image: '210987654321.dkr.ecr.us-east-1.amazonaws.com/agent:1',
    });
    expect(JSON.stringify(stack.resolve(service.resource('executionPolicy')._toCloudFormation()))).toContain(
      ':ecr:us-east-1:210987654321:repository/agent',
    );
  });
});
