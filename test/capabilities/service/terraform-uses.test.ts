import { readFileSync } from 'fs';
import { join } from 'path';
import { TerraformStack, Testing } from 'cdktf';
import { appOf, statementsOf, Store, variablesOf, terraformServiceIn, written } from './terraform-fixture';
import { resolved } from '../../../src/engines/terraform/escape';
import { EnvironmentTier } from '../../../src/path/tier';
import { BindingError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import {
  addressOf,
  configurationOf,
  decodedSlotsIn,
  expectTerraformSlotsComplete,
  terraformStackOn,
} from '../../fixtures/terraform';

const { PRODUCTION } = EnvironmentTier;

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
    // Something in another scope may share its id with something beside the service.
    const [, ingress] = Object.entries<any>(slots).find(([name]) => /^storeDb[0-9a-f]{8}Ingress$/.test(name))!;
    expect(ingress.security_group_id).toContain('data.terraform_remote_state.');
    expect(ingress.security_group_id).toContain(output);
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
    ).toEqual(['s3:GetObject', 'store:Get']);
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
