import { readFileSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdktf';
import { terraformServiceIn } from './terraform-fixture';
import { Access } from '../../../src/binding/binding';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { EnvironmentTier } from '../../../src/path/tier';
import { BindingError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { EXPOSURES } from '../../fixtures/services';
import {
  configurationOf,
  decodedSlotsIn,
  expectTerraformSlotsComplete,
  terraformStackOn,
} from '../../fixtures/terraform';

const urlIn = (slots: any, name: string) =>
  slots.taskDefinition.container_definitions[0].environment.find((each: any) => each.name === name)?.value;

test.each<[string, number | undefined]>([
  ['internal', 80],
  ['internal with a domain', 443],
  ['public without a domain', undefined],
  ['public with a domain', undefined],
  ['shared', 443],
])('a service that is %s is called by another one, through port %p of its load balancer', (exposure, port) => {
  const stack = terraformStackOn();
  const orders = terraformServiceIn(stack, { exposure: EXPOSURES[exposure]() });
  const before = orders.slots;
  const web = terraformServiceIn(stack, {}, 'Web').uses(orders);
  const slots = decodedSlotsIn(configurationOf(stack), web);
  expect(urlIn(slots, 'ORDERS_URL')).toMatch(/^https?:\/\/|^\$\{aws_apigatewayv2_api/);
  expect(web.slots.filter(slot => slot.startsWith('Orders'))).toEqual(port ? ['OrdersIngress', 'OrdersEgress'] : []);
  if (port) {
    const own = `\${aws_security_group.${web.resources.securityGroup.friendlyUniqueId}.id}`;
    const group = orders.resources.loadBalancerSecurityGroup;
    const guard = group ? `\${aws_security_group.${group.friendlyUniqueId}.id}` : 'sg-0123456789abcdef0';
    expect(slots.OrdersIngress).toMatchObject({
      from_port: port,
      to_port: port,
      ip_protocol: 'tcp',
      security_group_id: guard,
      referenced_security_group_id: own,
    });
    expect(slots.OrdersEgress).toMatchObject({
      from_port: port,
      to_port: port,
      ip_protocol: 'tcp',
      security_group_id: own,
      referenced_security_group_id: guard,
    });
  }
  expect(web.slots).not.toContain('taskPolicy');
  expect(orders.slots).toEqual(before);
  expect([...orders.escapes, ...web.escapes]).toEqual([]);
  expectTerraformSlotsComplete(web);
});

test('across stacks, everything stands with the caller', () => {
  const app = Testing.app();
  const [front, back] = ['Front', 'Back'].map(id => terraformStackOn(EnvironmentTier.PRODUCTION, {}, app, id));
  const web = terraformServiceIn(front, {}, 'Web').uses(terraformServiceIn(back));
  app.synth();
  const slots = decodedSlotsIn(
    JSON.parse(readFileSync(join(app.outdir, 'stacks', 'Front', 'cdk.tf.json'), 'utf8')),
    web,
  );
  const [, ingress] = Object.entries<any>(slots).find(([name]) => /^Orders[0-9a-f]{8}Ingress$/.test(name))!;
  expect(ingress.security_group_id).toContain('data.terraform_remote_state');
  expect(urlIn(slots, 'ORDERS_URL')).toContain('data.terraform_remote_state');
  expect([front, back].map(({ dependencies }) => dependencies.map(({ node }) => node.id))).toEqual([['Back'], []]);
});

test('one that was made elsewhere, and what is refused', () => {
  const stack = terraformStackOn();
  const billing = GoldenPathService.fromServiceAttributes(stack, 'Billing', {
    url: 'http://billing.acme.internal',
    securityGroupId: 'sg-0aa',
  });
  const web = terraformServiceIn(stack, {}, 'Web').uses(billing, Access.READ);
  const slots = decodedSlotsIn(configurationOf(stack), web);
  expect(slots.BillingIngress).toMatchObject({ security_group_id: 'sg-0aa', from_port: 80 });
  expect(urlIn(slots, 'BILLING_URL')).toBe('http://billing.acme.internal');
  expect(refusal(() => web.uses(billing, Access.PUBLISH))).toBeInstanceOf(BindingError);
  // A service of the id `Task` has rules of other names than the tasks' own.
  const task = terraformServiceIn(stack, {}, 'Task');
  expect(web.uses(task).slots.filter(slot => /^[Tt]ask\w*Ingress$/.test(slot))).toEqual([
    'taskIngress',
    expect.stringMatching(/^Task[0-9a-f]{8}Ingress$/),
  ]);
});
