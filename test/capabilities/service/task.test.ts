import { rendered } from './task-fixture';
import { CpuArchitecture, ServiceSize } from '../../../src/parts/fargate-task/size';
import { EnvironmentTier } from '../../../src/path/tier';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

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
