import { Access } from '../../../src/binding/binding';
import { GoldenPathFunction } from '../../../src/capabilities/function/terraform';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { PYTHON } from '../../capabilities/function/fixture';
import { addressOf, configurationOf, terraformStackOn } from '../../fixtures/terraform';

test.each(['2faCodes', '-Codes', '7', '注文'])('an id such as %s names blocks that Terraform takes', id => {
  const stack = terraformStackOn();
  const queue = new ManagedQueue(stack, id);
  const fn = new GoldenPathFunction(stack, 'Fn', { code: PYTHON });
  fn.uses(queue, Access.PUBLISH, { environmentPrefix: 'CODES' });
  const { resource, data } = configurationOf(stack);
  const names = [resource, data].flatMap(types => Object.values<object>(types ?? {}).flatMap(Object.keys));
  expect(names).not.toEqual([]);
  for (const name of names) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
  // And they are referred to by that name.
  expect(JSON.stringify(resource.aws_lambda_function)).toContain(`\${${addressOf(queue.resource('queue') as any)}.`);
});

test('an id that begins with a letter keeps the name that it has', () => {
  const stack = terraformStackOn();
  expect(new ManagedQueue(stack, 'Codes').resource('queue').friendlyUniqueId).toMatch(/^Codes_/);
});
