import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Access, Credentials } from '../../../src/binding/binding';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../../src/capabilities/database/engine';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

const databaseIn = (stack: Stack, id = 'OrdersDb') =>
  new ManagedDatabase(stack, id, { engine: DatabaseEngine.postgres() });

describe.each([...TIERS])('in %s', tier => {
  test.each<[string, (make: (id: string) => Stack) => [Stack, Stack]]>([
    [
      'in one stack',
      make => {
        const stack = make('Shop');
        return [stack, stack];
      },
    ],
    ["the database's stack first", make => [make('Data'), make('Shop')]],
    ["the service's stack first", make => [make('Shop'), make('Data')].reverse() as [Stack, Stack]],
  ])('a service uses a database: %s', (_, stacks) => {
    const app = new App();
    const [data, shop] = stacks(id => stackOn(tier, {}, app, id));
    const service = serviceIn(shop);
    const database = databaseIn(data);
    service.uses(database);
    app.synth();
    const template = Template.fromStack(shop);
    const [{ Properties }] = Object.values<any>(template.findResources('AWS::ECS::TaskDefinition'));
    expect(Properties.ContainerDefinitions[0].Environment.map(({ Name }: any) => Name)).toEqual(
      expect.arrayContaining(['ORDERS_DB_HOST', 'ORDERS_DB_PORT', 'ORDERS_DB_NAME', 'ORDERS_DB_SECRET_ARN']),
    );
    template.hasResourceProperties('AWS::IAM::RolePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'] }),
        ]),
      },
    });
    // Something in another scope may share its id with something beside the service.
    const rules = service.slots
      .filter(slot => slot.startsWith('OrdersDb'))
      .map(slot => slot.replace(/(?<=^OrdersDb)[0-9a-f]{8}/, '#'));
    expect(rules).toEqual(['Ingress', 'Egress'].map(kind => `OrdersDb${data === shop ? '' : '#'}${kind}`));
    if (data !== shop) expect([data.dependencies, shop.dependencies]).toEqual([[], [data]]);
    for (const construct of [service, database]) {
      expect(construct.escapes).toEqual([]);
      expectSlotsComplete(construct);
    }
  });
});

test('an IAM token instead of the secret', () => {
  const stack = stackOn(EnvironmentTier.STAGING);
  serviceIn(stack).uses(databaseIn(stack), Access.READ_WRITE, { credentials: Credentials.IAM_TOKEN, userName: 'web' });
  const policies = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::RolePolicy'));
  expect(policies).toContain('rds-db:connect');
  expect(policies).not.toContain('secretsmanager:GetSecretValue');
});

test('a database that is used from its own stack and from another', () => {
  const app = new App();
  const [a, b] = ['A', 'B'].map(id => stackOn(EnvironmentTier.DEVELOPMENT, {}, app, id));
  const database = databaseIn(a);
  serviceIn(a, {}, 'Near').uses(database);
  serviceIn(b, {}, 'Far').uses(database, Access.READ);
  expect(() => app.synth()).not.toThrow();
});
