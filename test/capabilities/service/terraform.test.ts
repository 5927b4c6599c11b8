import { readFileSync } from 'fs';
import { join } from 'path';
import { Aspects, App, IAspect, TerraformStack, Testing } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { terraformServiceIn, written } from './terraform-fixture';
import { Exposure, GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { Access, Binding, BindingRequest, IBindable } from '../../../src/binding/binding';
import { BindingError, EscapeHatchError, InvalidInputError } from '../../../src/support/errors';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { resolved } from '../../../src/engines/terraform/escape';
import { refusal } from '../../fixtures/errors';
import { EXPOSURES, IMAGE, SHARED_LISTENER } from '../../fixtures/services';
import {
  addressOf,
  configurationOf,
  decodedSlotsIn,
  expectTerraformSlotsComplete,
  terraformStackOn,
} from '../../fixtures/terraform';

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;
const BECAUSE = { reason: 'to see it' };
const appOf = ({ slots }: { slots: any }) =>
  slots.taskDefinition.container_definitions.find(({ name }: any) => name === 'app');
const variablesOf = (container: any) =>
  Object.fromEntries(container.environment.map(({ name, value }: any) => [name, value]));
const statementsOf = (slots: any, slot: string): any[] => slots[slot].policy.Statement;

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
        tmpfs: [{ containerPath: '/tmp', size: 64, mountOptions: ['mode=1777', 'nosuid', 'nodev'] }],
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
      '${data.aws_caller_identity.CallerIdentity.account_id}.dkr.ecr.${data.aws_region.Region.region}.${data.aws_partition.Partition.dns_suffix}/orders:1.4.2',
    );
    expect(statementsOf(slots, 'executionPolicy').map(({ Action, Resource }) => [Action.at(-1), Resource])).toEqual([
      ['logs:PutLogEvents', expect.anything()],
      [
        'ecr:BatchGetImage',
        [
          'arn:${data.aws_partition.Partition.partition}:ecr:${data.aws_region.Region.region}:${data.aws_caller_identity.CallerIdentity.account_id}:repository/orders',
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
    for (const slot of ['targetGroup', 'securityGroup', 'loadBalancerSecurityGroup', 'vpcLink', 'vpcLinkSecurityGroup'])
      expect([slot, slots[slot].lifecycle]).toEqual([slot, { create_before_destroy: true }]);
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

describe('the way in', () => {
  test('with a domain: a certificate that is valid before the listener has it, and a record', () => {
    const { slots, at, service } = written({ exposure: EXPOSURES['public with a domain']() });
    expect(slots.listener).toMatchObject({
      port: 443,
      protocol: 'HTTPS',
      certificate_arn: `\${${at('certificateValidation')}.certificate_arn}`,
    });
    expect(slots.certificateValidationRecord).toMatchObject({
      zone_id: 'Z0123456789ABC',
      allow_overwrite: true,
      records: [`\${tolist(${at('certificate')}.domain_validation_options).0.resource_record_value}`],
    });
    expect(slots.certificateValidation.validation_record_fqdns).toEqual([
      `\${${at('certificateValidationRecord')}.fqdn}`,
    ]);
    expect(slots.dnsRecord).toMatchObject({
      name: 'orders.acme.com',
      type: 'A',
      alias: { name: `\${${at('loadBalancer')}.dns_name}`, zone_id: `\${${at('loadBalancer')}.zone_id}` },
    });
    expect(slots.loadBalancerIngress443From0_0_0_0_0).toMatchObject({
      from_port: 443,
      to_port: 443,
      cidr_ipv4: '0.0.0.0/0',
    });
    expect(service.url).toBe('https://orders.acme.com');
  });

  test('with a domain whose zone nobody names: Terraform looks it up', () => {
    const { slots, configuration } = written({ exposure: Exposure.internal({ domainName: 'orders.acme.com' }) });
    const [[name, zone]] = Object.entries<any>(configuration.data.aws_route53_zone);
    expect([zone.name, slots.dnsRecord.zone_id]).toEqual(['acme.com', `\${data.aws_route53_zone.${name}.zone_id}`]);
    expect(() =>
      terraformServiceIn(terraformStackOn(), { exposure: Exposure.internal({ domainName: '${TfToken[TOKEN.7]}' }) }),
    ).toThrow(InvalidInputError);
  });

  test("with a certificate of one's own: ranges, and a redirect", () => {
    const { service, slots } = written({ exposure: EXPOSURES['public with a certificate']() });
    expect(slots.listener.certificate_arn).toBe('arn:aws:acm:eu-west-1:123456789012:certificate/0f1e2d3c');
    expect(slots.redirectListener.default_action[0].redirect).toEqual({
      protocol: 'HTTPS',
      port: '443',
      status_code: 'HTTP_301',
    });
    expect(service.resources.loadBalancerIngress!.map(({ cidrIpv4, fromPort }) => [cidrIpv4, fromPort])).toHaveLength(
      2,
    );
    expect([
      slots.loadBalancerIngress443From203_0_113_0_24.from_port,
      slots.loadBalancerIngress80From203_0_113_0_24.from_port,
    ]).toEqual([443, 80]);
  });

  test('without a domain: an HTTP API, a VPC link, and a load balancer that lets in nobody else', () => {
    const { slots, at, service } = written({ exposure: Exposure.publicHttps() });
    expect(slots.httpApiIntegration).toMatchObject({
      connection_type: 'VPC_LINK',
      connection_id: `\${${at('vpcLink')}.id}`,
      integration_uri: `\${${at('listener')}.arn}`,
    });
    expect(slots.vpcLinkIngress).toMatchObject({
      security_group_id: `\${${at('loadBalancerSecurityGroup')}.id}`,
      referenced_security_group_id: `\${${at('vpcLinkSecurityGroup')}.id}`,
      from_port: 80,
    });
    expect(slots.loadBalancer.internal).toBe(true);
    expect(service.resources.loadBalancerIngress).toEqual([]);
    expect(JSON.parse(slots.httpApiStage.access_log_settings.format).status).toBe('$context.status');
    const limit = slots.webAcl.rule.at(-1);
    expect(limit).toMatchObject({
      action: { block: {} },
      statement: {
        rate_based_statement: {
          aggregate_key_type: 'FORWARDED_IP',
          forwarded_ip_config: { header_name: 'X-Forwarded-For', fallback_behavior: 'MATCH' },
        },
      },
    });
    expect(slots.webAcl.rule[0]).toMatchObject({
      override_action: { none: {} },
      statement: {
        managed_rule_group_statement: { vendor_name: 'AWS', name: 'AWSManagedRulesAmazonIpReputationList' },
      },
    });
  });

  test('through a shared load balancer: a rule, and numbers that nobody else has', () => {
    const stack = terraformStackOn();
    const one = terraformServiceIn(stack, { exposure: EXPOSURES.shared() }, 'One');
    const shared = (priority?: number) =>
      Exposure.sharedLoadBalancer({
        listenerArn: SHARED_LISTENER,
        securityGroupId: 'sg-0123456789abcdef0',
        pathPatterns: ['/two/*'],
        priority,
      });
    const two = terraformServiceIn(stack, { exposure: shared(7) }, 'Two');
    const { slots } = { slots: decodedSlotsIn(configurationOf(stack), one) };
    expect(slots.listenerRule.condition).toEqual([{ host_header: { values: ['orders.acme.com'] } }]);
    expect(slots.taskIngress.referenced_security_group_id).toBe('sg-0123456789abcdef0');
    expect(slots.latencyAlarm.dimensions.LoadBalancer).toBe('app/edge/50dc6c495c0c9188');
    expect([two.url, two.listenerArn]).toEqual(['https://*/two/', expect.any(String)]);
    expect(refusal(() => terraformServiceIn(stack, { exposure: shared(7) }, 'Three')).complaint.what).toContain(
      "taken by 'Shop/Two'",
    );
    expect(() => one.loadBalancerArn).toThrow('has no load balancer of its own');
  });
});

describe('what others need', () => {
  test('are strings in the words of AWS', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack);
    const names = [
      'taskRoleArn',
      'taskRoleName',
      'executionRoleArn',
      'securityGroupId',
      'clusterArn',
      'clusterName',
      'serviceName',
      'logGroupName',
      'targetGroupArn',
      'listenerArn',
      'loadBalancerArn',
      'loadBalancerDnsName',
      'loadBalancerZoneId',
      'loadBalancerSecurityGroupId',
    ] as const;
    const values = resolved(
      service.resources.service,
      names.map(name => service[name]),
    );
    const at = (slot: string) => addressOf(service.resource(slot));
    expect(Object.fromEntries(names.map((name, i) => [name, values[i]]))).toMatchObject({
      taskRoleArn: `\${${at('taskRole')}.arn}`,
      securityGroupId: `\${${at('securityGroup')}.id}`,
      loadBalancerArn: `\${${at('loadBalancer')}.arn}`,
      logGroupName: `\${${at('logGroup')}.name}`,
    });
    for (const value of values) expect(value).toMatch(/^\$\{aws_\w+\.Orders_\w+\.\w+\}$/);
  });

  test('tags say whose it is', () => {
    const { slots, configuration } = written();
    expect([slots.service.tags, slots.listener.tags]).toEqual([
      { 'goldenpath:owner': 'team-orders' },
      { 'goldenpath:owner': 'team-orders' },
    ]);
    expect(configuration.provider.aws[0].default_tags[0].tags).toMatchObject({ 'goldenpath:tier': 'production' });
  });

  test('the dashboard and the alarms', () => {
    const { slots, at } = written({}, PRODUCTION, { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' });
    const [text, alarms] = slots.dashboard.dashboard_body.widgets;
    expect(text.properties.markdown).toContain('Owner: **team-orders**');
    expect(alarms.properties.alarms).toHaveLength(7);
    expect(slots.cpuAlarm).toMatchObject({
      alarm_actions: ['arn:aws:sns:eu-west-1:123456789012:alarms'],
      dimensions: { ClusterName: `\${${at('cluster')}.name}`, ServiceName: `\${${at('service')}.name}` },
    });
    expect(slots.deploymentFailedRule.event_pattern).toMatchObject({
      resources: [`\${${at('service')}.id}`],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    });
  });
});

/** Something in another stack that can be used. */
class Store extends Construct implements IBindable {
  constructor(
    scope: Construct,
    id: string,
    private readonly groupId = 'sg-0aa',
    private readonly host = `${id.toLowerCase()}.internal`,
  ) {
    super(scope, id);
  }

  bind({ access }: BindingRequest): Binding {
    return {
      capability: 'store',
      resource: this.node.path,
      access: access ?? Access.READ_WRITE,
      environment: { HOST: this.host },
      environmentPrefix: this.node.id.toUpperCase(),
      permissions: [{ actions: ['store:Get'], resources: [`arn:aws:store:::${this.node.id}`] }],
      ports: [{ name: `store${this.node.id}`, port: 6000, securityGroupId: this.groupId }],
    };
  }
}

describe('uses', () => {
  test('variables, permissions and rules, all of them with the service', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack).uses(new Store(stack, 'Db'));
    const configuration = configurationOf(stack);
    const slots = decodedSlotsIn(configuration, service);
    expectTerraformSlotsComplete(service);
    expect(variablesOf(appOf({ slots }))).toMatchObject({ PORT: '8080', DB_HOST: 'db.internal' });
    expect(statementsOf(slots, 'taskPolicy')).toEqual([
      { Effect: 'Allow', Action: ['store:Get'], Resource: ['arn:aws:store:::Db'] },
    ]);
    expect(slots.service.depends_on).toContain(addressOf(service.resource('taskPolicy')));
    expect(slots.storeDbIngress).toMatchObject({
      security_group_id: 'sg-0aa',
      from_port: 6000,
      referenced_security_group_id: `\${${addressOf(service.resource('securityGroup'))}.id}`,
    });
    expect(service.escapes).toEqual([]);
    expect(service._manifestEntry().uses).toEqual([{ capability: 'store', resource: 'Shop/Db', access: 'read-write' }]);
  });

  test.each([
    ['first', true],
    ['last', false],
  ])('across stacks, with what is used made %s', (_, first) => {
    const app = Testing.app();
    const make = {
      data: () => terraformStackOn(PRODUCTION, {}, app, 'Data'),
      shop: () => terraformStackOn(PRODUCTION, {}, app, 'Shop'),
    };
    const stacks: { [name: string]: TerraformStack } = {};
    for (const name of first ? (['data', 'shop'] as const) : (['shop', 'data'] as const)) stacks[name] = make[name]();
    const producer = terraformServiceIn(stacks.data, {}, 'Upstream');
    const store = new Store(stacks.data, 'Db', producer.securityGroupId, producer.loadBalancerDnsName);
    const service = terraformServiceIn(stacks.shop);
    const before = producer.slots;
    service.uses(store);
    app.synth();
    const [data, shop] = ['Data', 'Shop'].map(id =>
      JSON.parse(readFileSync(join(app.outdir, 'stacks', id, 'cdk.tf.json'), 'utf8')),
    );
    expect([stacks.shop, stacks.data].map(({ dependencies }) => dependencies.map(({ node }) => node.id))).toEqual([
      ['Data'],
      [],
    ]);
    const slots = decodedSlotsIn(shop, service);
    const [output] = Object.entries<any>(data.output).find(
      ([, { value }]) => value === `\${${addressOf(producer.resource('securityGroup'))}.id}`,
    )!;
    expect(slots.storeDbIngress.security_group_id).toContain('data.terraform_remote_state.');
    expect(slots.storeDbIngress.security_group_id).toContain(output);
    expect(variablesOf(appOf({ slots })).DB_HOST).toContain('data.terraform_remote_state.');
    expect(producer.slots).toEqual(before);
  });

  test('what is no part of the path is refused', () => {
    const service = terraformServiceIn(terraformStackOn());
    expect(() => service.uses({ node: { path: 'Shop/Bucket' } } as any)).toThrow(BindingError);
  });

  test("a permission of one's own stands in the same policy", () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack)
      .uses(new Store(stack, 'Db'))
      .grant({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::orders/*'] });
    expect(
      statementsOf(decodedSlotsIn(configurationOf(stack), service), 'taskPolicy').map(({ Action }) => Action[0]),
    ).toEqual(['store:Get', 's3:GetObject']);
  });
});

describe('a sidecar', () => {
  test('takes its memory from the program, and has its own log stream', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack).addSidecar({
      name: 'agent',
      image: 'public.ecr.aws/acme/agent:1.0.0',
      environment: { A: 'b' },
      ports: [4317],
    });
    const {
      container_definitions: [app, agent],
    } = decodedSlotsIn(configurationOf(stack), service).taskDefinition;
    expect([app.memory, agent.memory]).toEqual([896, 128]);
    expect(agent).toMatchObject({
      name: 'agent',
      essential: false,
      readonlyRootFilesystem: true,
      environment: [{ name: 'A', value: 'b' }],
      portMappings: [{ containerPort: 4317 }],
      logConfiguration: { options: { 'awslogs-stream-prefix': 'agent' } },
    });
    expect(service.escapes).toEqual([]);
    expect(refusal(() => service.addSidecar({ name: 'agent', image: 'a:1' })).complaint.what).toContain('already');
  });
});

describe('the escape hatch', () => {
  const escaped = (slot: string, patch: Patch, props: Partial<GoldenPathServiceProps> = {}) => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack, props);
    service.escape(slot, patch, BECAUSE);
    const escapes = service.escapes;
    return { service, escapes, slots: decodedSlotsIn(configurationOf(stack), service) };
  };

  test.each<[string, string, any, (slots: any) => any]>([
    ['service', 'propagate_tags', 'NONE', slots => slots.service.propagate_tags],
    [
      'service',
      'deployment_circuit_breaker.rollback',
      false,
      slots => slots.service.deployment_circuit_breaker.rollback,
    ],
    [
      'service',
      'network_configuration.security_groups[0]',
      'sg-1',
      slots => slots.service.network_configuration.security_groups[0],
    ],
    [
      'webAcl',
      'rule[name=RateLimit].statement.rate_based_statement.limit',
      100,
      slots => slots.webAcl.rule.at(-1).statement.rate_based_statement.limit,
    ],
    ['taskDefinition', 'container_definitions[name=app].memory', 300, slots => appOf({ slots }).memory],
    [
      'taskDefinition',
      'container_definitions[name=app].port_mappings[0].protocol',
      'udp',
      slots => appOf({ slots }).portMappings[0].protocol,
    ],
    [
      'taskDefinition',
      'container_definitions[name=app].dockerLabels',
      { 'com.acme.Team': 'orders' },
      slots => appOf({ slots }).dockerLabels,
    ],
    [
      'taskDefinition',
      'container_definitions[name=app].environment[name=PORT].value',
      '1',
      slots => variablesOf(appOf({ slots })).PORT,
    ],
  ])('%s: %s', (slot, path, value, read) => {
    const { slots, escapes } = escaped(slot, Patch.property(path, value), { exposure: Exposure.publicHttps() });
    expect(read(slots)).toEqual(value);
    expect(escapes).toEqual([
      {
        slot,
        kind: EscapeKind.PATCH,
        properties: [path],
        reason: 'to see it',
        owner: 'team-orders',
        reviewBy: undefined,
      },
    ]);
  });

  test('a container more, or one field less', () => {
    expect(
      escaped('taskDefinition', Patch.append('container_definitions', { name: 'proxy', image: 'envoy:1' })).slots
        .taskDefinition.container_definitions[1],
    ).toEqual({ name: 'proxy', image: 'envoy:1' });
    expect(
      appOf(escaped('taskDefinition', Patch.remove('container_definitions[name=app].healthCheck'))).healthCheck,
    ).toBeUndefined();
  });

  test.each<[string, Patch, string]>([
    ['service', Patch.property('propagate_tag', 'NONE'), "Did you mean 'propagate_tags'"],
    ['service', Patch.property('propagate_tags', 'SERVICE'), 'changes nothing'],
    ['service', Patch.property('deployment_circuit_breaker.rolback', false), 'changes nothing'],
    ['taskDefinition', Patch.property('container_definitions[name=web].memory', 1), 'There is name = app'],
    ['taskDefinition', Patch.property('family_name', 'x'), "Did you mean 'family'"],
    ['servise', Patch.property('name', 'x'), "Did you mean 'service'"],
  ])('%s is refused %p', (slot, patch, says) => {
    const service = terraformServiceIn(terraformStackOn());
    expect(() => service.escape(slot, patch, BECAUSE)).toThrow(EscapeHatchError);
    expect(() => service.escape(slot, patch, BECAUSE)).toThrow(says);
    expect(service.escapes).toEqual([]);
  });

  test('who deploys past Terraform can say so', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack);
    service.escape('service', Patch.append('lifecycle.ignore_changes', 'task_definition'), BECAUSE);
    service.escape('service', Patch.remove('lifecycle.postcondition'), BECAUSE);
    expect(decodedSlotsIn(configurationOf(stack), service).service.lifecycle).toEqual({
      ignore_changes: ['desired_count', 'task_definition'],
    });
    expect(service.escapes.map(({ kind, properties }) => [kind, ...properties])).toEqual([
      [EscapeKind.PATCH, 'lifecycle.ignore_changes'],
      [EscapeKind.PATCH, 'lifecycle.postcondition'],
    ]);
  });

  test('bindings and patches know of each other, in either order', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack).uses(new Store(stack, 'One'));
    service.escape('taskDefinition', Patch.property('container_definitions[name=app].memory', 300), BECAUSE);
    service.uses(new Store(stack, 'Two'));
    const app = appOf({ slots: decodedSlotsIn(configurationOf(stack), service) });
    expect([app.memory, variablesOf(app).ONE_HOST, variablesOf(app).TWO_HOST]).toEqual([
      300,
      'one.internal',
      'two.internal',
    ]);
    expect(service.escapes).toHaveLength(1);
  });

  test('changes that nobody recorded are found, by their path', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack);
    (service.resources.taskDefinition.containers[0] as any).memory = 1;
    service.resources.service.addOverride('propagate_tags', 'NONE');
    const harden: IAspect = {
      visit: (node: IConstruct) => {
        if (node === service.resources.taskRole)
          service.resources.taskRole.permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
      },
    };
    Aspects.of(stack).add(harden);
    configurationOf(stack);
    expect(service.escapes.map(({ slot, kind, properties }) => [slot, kind, properties])).toEqual(
      expect.arrayContaining([
        ['taskDefinition', EscapeKind.UNRECORDED, [expect.stringMatching(/^container_definitions\[.*app\]\.memory$/)]],
        ['service', EscapeKind.UNRECORDED, ['propagate_tags (raw override)']],
        ['taskRole', EscapeKind.ORGANIZATION_POLICY, ['permissions_boundary']],
      ]),
    );
  });

  test('a text of containers is read as data; one that cannot be is written as it is', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack);
    service.resources.taskDefinition.containerDefinitions = JSON.stringify([
      { name: 'app', image: 'a:1', environment: [] },
    ]);
    service.uses(new Store(stack, 'Db'));
    expect(decodedSlotsIn(configurationOf(stack), service).taskDefinition.container_definitions).toEqual([
      { name: 'app', image: 'a:1', environment: [{ name: 'DB_HOST', value: 'db.internal' }] },
    ]);
    service.resources.taskDefinition.containerDefinitions = '${file("containers.json")}';
    expect(decodedSlotsIn(configurationOf(stack), service).taskDefinition.container_definitions).toBe(
      '${file("containers.json")}',
    );
    expect(refusal(() => service.uses(new Store(stack, 'Other'))).complaint.what).toContain(
      'containers of this task are a text',
    );
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
