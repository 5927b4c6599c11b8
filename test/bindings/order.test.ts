import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { ManagedDatabase } from '../../src/capabilities/database/aws';
import { databaseIdentifier } from '../../src/capabilities/database/identifier';
import { DatabaseEngine } from '../../src/capabilities/database/props';
import { GoldenPathFunction } from '../../src/capabilities/function/aws';
import { FunctionCode } from '../../src/capabilities/function/props';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { GoldenPathService } from '../../src/capabilities/service/aws';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { Patch } from '../../src/record/patch';
import { BindingError, InvalidInputError } from '../../src/support/errors';
import { project } from '../capabilities/function/fixture';
import { refusal } from '../fixtures/errors';
import { stackOn } from '../fixtures/stacks';

const CODE = project({ 'work.py': 'def handler(event, context):\n    return {}\n' });

/** A service that uses two databases of one id and two queues, in an order. */
function used(order: readonly number[]): { service: GoldenPathService; fn: GoldenPathFunction; stack: Stack } {
  const stack = stackOn();
  const database = (scope: Construct, id: string) =>
    new ManagedDatabase(scope, id, { engine: DatabaseEngine.postgres() });
  const [a, b] = [database(stack, 'Db'), database(new Construct(stack, 'Carts'), 'Db')];
  const [x, y] = [new ManagedQueue(stack, 'Zebra'), new ManagedQueue(stack, '2faCodes')];
  const source = ServiceSource.image('public.ecr.aws/acme/orders:1');
  const service = new GoldenPathService(stack, 'Orders', { source });
  const fn = new GoldenPathFunction(stack, 'Fn', { code: FunctionCode.python(CODE, { handler: 'work.handler' }) });
  for (const by of [service, fn]) {
    const uses = [
      () => by.uses(a),
      () => by.uses(b, undefined, { environmentPrefix: 'CARTS' }),
      () => by.uses(x),
      () => by.uses(y),
    ];
    for (const i of order) uses[i]();
  }
  return { service, fn, stack };
}

const ORDERS = [
  [0, 1, 2, 3],
  [3, 2, 1, 0],
  [1, 3, 0, 2],
];

test('the order of uses changes no id, and not the order of variables', () => {
  const [one, ...others] = ORDERS.map(order => {
    const { service, fn, stack } = used(order);
    const { Resources } = Template.fromStack(stack).toJSON();
    const of = (resource: any) => Resources[stack.resolve(resource.logicalId)].Properties;
    return {
      ids: Object.keys(Resources).sort(),
      slots: [...service.slots, ...fn.slots].sort(),
      variables: of(service.resource('taskDefinition')).ContainerDefinitions[0].Environment,
      ofFunction: JSON.stringify(of(fn.resource('function')).Environment),
    };
  });
  for (const other of others) expect(other).toEqual(one);
  const names: string[] = one.variables.map(({ Name }: any) => Name);
  expect(names).toEqual(expect.arrayContaining(['DB_HOST', 'CARTS_HOST', 'ID_2FA_CODES_URL', 'ZEBRA_URL']));
  for (const name of names) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]+$/);
});

test('what an escape has done to variables and to the name of the container outlives the next use', () => {
  const stack = stackOn();
  const source = ServiceSource.image('public.ecr.aws/acme/orders:1');
  const service = new GoldenPathService(stack, 'Orders', { source });
  service.uses(new ManagedQueue(stack, 'A'));
  const variable = 'ContainerDefinitions[Name=app].Environment[Name=A_URL].Value';
  service.escape('taskDefinition', Patch.property(variable, 'https://proxy'), { reason: 'a proxy' });
  const dashboards = { reason: 'dashboards' };
  service.escape('taskDefinition', Patch.property('ContainerDefinitions[0].Name', 'orders'), dashboards);
  service.escape('service', Patch.property('LoadBalancers[0].ContainerName', 'orders'), dashboards);
  service.uses(new ManagedQueue(stack, 'B'));
  const [task] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
  const environment = task.Properties.ContainerDefinitions[0].Environment;
  expect(environment).toContainEqual({ Name: 'A_URL', Value: 'https://proxy' });
  expect(environment).toContainEqual({ Name: 'B_URL', Value: expect.anything() });
});

test('an id without letters says its prefix', () => {
  const stack = stackOn();
  const source = ServiceSource.image('public.ecr.aws/acme/orders:1');
  const service = new GoldenPathService(stack, 'Orders', { source });
  const queue = new ManagedQueue(stack, '注文');
  const error = refusal(() => service.uses(queue));
  expect(error).toBeInstanceOf(BindingError);
  expect(error.complaint.hint).toContain('environmentPrefix');
  expect(() => service.uses(queue, undefined, { environmentPrefix: 'ORDERS' })).not.toThrow();
});

test.each(['A', '_X', '_HANDLER', 'LAMBDA_TASK_ROOT', 'AWS_REGION'])('a function has no variable %s', name => {
  const make = () =>
    new GoldenPathFunction(new Stack(new App(), 'Shop'), 'Fn', {
      owner: 'team',
      code: FunctionCode.python(CODE, { handler: 'work.handler' }),
      environment: { [name]: '1' },
    });
  expect(refusal(make)).toBeInstanceOf(InvalidInputError);
});

test('databases whose stacks and paths read alike have identifiers of their own', () => {
  const places: [string, string][] = [
    ['Shop', '/Orders/Db'],
    ['Shop-Orders', '/Db'],
    ['Shop', '/Orders-Db'],
    ['Shop', '/Orders_Db'],
    ['Shop', '/orders/db'],
    ['Shop', '/注文'],
    ['Shop', '/在庫'],
    ['店', '/Db'],
    ['注文', '/在庫'],
    ['S', `/${'x'.repeat(200)}`],
    ['S', `/${'x'.repeat(201)}`],
  ];
  const identifiers = places.map(([deployment, path]) => databaseIdentifier(deployment, path));
  expect(new Set(identifiers).size).toBe(places.length);
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
  for (const identifier of identifiers) expect(identifier).toMatch(/^(?=.{1,63}$)[a-z](-?[a-z0-9])*$/);
});
