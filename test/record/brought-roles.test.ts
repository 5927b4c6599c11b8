import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Engine } from '../../projenrc/capabilities';
import { GoldenPathService } from '../../src/capabilities/service/aws';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { Patch } from '../../src/record/patch';
import { refusal } from '../fixtures/errors';
import { ENV } from '../fixtures/stacks';
import { workbench } from '../samples/engines';

const SOURCE = ServiceSource.image('public.ecr.aws/acme/orders:1');
const arnOf = (role: string) => `arn:aws:iam::123456789012:role/teams/${role}`;
const BECAUSE = { reason: 'to see it' };
const ENGINES: Engine[] = ['aws', 'terraform'];

/** What the tree under a stack says is wrong. */
const errorsIn = (stack: any) => stack.node.findAll().flatMap((each: any) => each.node.validate());

describe('a policy for a role that is made elsewhere', () => {
  const roleArns = { taskRole: arnOf('orders-task') };

  test.each([
    ['a managed policy', (stack: Stack, role: iam.IRole) => new iam.ManagedPolicy(stack, 'Mine', { roles: [role] })],
    [
      'an inline policy, as its L1',
      (stack: Stack, role: iam.IRole) =>
        new iam.CfnRolePolicy(stack, 'Mine', { roleName: role.roleName, policyName: 'mine' }),
    ],
    [
      'a policy of several',
      (stack: Stack, role: iam.IRole) =>
        new iam.CfnPolicy(stack, 'Mine', { roles: [role.roleName], policyName: 'mine', policyDocument: {} }),
    ],
  ])('is refused on AWS CDK: %s', (_, make) => {
    const { stack, make: sample } = workbench('aws');
    const service: GoldenPathService = sample('service', 'typical', 'Orders', { roleArns });
    expect(errorsIn(stack)).toEqual([]);
    const made: any = make(stack, service.taskRole);
    if (made.addStatements) made.addStatements(new iam.PolicyStatement({ actions: ['polly:A'], resources: ['*'] }));
    expect(errorsIn(stack)).toEqual([expect.stringMatching(/^Shop\/Mine.* changes the role of roleArns\.taskRole/)]);
  });

  test('is refused on Terraform: an attachment', () => {
    const { stack, make } = workbench('terraform');
    make('service', 'typical', 'Orders', { roleArns });
    expect(errorsIn(stack)).toEqual([]);
    new IamRolePolicyAttachment(stack, 'Mine', { role: 'orders-task', policyArn: 'arn:aws:iam::aws:policy/Mine' });
    expect(errorsIn(stack)).toEqual([expect.stringContaining('changes the role of roleArns.taskRole')]);
  });

  test('passes for a role that the path makes', () => {
    const { stack, make } = workbench('aws');
    const policy = new iam.ManagedPolicy(stack, 'Mine', { roles: [make('service', 'typical', 'Orders').taskRole] });
    policy.addStatements(new iam.PolicyStatement({ actions: ['polly:A'], resources: ['*'] }));
    expect(errorsIn(stack)).toEqual([]);
  });
});

test('a named role of a stack in another account is refused, though its ARN is a token', () => {
  const app = new App();
  const there = new Stack(app, 'There', { env: { ...ENV, account: '999999999999' } });
  const here = new Stack(app, 'Here', { env: ENV });
  const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');
  const props = (stack: Stack) => ({
    owner: 'team-a',
    source: SOURCE,
    roleArns: { taskRole: new iam.Role(stack, 'Task', { assumedBy, roleName: 'orders-task' }).roleArn },
  });
  expect(refusal(() => new GoldenPathService(here, 'Orders', props(there))).message).toContain(
    'roleArns.taskRole is in account 999999999999, and what runs with it in 123456789012.',
  );
  expect(() => new GoldenPathService(here, 'Own', props(here))).not.toThrow();
});

test.each([
  ['an ARN', 'arn:aws:iam::123456789012:role/orders-task'],
  ['a name of nobody', 'orders task'],
])('usePrecreatedRoles with %s is refused: CDK would make an ARN of it', (_, value) => {
  const app = new App();
  iam.Role.customizeRoles(app, {
    usePrecreatedRoles: { 'Shop/Orders/TaskRole': value, 'Shop/Orders/ExecutionRole': 'b' },
  });
  const stack = new Stack(app, 'Shop');
  const { message } = refusal(() => new GoldenPathService(stack, 'Orders', { owner: 'team-a', source: SOURCE }));
  expect(message).toContain(`usePrecreatedRoles has ${JSON.stringify(value)} for it.`);
  expect(message).toContain('Shop/Orders/TaskRole');
});

describe.each(ENGINES)('on %s an escape that gives another role than the one that is brought is refused', engine => {
  test.each([
    ['service', 'taskDefinition', 'taskRole', 'TaskRoleArn', 'task_role_arn'],
    ['service', 'taskDefinition', 'executionRole', 'ExecutionRoleArn', 'execution_role_arn'],
    ['function', 'function', 'role', 'Role', 'role'],
  ])('%s: %s, %s', (capability, slot, role, cloudformation, terraform) => {
    const path = engine === 'aws' ? cloudformation : terraform;
    const change = Patch.property(path, arnOf('other'));
    const brought = workbench(engine).make(capability, 'typical', 'It', { roleArns: { [role]: arnOf(role) } });
    const { what, hint } = refusal(() => brought.escape(slot, change, BECAUSE)).complaint;
    expect(what).toBe(`An escape takes out the role ${role} that is made elsewhere.`);
    expect(hint).toContain(`roleArns: { ${role}: '...' }`);
    expect(brought.escapes).toEqual([]);
    const own = workbench(engine).make(capability, 'typical', 'It');
    if (capability === 'service') expect(() => own.escape(slot, change, BECAUSE)).not.toThrow();
  });
});
