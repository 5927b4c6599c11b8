import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ensureProvider } from './provider.mjs';
import { openWorkspace } from './terraform.mjs';

const provider = await ensureProvider({ log: console.error });
const options = { skip: 'skip' in provider ? provider.skip : false };
const opened = [];
after(() => opened.forEach(stack => stack.remove()));

function open(document) {
  const stack = openWorkspace(provider, document);
  opened.push(stack);
  return stack;
}

const orders = () => ({
  terraform: { required_providers: { aws: { source: 'aws', version: '~> 6.0' } }, backend: { s3: { bucket: 'state', key: 'orders', region: 'eu-west-1' } } },
  provider: { aws: [{ region: 'eu-west-1', default_tags: [{ tags: { owner: 'team-orders' } }] }] },
  data: {
    aws_availability_zones: { zones: { state: 'available' } },
    aws_caller_identity: { me: {} },
    aws_ssm_parameter: { subnets: { name: '/network/subnets' } },
  },
  resource: {
    aws_vpc: { main: { cidr_block: '10.0.0.0/16', tags: { tier: 'production' } } },
    aws_subnet: { first: { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.0.0/24', availability_zone: '${data.aws_availability_zones.zones.names[0]}' } },
    aws_security_group: { service: { vpc_id: '${aws_vpc.main.id}', description: 'orders' } },
    aws_lb: { front: { subnets: '${split(",", data.aws_ssm_parameter.subnets.value)}', access_logs: { bucket: 'logs', enabled: true } } },
    aws_lb_target_group: { service: { port: 8080, protocol: 'HTTP', target_type: 'ip', vpc_id: '${aws_vpc.main.id}', health_check: { path: '/health' } } },
    aws_lb_listener: { https: { load_balancer_arn: '${aws_lb.front.arn}', port: 443, default_action: [{ type: 'forward', target_group_arn: '${aws_lb_target_group.service.arn}' }] } },
    aws_ecs_cluster: { main: { name: 'orders' } },
    aws_ecs_service: {
      orders: {
        name: 'orders',
        cluster: '${aws_ecs_cluster.main.arn}',
        desired_count: 2,
        deployment_circuit_breaker: { enable: true, rollback: true },
        network_configuration: { subnets: ['${aws_subnet.first.id}'], security_groups: ['${aws_security_group.service.id}'] },
        load_balancer: [{ container_name: 'app', container_port: 8080, target_group_arn: '${aws_lb_target_group.service.arn}' }],
        service_connect_configuration: { enabled: true, service: [{ port_name: 'web', client_alias: { port: 80 } }] },
        timeouts: { create: '10m' },
        lifecycle: { ignore_changes: ['desired_count'] },
        depends_on: ['aws_lb_listener.https'],
      },
    },
    aws_rds_cluster: {
      orders: {
        engine: 'aurora-postgresql', master_username: 'orders', master_password_wo: 'never-in-a-plan', master_password_wo_version: 1,
        serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 },
      },
    },
    aws_wafv2_web_acl: {
      front: {
        scope: 'REGIONAL', default_action: { allow: {} }, visibility_config: visible(),
        rule: [
          { name: 'managed', priority: 1, override_action: { none: {} }, visibility_config: visible(), statement: { managed_rule_group_statement: { name: 'AWSManagedRulesCommonRuleSet', vendor_name: 'AWS' } } },
          { name: 'rate', priority: 2, action: { block: {} }, visibility_config: visible(), statement: { rate_based_statement: { limit: 2000, scope_down_statement: { not_statement: { statement: [{ geo_match_statement: { country_codes: ['NL'] } }] } } } } },
        ],
      },
    },
  },
  output: {
    account: { value: '${data.aws_caller_identity.me.account_id}' },
    secret: { value: '${aws_rds_cluster.orders.master_user_secret[0].secret_arn}' },
  },
});

function visible() {
  return { cloudwatch_metrics_enabled: true, metric_name: 'orders', sampled_requests_enabled: true };
}

test('a valid stack is valid, and all of it is planned', options, async () => {
  const document = orders();
  const stack = open(document);
  assert.deepEqual(await stack.validate(), []);
  const changes = await stack.plan();
  assert.equal(changes.length, Object.values(document.resource).flatMap(Object.keys).length);
  assert.ok(changes.every(({ actions }) => actions.join() === 'create'));
  const planned = type => changes.find(change => change.type === type);
  assert.equal(planned('aws_subnet').after.availability_zone, 'eu-west-1a');
  assert.deepEqual(planned('aws_lb').after.subnets, ['a', 'b', 'c']);
  assert.deepEqual(planned('aws_ecs_service').after.deployment_circuit_breaker, [{ enable: true, rollback: true }]);
  assert.equal(planned('aws_ecs_service').afterUnknown.id, true);
  assert.deepEqual(planned('aws_vpc').after.tags_all, { owner: 'team-orders', tier: 'production' });
  assert.deepEqual(planned('aws_lb').after.tags_all, { owner: 'team-orders' });
});

/** @type {Record<string, [(resource: any, document: any) => void, RegExp]>} */
const FAULTS = {
  'an unknown attribute': [({ aws_vpc }) => { aws_vpc.main.cidrBlock = '10.0.0.0/16'; }, /"cidrBlock"/],
  'an unknown key in a nested block': [({ aws_ecs_service }) => { aws_ecs_service.orders.network_configuration.subnet_ids = []; }, /"subnet_ids"/],
  'an unknown key three blocks deep': [({ aws_ecs_service }) => { aws_ecs_service.orders.service_connect_configuration.service[0].client_alias.hostname = 'orders'; }, /"hostname"/],
  'an unknown key in a statement of a web ACL': [({ aws_wafv2_web_acl }) => { aws_wafv2_web_acl.front.rule[0].statement.managed_rule_group_statement.vendorName = 'AWS'; }, /"vendorName"/],
  'a missing required attribute': [({ aws_ecs_service }) => { delete aws_ecs_service.orders.name; }, /"name" is required/],
  'a missing required attribute of a nested block': [({ aws_ecs_service }) => { delete aws_ecs_service.orders.load_balancer[0].container_port; }, /"container_port" is required/],
  'a missing required block': [({ aws_lb_listener }) => { delete aws_lb_listener.https.default_action; }, /default_action/],
  'a block too many': [({ aws_ecs_service }) => { aws_ecs_service.orders.network_configuration = [{ subnets: [] }, { subnets: [] }]; }, /network_configuration/],
  'a text for a number': [({ aws_ecs_service }) => { aws_ecs_service.orders.desired_count = 'two'; }, /a number is required/],
  'a text for a list': [({ aws_ecs_service }) => { aws_ecs_service.orders.network_configuration.subnets = 'subnet-1'; }, /set of string required/],
  'a list for a map': [({ aws_vpc }) => { aws_vpc.main.tags = [{ key: 'a', value: 'b' }]; }, /map of string required/],
  'a text for a block': [({ aws_lb }) => { aws_lb.front.access_logs = 'logs'; }, /Incorrect JSON value type|object is required/],
  'a block for an attribute': [({ aws_vpc }) => { aws_vpc.main.cidr_block = { value: '10.0.0.0/16' }; }, /string required/],
  'a rule of a security group that leaves attributes out': [({ aws_security_group }) => { aws_security_group.service.ingress = [{ from_port: 80, to_port: 80, protocol: 'tcp' }]; }, /"?cidr_blocks"?.*required/s],
  'a value for what only the cloud sets': [({ aws_vpc }) => { aws_vpc.main.owner_id = '1'; }, /"owner_id" is known after apply only/],
  'a reference to a resource that is not there': [({ aws_subnet }) => { aws_subnet.first.vpc_id = '${aws_vpc.other.id}'; }, /"aws_vpc" "other" has not been declared/],
  'a reference to an attribute that is not there': [({ aws_subnet }) => { aws_subnet.first.vpc_id = '${aws_vpc.main.identifier}'; }, /"identifier"/],
  'a dependency on a resource that is not there': [({ aws_ecs_service }) => { aws_ecs_service.orders.depends_on = ['aws_lb_listener.http']; }, /"aws_lb_listener" "http" has not been declared/],
  'something else than an attribute in ignore_changes': [({ aws_ecs_service }) => { aws_ecs_service.orders.lifecycle.ignore_changes = ['desiredCount']; }, /"desiredCount"/],
  'a resource type that is not there': [resource => { resource.aws_vpcs = { main: {} }; }, /"aws_vpcs"/],
  'an unknown attribute of a data source': [(_, { data }) => { data.aws_ssm_parameter.subnets.path = '/'; }, /"path"/],
  'an unknown attribute of the provider': [(_, document) => { document.provider.aws[0].default_tag = {}; }, /"default_tag"/],
};

for (const [fault, [introduce, expected]] of Object.entries(FAULTS)) {
  test(`${fault} is found`, options, async () => {
    const document = orders();
    // Schemas of web ACLs are large: other tests are quicker without.
    if (!fault.includes('web ACL')) delete document.resource.aws_wafv2_web_acl;
    introduce(document.resource, document);
    const problems = await open(document).validate();
    assert.equal(problems.length, 1, JSON.stringify(problems, undefined, 2));
    assert.equal(problems[0].severity, 'error');
    assert.match(`${problems[0].summary} ${problems[0].detail}`, expected);
  });
}

test('what is applied is not planned again; updates, moves, imports and a destroy work on the state', options, async () => {
  const document = orders();
  delete document.resource.aws_wafv2_web_acl;
  const stack = open(document);
  await stack.apply();
  assert.deepEqual(await stack.plan(), []);
  const outputs = await stack.outputs();
  assert.equal(outputs.account, '000000000000');
  assert.match(outputs.secret, /^arn:aws:/);

  document.resource.aws_ecs_service.orders.desired_count = 5; // ignored
  document.resource.aws_lb_target_group.service.health_check.path = '/ready';
  document.resource.aws_vpc = { network: document.resource.aws_vpc.main };
  document.moved = [{ from: 'aws_vpc.main', to: 'aws_vpc.network' }];
  document.resource.aws_ecs_cluster.adopted = { name: 'adopted' };
  document.import = [{ to: 'aws_ecs_cluster.adopted', id: 'adopted' }];
  stack.replace(JSON.parse(JSON.stringify(document).replaceAll('aws_vpc.main.id', 'aws_vpc.network.id')));
  const changes = await stack.plan();
  assert.deepEqual(changes.map(({ address, actions, previousAddress }) => [address, actions.join(), previousAddress]), [
    ['aws_ecs_cluster.adopted', 'update', undefined],
    ['aws_lb_target_group.service', 'update', undefined],
    ['aws_vpc.network', 'no-op', 'aws_vpc.main'],
  ]);
  await stack.destroy();
});

test('what is not to be destroyed is not', options, async () => {
  const document = orders();
  document.resource = { aws_rds_cluster: document.resource.aws_rds_cluster };
  document.data = { aws_caller_identity: { me: {} } };
  document.resource.aws_rds_cluster.orders.lifecycle = { prevent_destroy: true };
  const stack = open(document);
  await stack.apply();
  await assert.rejects(stack.destroy(), /prevent_destroy/);
});

test('what is write-only reaches neither plan nor state', options, async () => {
  const document = orders();
  document.resource = { aws_rds_cluster: document.resource.aws_rds_cluster };
  const stack = open(document);
  const [change] = await stack.plan();
  assert.equal(change.after.master_password_wo, null);
  assert.equal(change.after.master_password_wo_version, 1);
  await stack.apply();
  const { stdout } = await stack.terraform('state', 'pull');
  assert.match(stdout, /aws_rds_cluster/);
  assert.doesNotMatch(stdout, /never-in-a-plan/);
});

test('what lasts for one run goes where nothing keeps it, and nowhere else', options, async () => {
  const document = orders();
  delete document.data;
  delete document.output;
  document.ephemeral = { aws_secretsmanager_random_password: { first: { password_length: 40 } } };
  const value = '${ephemeral.aws_secretsmanager_random_password.first.random_password}';
  document.resource = {
    aws_secretsmanager_secret: { key: { name_prefix: 'key-' } },
    aws_secretsmanager_secret_version: { first: { secret_id: '${aws_secretsmanager_secret.key.id}', secret_string_wo: value, secret_string_wo_version: 1 } },
  };
  const stack = open(document);
  assert.deepEqual(await stack.validate(), []);
  await stack.apply();
  assert.deepEqual(await stack.plan(), []); // another password, which nobody sees

  document.resource.aws_secretsmanager_secret.key.description = value;
  stack.replace(document);
  assert.match((await stack.validate()).map(({ summary, detail }) => `${summary} ${detail}`).join(), /[Ee]phemeral/);

  document.resource.aws_secretsmanager_secret.key.description = '';
  document.ephemeral.aws_secretsmanager_random_password.first.password_size = 40;
  stack.replace(document);
  assert.match((await stack.validate()).map(({ detail }) => detail).join(), /password_size/);
});

test('providers come from this machine only', options, async () => {
  assert.doesNotMatch(readFileSync(provider.cliConfigFile, 'utf8'), /direct|network_mirror/);
  const stack = open({ terraform: { required_providers: { random: { source: 'random' } } } });
  await assert.rejects(stack.init(), /random/);
});

test('without terraform there is a reason instead of a provider', async () => {
  const { PATH } = process.env;
  process.env.PATH = join('/', 'nowhere');
  try {
    assert.deepEqual(await ensureProvider({ providerPackage: '/' }), { skip: 'terraform is not installed' });
  } finally {
    process.env.PATH = PATH;
  }
});
