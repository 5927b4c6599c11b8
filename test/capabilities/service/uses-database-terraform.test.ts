import { readFileSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdktf';
import { terraformServiceIn } from './terraform-fixture';
import { Access } from '../../../src/binding/binding';
import { DatabaseEngine } from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { EnvironmentTier } from '../../../src/path/tier';
import { decodedSlotsIn, terraformStackOn } from '../../fixtures/terraform';

describe.each([
  ['in one stack', false],
  ['in two stacks', true],
])('a database of the path, %s', (_, apart) => {
  test('gives the service its address, its secret and a way to it, and knows nothing of the service', () => {
    const app = Testing.app();
    const shop = terraformStackOn(EnvironmentTier.PRODUCTION, {}, app, 'Shop');
    const data = apart ? terraformStackOn(EnvironmentTier.PRODUCTION, {}, app, 'Data') : shop;
    const database = new ManagedDatabase(data, 'OrdersDb', { engine: DatabaseEngine.postgres() });
    const before = database.slots;
    const service = terraformServiceIn(shop).uses(database, Access.READ_WRITE);
    app.synth();
    const slots = decodedSlotsIn(
      JSON.parse(readFileSync(join(app.outdir, 'stacks', 'Shop', 'cdk.tf.json'), 'utf8')),
      service,
    );

    const variables = slots.taskDefinition.container_definitions[0].environment.map(({ name }: any) => name);
    expect(variables).toEqual(expect.arrayContaining(['ORDERS_DB_HOST', 'ORDERS_DB_PORT', 'ORDERS_DB_NAME']));
    const actions = slots.taskPolicy.policy.Statement.flatMap(({ Action }: any) => Action);
    expect(actions).toContain('secretsmanager:GetSecretValue');
    const [ingress, egress] = service.slots
      .filter(slot => /^OrdersDb.*(Ingress|Egress)$/i.test(slot))
      .map(slot => slots[slot]);
    expect([ingress.from_port, egress.from_port]).toEqual([5433, 5433]);
    expect(ingress.security_group_id).toContain(apart ? 'data.terraform_remote_state' : 'aws_security_group.OrdersDb');
    expect(database.slots).toEqual(before);
    expect([...service.escapes, ...database.escapes]).toEqual([]);
    expect([shop, data].flatMap(({ dependencies }) => dependencies.map(({ node }) => node.id))).toEqual(
      apart ? ['Data'] : [],
    );
  });
});
