import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pattern, run, SHOP, SYNTHESISED, TERRAFORM } from './run.ts';

const constructIn = (json: any, stack: string, path: string) =>
  json.stacks.find((each: any) => each.name === stack).constructs.find((each: any) => each.path === path);
const decisionIn = (construct: any, name: string) => construct.decisions.find((each: any) => each.name === name);

test('reads the stacks of stages, a nested stack, and a stack off the path', async () => {
  const { code, json } = await run(['explain', SHOP, '--json']);
  assert.equal(code, 0);
  assert.deepEqual(json.stacks.map(({ name, onPath }: any) => [name, onPath]).sort(), [
    ['Legacy', false],
    ['Payments', true],
    ['Prod/Shop', true],
    ['Prod/Shop/Inner', true],
    ['Test/Shop', true],
  ]);
  assert.deepEqual(
    json.stacks.find(({ name }: any) => name === 'Prod/Shop/Inner').constructs.map(({ path }: any) => path),
    ['Prod/Shop/Inner/Cart'],
  );
});

test('says who decided, what it became, and what it would be elsewhere', async () => {
  const { json } = await run(['explain', SHOP, '--json']);
  const shop = constructIn(json, 'Prod/Shop', 'Prod/Shop/Shop');

  const asked = decisionIn(shop, 'service.minTasks');
  assert.equal(asked.decidedBy, 'app team');
  assert.deepEqual(asked.otherTiers, { values: { development: 2, staging: 2 }, basis: 'prop' });
  assert.deepEqual(
    asked.places.map(({ slot, path, value, agrees }: any) => [slot, path, value, agrees]),
    [['scalableTarget', 'MinCapacity', 2, true]],
  );

  const byPath = decisionIn(shop, 'service.maxTasks');
  assert.deepEqual(byPath.otherTiers, { values: { development: 2, staging: 6 }, basis: 'path' });
  assert.equal(byPath.value, 30);
  assert.match(byPath.allowed, /^a whole number from 1 to 5000$/);

  const byPlatform = decisionIn(shop, 'service.stopTimeoutSeconds');
  assert.equal(byPlatform.decidedBy, 'platform team');
  assert.equal(byPlatform.otherTiers.basis, 'platform');
  assert.deepEqual(
    byPlatform.places.map(({ path, value }: any) => [path, value]),
    [['ContainerDefinitions[0].StopTimeout', 45]],
  );

  // Only public services have the firewall. The typical service of the reference is not public.
  assert.equal(decisionIn(shop, 'service.webApplicationFirewall').otherTiers.basis, 'depends');
});

test(
  'a place is that of the circumstances: a public service behind an HTTP API is seen in the API and not in its ' +
    'load balancer',
  async () => {
    const { json } = await run(['explain', SHOP, '--json', '--decision', 'service.exposure']);
    const slots = (stack: string, path: string) =>
      constructIn(json, stack, path).decisions[0].places.map(({ slot }: any) => slot);
    assert.deepEqual(slots('Prod/Shop', 'Prod/Shop/Shop'), ['httpApi']);
    assert.deepEqual(slots('Payments', 'Payments/Payments'), ['loadBalancer']);
  },
);

test('every place that can be compared has the decided value, unless an escape says otherwise', async () => {
  let compared = 0;
  for (const input of [SHOP, TERRAFORM]) {
    const { json } = await run(['explain', input, '--json']);
    for (const { constructs = [] } of json.stacks) {
      for (const { path, decisions, escapes } of constructs) {
        for (const { name, value, places } of decisions) {
          for (const place of places.filter(({ agrees }: any) => agrees !== undefined)) {
            compared++;
            const isEscaped = escapes.some(({ slot }: any) => slot === place.slot);
            assert.ok(
              place.agrees || isEscaped,
              `${path}: ${name} is ${JSON.stringify(value)}, and ${place.address}.${place.path} is ` +
                JSON.stringify(place.value),
            );
          }
        }
      }
    }
  }
  assert.ok(compared > 300, `only ${compared} places were compared`);
});

test('the same decisions are seen in Terraform, container definitions included', async () => {
  const { json } = await run(['explain', TERRAFORM, '--json']);
  const orders = constructIn(json, 'orders', 'orders/Orders');
  const seen = (name: string) =>
    decisionIn(orders, name).places.map(({ address, path, value }: any) => [
      address.replace(/_[0-9A-F]{8}$/, ''),
      path,
      value,
    ]);
  assert.deepEqual(seen('service.initProcess'), [
    [
      'aws_ecs_task_definition.Orders_TaskDefinition',
      'container_definitions[0].linuxParameters.initProcessEnabled',
      true,
    ],
  ]);
  assert.deepEqual(seen('service.maxTasks'), [['aws_appautoscaling_target.Orders_ScalableTarget', 'max_capacity', 30]]);
  // An escape changed the property, so that it does not have the decided value any more.
  assert.equal(decisionIn(orders, 'service.tmpMib').places[0].agrees, false);
});

test('escapes have their reviews; unrecorded ones and what the organisation does to all are told apart', async () => {
  const { out } = await run(['explain', SHOP, '--construct', 'Prod/Shop/Shop']);
  assert.match(
    out,
    pattern(
      /Escapes \(3\)\n  service: PropagateTags\n    the billing export cannot take tags /,
      /\(team-billing, for 311 days; review overdue by 52 days \(2026-10-01\)\)/,
    ),
  );
  assert.match(out, /review in 220 days/);
  assert.match(out, /the game day \(team-shop; no review date\)/);
  assert.match(out, /Unrecorded escapes \(1\).*\n  service: EnableExecuteCommand/);
  const payments = await run(['explain', SHOP, '--construct', 'Payments/Payments']);
  assert.match(payments.out, /Organisation policy \(1\)\n  logGroup: UpdateReplacePolicy/);
});

test('answers to policy checkers are listed, a reason once with its rules', async () => {
  const { out } = await run(['explain', SHOP, '--construct', 'Prod/Shop/Shop']);
  assert.match(out, /Answers to policy checkers \(\d+\)\n/);
  assert.match(out, /  taskDefinition: .*Credentials are never among them.*\n    cdk-nag AwsSolutions-ECS2\n/);
});

test('--by and --decision leave out all else', async () => {
  const { json } = await run(['explain', SHOP, '--stack', 'Prod/Shop', '--by', 'team', '--json']);
  assert.deepEqual(
    json.stacks[0].constructs.map(({ path, decisions }: any) => [path, decisions.map(({ name }: any) => name)]),
    [['Prod/Shop/Shop', ['service.port', 'service.exposure', 'service.minTasks']]],
  );
});

test('a stack off the path is said, and is a finding when there is nothing else', async () => {
  const { code, out } = await run(['explain', SHOP, '--stack', 'Legacy']);
  assert.equal(code, 1);
  assert.match(out, /Stack Legacy is off the path/);
});

test('--roles says what the roles that are made elsewhere must allow', async () => {
  const { out, code } = await run(['explain', `${SYNTHESISED}/roles`, '--roles']);
  assert.equal(code, 0);
  assert.match(out, /Orders\/Orders {2}taskRole: arn:aws:iam::123456789012:role\/orders-task/);
  assert.match(out, /Trust policy:[^]*ecs-tasks\.amazonaws\.com[^]*Permissions:[^]*sqs:SendMessage/);
  const { json } = await run(['explain', `${SYNTHESISED}/roles`, '--roles', '--json']);
  const { roles } = constructIn(json, 'Orders', 'Orders/Orders');
  assert.deepEqual(
    roles.map(({ role }: any) => role),
    ['executionRole', 'taskRole'],
  );
  assert.match((await run(['explain', SHOP, '--roles'])).out, /The path makes every role\./);
  assert.match((await run(['explain', SHOP, '--roles', '--surface'])).err, /mutually exclusive/);
});

test('--surface counts, beside the measured peer', async () => {
  const { out, code } = await run(['explain', SHOP, '--construct', 'Payments/Payments', '--surface']);
  assert.equal(code, 0);
  assert.match(out, /Payments\/Payments +0 +\d+ \(\d+ nested\) +\d+ +\d+ +\d+/);
  assert.match(out, /ApplicationLoadBalancedFargateService +\d+ +\d+ \(\d+ nested\) +- /);
  const { json } = await run(['explain', SHOP, '--construct', 'Payments/Payments', '--json']);
  const [
    {
      surface,
      decisions,
      escapes: [escape],
    },
  ] = json.stacks.find(({ name }: any) => name === 'Payments').constructs;
  assert.equal(surface.madeByTeam + surface.decidedForTeam, decisions.length);
  assert.equal(escape.answers, 'team-payments');
});

test('a name that fits nothing is wrong use, with a hint', async () => {
  for (const [commandLine, hint] of [
    [['explain', SHOP, '--stack', 'Paymnts'], /Did you mean 'Payments'/],
    [['explain', SHOP, '--construct', 'Shp'], /There is no construct 'Shp'/],
    [['explain', SHOP, '--decision', 'service.minTask'], /Did you mean 'service.minTasks'/],
    [['explain', SHOP, '--surface', '--property', 'a.b'], /mutually exclusive/],
    [['explian'], /Did you mean explain/],
    [['explain', SHOP, '--jsno'], /Unknown argument: jsno/],
    [[], /Which command/],
  ] as Array<[string[], RegExp]>) {
    const { code, err, out } = await run(commandLine);
    assert.equal(code, 2, commandLine.join(' '));
    assert.equal(out, '');
    assert.match(err, hint);
    assert.match(err, /where: .*\n {2}to do: .*\n {2}docs: /);
    assert.doesNotMatch(err, /\n +at /);
  }
});
