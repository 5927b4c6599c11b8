import { App, Testing } from 'cdktf';
import { appOf, statementsOf, variablesOf, terraformServiceIn, written } from './terraform-fixture';
import { Exposure } from '../../../src/capabilities/service/props';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { EXPOSURES, IMAGE } from '../../fixtures/services';
import { addressOf, configurationOf, decodedSlotsIn, terraformStackOn } from '../../fixtures/terraform';

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;

describe.each(TIERS)('in %s', tier => {
  test.each(Object.entries(EXPOSURES))('%s: every resource is a slot, and nobody escaped', (_, exposure) => {
    const { service, configuration } = written({ exposure: exposure() }, tier);
    expect(service.escapes).toEqual([]);
    expect(Object.values<any>(configuration.output).map(({ description }) => description)).toContain(
      'Where Shop/Orders answers.',
    );
  });
});

describe('the task', () => {
  test('is not root, can write to /tmp only, and writes its logs', () => {
    const result = written();
    expect(appOf(result)).toMatchObject({
      name: 'app',
      essential: true,
      user: '1000:1000',
      readonlyRootFilesystem: true,
      stopTimeout: 30,
      linuxParameters: {
        initProcessEnabled: true,
        capabilities: { drop: ['ALL'] },
        tmpfs: [{ containerPath: '/tmp', size: 64, mountOptions: ['nosuid', 'nodev'] }],
      },
      portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': `\${${result.at('logGroup')}.name}`,
          'awslogs-region': '${data.aws_region.Region.region}',
        },
      },
    });
    expect(statementsOf(result.slots, 'executionPolicy')).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [`\${${result.at('logGroup')}.arn}:*`],
      },
    ]);
  });

  test('knows who it is, and what the team says, letter by letter', () => {
    const TEXT = 'a "quoted" text\twith \\n, ${HOME}, $${HOME}, %{if true} and\nlines';
    expect(variablesOf(appOf(written({ environment: { TEXT } })))).toEqual({
      PORT: '8080',
      OTEL_SERVICE_NAME: 'Orders',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=Orders,service.version=1.4.2,deployment.environment.name=production',
      TEXT,
    });
  });

  test('pulls from ECR what it may, by name', () => {
    const { slots } = written({ source: ServiceSource.ecrRepository('orders', '1.4.2') });
    expect(appOf({ slots }).image).toBe(
      '${data.aws_caller_identity.CallerIdentity.account_id}.dkr.ecr.${data.aws_region.Region.region}.' +
        '${data.aws_partition.Partition.dns_suffix}/orders:1.4.2',
    );
    expect(statementsOf(slots, 'executionPolicy').map(({ Action, Resource }) => [Action.at(-1), Resource])).toEqual([
      ['logs:PutLogEvents', expect.anything()],
      [
        'ecr:BatchGetImage',
        [
          'arn:${data.aws_partition.Partition.partition}:ecr:${data.aws_region.Region.region}:' +
            '${data.aws_caller_identity.CallerIdentity.account_id}:repository/orders',
        ],
      ],
      ['ecr:GetAuthorizationToken', ['*']],
    ]);
    expect(
      appOf(
        written({
          source: ServiceSource.ecrRepository('orders', '1', { account: '210987654321', region: 'us-east-1' }),
        }),
      ).image,
    ).toMatch(/^210987654321\.dkr\.ecr\.us-east-1\./);
  });

  test('is built in CI', () => {
    const stack = terraformStackOn();
    const { complaint } = refusal(() => terraformServiceIn(stack, { source: ServiceSource.dockerfile('app') }));
    expect(complaint).toMatchObject({
      what: "Terraform cannot build the image of 'app'.",
      where: 'Shop/Orders',
      hint: expect.stringMatching(/push it in CI.*ecrRepository/),
    });
    expect(stack.node.tryFindChild('Orders')).toBeUndefined();
  });

  test('whose image may move, or may not be pulled, warns', () => {
    const warnings = (source: ServiceSource) =>
      terraformServiceIn(terraformStackOn(), { source })
        .node.metadata.filter(({ type }) => type === '@cdktf/warn')
        .map(({ data }) => data);
    expect(warnings(ServiceSource.image('nginx'))).toEqual([expect.stringContaining('has no version')]);
    expect(warnings(ServiceSource.image('${TfToken[TOKEN.7]}'))).toEqual([expect.stringContaining('no right to pull')]);
    expect(warnings(IMAGE)).toEqual([]);
  });

  test('may be looked into where a platform team says so', () => {
    const { slots } = written({}, PRODUCTION, { defaults: { 'service.execEnabled': true } });
    expect([slots.service.enable_execute_command, statementsOf(slots, 'taskPolicy')[0].Action[0]]).toEqual([
      true,
      'ssmmessages:CreateControlChannel',
    ]);
  });
});

describe('a deployment', () => {
  test('stops when it fails, comes back, and fails the apply', () => {
    const { slots, at } = written();
    expect(slots.service).toMatchObject({
      deployment_circuit_breaker: { enable: true, rollback: true },
      alarms: {
        enable: true,
        rollback: true,
        alarm_names: ['serverErrorAlarm', 'latencyAlarm', 'unhealthyTargetsAlarm'].map(
          slot => `\${${at(slot)}.alarm_name}`,
        ),
      },
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      availability_zone_rebalancing: 'ENABLED',
      wait_for_steady_state: true,
    });
    const [{ condition, error_message }] = slots.service.lifecycle.postcondition;
    expect(condition).toBe(`\${(self.task_definition == ${at('taskDefinition')}.arn)}`);
    expect(error_message).toContain('The deployment of Shop/Orders failed');
  });

  test('has the version before to come back to', () => {
    expect(written().slots.taskDefinition.lifecycle).toEqual({ create_before_destroy: true });
  });

  test('starts with the least number of tasks, and then leaves it to scaling', () => {
    const { slots, at } = written({ scaling: { minTasks: 4 } });
    expect(slots.service).toMatchObject({ desired_count: 4, lifecycle: { ignore_changes: ['desired_count'] } });
    expect(slots.scalableTarget.resource_id).toBe(`service/\${${at('cluster')}.name}/\${${at('service')}.name}`);
    expect(
      slots.requestScalingPolicy.target_tracking_scaling_policy_configuration.predefined_metric_specification,
    ).toEqual({
      predefined_metric_type: 'ALBRequestCountPerTarget',
      resource_label: `\${${at('loadBalancer')}.arn_suffix}/\${${at('targetGroup')}.arn_suffix}`,
    });
  });

  test('waits for what the tasks need', () => {
    const { slots, at } = written({}, DEVELOPMENT);
    expect([...slots.service.depends_on].sort()).toEqual(
      ['listener', 'taskIngress', 'taskEgress', 'executionPolicy'].map(at).sort(),
    );
  });
});

describe('what protects', () => {
  const protectedSlots = (tier: EnvironmentTier) =>
    Object.entries(written({ exposure: Exposure.publicHttps() }, tier).slots)
      .filter(([, { lifecycle }]) => lifecycle?.prevent_destroy)
      .map(([slot]) => slot)
      .sort();

  test('production from being taken down', () => {
    expect(protectedSlots(PRODUCTION)).toEqual(['accessLogBucket', 'loadBalancer', 'logKey']);
    expect(protectedSlots(STAGING)).toEqual([]);
    const { slots } = written();
    expect([
      slots.logGroup.skip_destroy,
      slots.loadBalancer.enable_deletion_protection,
      slots.accessLogBucket.force_destroy,
    ]).toEqual([true, true, false]);
  });

  test('staging from nothing that cannot be taken down', () => {
    expect(written({}, STAGING).slots.accessLogBucket.force_destroy).toBe(true);
  });

  test('whatever is replaced while it is in use: its successor comes first', () => {
    const { slots } = written({ exposure: EXPOSURES['public without a domain']() });
    for (const slot of [
      'targetGroup',
      'securityGroup',
      'loadBalancerSecurityGroup',
      'vpcLink',
      'vpcLinkSecurityGroup',
    ]) {
      expect([slot, slots[slot].lifecycle]).toEqual([slot, { create_before_destroy: true }]);
    }
  });

  test('the access logs: private, encrypted, versioned, by TLS only', () => {
    const { slots, at } = written();
    expect(slots.accessLogBucketPublicAccess).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(slots.accessLogBucketEncryption.rule[0].apply_server_side_encryption_by_default.sse_algorithm).toBe(
      'AES256',
    );
    expect(slots.accessLogBucketVersioning.versioning_configuration.status).toBe('Enabled');
    expect(slots.accessLogBucketOwnership.rule.object_ownership).toBe('BucketOwnerEnforced');
    const [write, tls] = statementsOf(slots, 'accessLogBucketPolicy');
    expect(write).toMatchObject({
      Effect: 'Allow',
      Action: 's3:PutObject',
      Condition: { StringEquals: { 'aws:SourceAccount': '${data.aws_caller_identity.CallerIdentity.account_id}' } },
    });
    expect(tls).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(slots.loadBalancer).toMatchObject({
      access_logs: { enabled: true, bucket: `\${${at('accessLogBucket')}.id}` },
      depends_on: [at('accessLogBucketPolicy')],
    });
  });
});

test('what stood elsewhere in the state is moved', () => {
  const stack = terraformStackOn();
  const service = terraformServiceIn(stack);
  service.movedFrom('service', 'aws_ecs_service.legacy');
  expect(configurationOf(stack).moved).toEqual([
    { from: 'aws_ecs_service.legacy', to: addressOf(service.resource('service')) },
  ]);
  expect(() => service.movedFrom('service', 'aws_lb.legacy')).toThrow(InvalidInputError);
});

test('two services in one stack share no name', () => {
  const stack = terraformStackOn();
  const services = ['One', 'Two'].map(id => terraformServiceIn(stack, { exposure: Exposure.publicHttps() }, id));
  const configuration = configurationOf(stack);
  const names = services.flatMap(service =>
    Object.entries(decodedSlotsIn(configuration, service)).flatMap(
      ([slot, { name, family, alarm_name, dashboard_name }]) =>
        /ScalingPolicy|Stage|^(execution|task)Policy/.test(slot)
          ? []
          : [name, family, alarm_name, dashboard_name].filter(Boolean).map(each => `${slot} ${each}`),
    ),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('service Shop-One-service');
});

test('what is refused leaves the stack as it was', () => {
  const stack = terraformStackOn();
  expect(() => new GoldenPathService(stack, 'Orders', { source: IMAGE, owner: 'team', port: 0 })).toThrow(
    InvalidInputError,
  );
  expect(() => new GoldenPathService(stack, 'Nobody', {} as any)).toThrow(InvalidInputError);
  expect(stack.node.tryFindChild('Nobody')).toBeUndefined();
});

test('the app synthesises to a folder', () => {
  const app = new App({ outdir: Testing.app().outdir });
  terraformServiceIn(terraformStackOn(PRODUCTION, {}, app));
  expect(() => app.synth()).not.toThrow();
});
