import { ManagedBucket } from '../../../src/capabilities/bucket/terraform';
import { EventSource, FunctionCode, FunctionHttp } from '../../../src/capabilities/function/props';
import { GoldenPathFunction } from '../../../src/capabilities/function/terraform';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { Patch } from '../../../src/record/patch';
import { configurationOf, slotsIn, terraformStackOn } from '../../fixtures/terraform';

// In an argument, `${` and `%{` begin a template: Terraform refuses `${HOME}`, and would fill in `${var.token}`.
const TEXT = 'x${HOME}/%{if}';
const KEPT = 'x$${HOME}/%%{if}';

test('what a team says reaches AWS letter by letter', () => {
  const stack = terraformStackOn();
  const bucket = new ManagedBucket(stack, 'Files', { lifecycle: [{ prefix: TEXT, expireAfterDays: 1 }] });
  const queue = new ManagedQueue(stack, 'Signups');
  const fn = new GoldenPathFunction(stack, 'Signup', {
    owner: 'team',
    code: FunctionCode.asset('test/fixtures/programs', { runtime: 'nodejs24.x', handler: 'index.handler' }),
    environment: { TEXT },
    http: FunctionHttp.jwt({ issuer: 'https://login.acme.com', audience: [TEXT] }),
    events: [EventSource.bucket(bucket, { prefix: TEXT }), EventSource.queue(queue)],
  });
  fn.uses(queue);
  const configuration = configurationOf(stack);
  const { function: program, httpApiAuthorizer } = slotsIn(configuration, fn);
  // A binding adds variables afterwards, and leaves those before as they are.
  expect(program.environment.variables).toMatchObject({ TEXT: KEPT, SIGNUPS_URL: expect.stringMatching(/^\$\{aws_/) });
  expect(httpApiAuthorizer.jwt_configuration.audience).toEqual([KEPT]);
  const rules = slotsIn(configuration, bucket).bucketLifecycle.rule;
  expect(rules.map(({ filter }: any) => filter?.prefix ?? filter?.[0]?.prefix)).toContain(KEPT);
});

test('what Terraform is to fill in, is filled in; an escape says what Terraform reads', () => {
  const stack = terraformStackOn();
  const queue = new ManagedQueue(stack, 'Signups');
  queue.escape('queue', Patch.property('name', '${var.name}'), { reason: 'each workspace has its own' });
  const { queue: block } = slotsIn(configurationOf(stack), queue);
  expect(block.name).toBe('${var.name}');
  expect(block.redrive_policy).toMatch(/^\$\{jsonencode/);
});
