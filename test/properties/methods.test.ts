import { capabilityIds, Engine } from '../../projenrc/capabilities';
import { Access } from '../../src/binding/binding';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../src/capabilities/queue/terraform';
import { Patch } from '../../src/record/patch';
import { acceptsOrRefuses } from '../fixtures/errors';
import { JUNK } from '../fixtures/junk';
import { workbench } from '../samples/engines';

/** What an app calls of our constructs, with arguments that are right, by the name of the method. */
const ARGUMENTS: { readonly [method: string]: (queue: any, slot: string) => unknown[] } = {
  uses: queue => [queue, Access.PUBLISH, {}],
  addSidecar: () => ['proxy', 'public.ecr.aws/acme/proxy:1', {}],
  resource: (_, slot) => [slot],
  escape: (_, slot) => [slot, Patch.property('Tags', []), { reason: 'a test', since: '2026-01-01' }],
  keepLogicalId: (_, slot) => [slot, 'Old'],
  movedFrom: (_, slot) => [slot, 'aws_queue.old'],
  subscribe: queue => [queue, {}],
  grant: () => [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] }],
  addToResourcePolicy: () => [{ Effect: 'Allow', Principal: '*', Action: ['s3:GetObject'] }],
};

const ENGINES: Engine[] = ['aws', 'terraform'];
const CASES = ENGINES.flatMap(engine =>
  capabilityIds().flatMap(id => {
    const made = workbench(engine).make(id);
    return Object.keys(ARGUMENTS)
      .filter(method => typeof made[method] === 'function' && !(engine === 'aws' && method === 'addToResourcePolicy'))
      .flatMap(method => ARGUMENTS[method](undefined, '').map((__, place) => [id, method, place, engine] as const));
  }),
);

test.each(CASES)('%s.%s takes anything in place %d, or refuses it with an error of this package, on %s', (...call) => {
  const [id, method, place, engine] = call;
  const { make, stack } = workbench(engine);
  const made = make(id);
  const queue = engine === 'aws' ? new ManagedQueue(stack, 'Jobs') : new TerraformQueue(stack, 'Jobs');
  for (const [what, junk] of JUNK) {
    const args = ARGUMENTS[method](queue, made.slots[0]);
    args[place] = junk;
    try {
      acceptsOrRefuses(() => made[method](...args));
    } catch (error) {
      throw new Error(`${what}: ${(error as Error).message}`);
    }
  }
});
