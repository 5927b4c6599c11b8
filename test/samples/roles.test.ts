import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { sampleNames, workbench } from './engines';
import { capabilityIds, Engine, loadCapability } from '../../projenrc/capabilities';
import { Access } from '../../src/binding/binding';
import { GoldenPathFunction } from '../../src/capabilities/function/aws';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { GoldenPathService } from '../../src/capabilities/service/aws';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { EnvironmentTier, TIERS } from '../../src/path/tier';
import { STRUCTS } from '../../src/support/structs.generated';
import { PYTHON } from '../capabilities/function/fixture';
import { refusal } from '../fixtures/errors';
import { jsonencoded } from '../fixtures/jsonencoded';
import { ENV, stackOn } from '../fixtures/stacks';

const ENGINES: Engine[] = ['aws', 'terraform'];
const ROLE = { aws: 'AWS::IAM::Role', terraform: 'aws_iam_role' };
const SOURCE = ServiceSource.image('public.ecr.aws/acme/orders:1');
const arnOf = (role: string) => `arn:aws:iam::123456789012:role/teams/${role}`;

/** What is written of roles: their trust and their permissions, by slot. */
interface Written {
  readonly trust: any;
  readonly statements: any[];
}

function entryOf(engine: Engine, bench: ReturnType<typeof workbench>, made: any): any {
  bench.written();
  const { entries } =
    engine === 'terraform'
      ? bench.stack.toTerraform()['//']['goldenpath:manifest']
      : bench.stack.node.metadata.find(({ type }: any) => type === 'goldenpath:manifest').data;
  return entries.find(({ path }: any) => path === made.node.path);
}

/** The roles of a template, as they are where the path makes them. */
function rolesIn(engine: Engine, written: any, made: any): { [slot: string]: Written } {
  const found: { [slot: string]: Written } = {};
  for (const slot of made.slots as string[]) {
    const resource = made.resource(slot);
    if (engine === 'aws') {
      if (resource.cfnResourceType !== ROLE.aws) continue;
      const id = made.node.scope.resolve(resource.logicalId);
      const policies = Object.values<any>(written.Resources).filter(
        ({ Type, Properties }) => Type === 'AWS::IAM::RolePolicy' && Properties.RoleName.Ref === id,
      );
      found[slot] = {
        trust: written.Resources[id].Properties.AssumeRolePolicyDocument,
        statements: policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement),
      };
    } else {
      if (resource.terraformResourceType !== ROLE.terraform) continue;
      const id = resource.friendlyUniqueId;
      const policies = Object.values<any>(written.resource.aws_iam_role_policy).filter(({ role }) =>
        role.includes(`aws_iam_role.${id}.`),
      );
      found[slot] = {
        trust: jsonencoded(written.resource.aws_iam_role[id].assume_role_policy),
        statements: policies.flatMap(({ policy }) => jsonencoded(policy).Statement),
      };
    }
  }
  return found;
}

/** A document in which references to the roles themselves are their ARNs, as they are where somebody brings them. */
function withArns(engine: Engine, made: any, roles: string[], document: any): any {
  let text = JSON.stringify(document);
  for (const slot of roles) {
    const resource = made.resource(slot);
    const id = engine === 'aws' ? made.node.scope.resolve(resource.logicalId) : resource.friendlyUniqueId;
    text =
      engine === 'aws'
        ? text.replaceAll(`{"Fn::GetAtt":["${id}","Arn"]}`, JSON.stringify(arnOf(slot)))
        : text.replaceAll(`\${aws_iam_role.${id}.arn}`, arnOf(slot));
  }
  return JSON.parse(text);
}

/** The roles of these are what is asked for: nobody else makes them. */
const OF_ROLES = ['github-trust', 'gitlab-trust'];
const CASES = ENGINES.flatMap(engine =>
  capabilityIds().flatMap(capability =>
    sampleNames(capability).flatMap(sample =>
      TIERS.filter(tier => tier !== EnvironmentTier.STAGING).map(tier => [engine, capability, sample, tier] as const),
    ),
  ),
);

describe('roles that are made elsewhere', () => {
  test.each(CASES)('on %s: %s, %s, in %s: none is made, and the manifest says what they need', (...chosen) => {
    const [engine, capability, sample, tier] = chosen;
    const plain = workbench(engine, tier);
    const there = plain.make(capability, sample);
    const roles = rolesIn(engine, plain.written(), there);
    const names = Object.keys(roles);
    if (names.length === 0 || OF_ROLES.includes(capability)) return;
    const bench = workbench(engine, tier);
    const roleArns = Object.fromEntries(names.map(name => [name, arnOf(name)]));
    const made = bench.make(capability, sample, 'It', { roleArns });
    const written = bench.written();
    const text = JSON.stringify(engine === 'aws' ? written.Resources : written.resource);
    // Its neighbours have roles of their own.
    const ids = Object.entries<any>(engine === 'aws' ? written.Resources : written.resource).flatMap(([key, value]) =>
      engine === 'aws'
        ? /^AWS::IAM::/.test(value.Type)
          ? [key]
          : []
        : /^aws_iam_/.test(key)
          ? Object.keys(value)
          : [],
    );
    expect(ids.filter(id => /^It/.test(id))).toEqual([]);
    for (const name of names) expect(text).toContain(arnOf(name));
    expect(made.slots).toEqual(
      there.slots.filter((slot: string) => !/Role|Policy$|^role$|^policy$/.test(slot) || made.slots.includes(slot)),
    );
    const needed = entryOf(engine, bench, made).roles;
    expect(needed.map(({ role }: any) => role).sort()).toEqual(names.sort());
    for (const { role, arn, assumeRolePolicy, policy } of needed) {
      expect(arn).toBe(arnOf(role));
      expect(assumeRolePolicy).toEqual(roles[role].trust);
      expect(policy.Statement).toEqual(withArns(engine, there, names, roles[role].statements));
    }
  });

  const withRoles = CASES.filter(([, , sample, tier]) => sample === 'typical' && tier === EnvironmentTier.PRODUCTION);
  test.each(withRoles)('on %s: %s refuses what is no role of its own', (engine, capability) => {
    const arns = (roleArns: any) =>
      refusal(() => workbench(engine).make(capability, 'typical', 'It', { roleArns })).message;
    if (!('roleArns' in STRUCTS[loadCapability(capability).definition.struct])) {
      expect(arns({ role: arnOf('x') })).toContain("'roleArns' is not a name in the props");
      return;
    }
    expect(arns({ rolle: arnOf('x') })).toContain("Nothing here runs with a role 'rolle' of roleArns.");
    const long = `arn:aws:iam::123456789012:role/${'x'.repeat(65)}`;
    const twoSlashes = 'arn:aws:iam::123456789012:role//orders';
    const others = ['orders', 'arn:aws:iam::123456789012:user/orders', 'arn:aws:iam::1:role/orders', ''];
    for (const wrong of [...others, long, twoSlashes]) {
      expect(arns({ role: wrong })).toContain(`roleArns.role is ${JSON.stringify(wrong)}.`);
    }
  });

  test('a role of another account is refused, where both are known', () => {
    const roleArns = { taskRole: 'arn:aws:iam::999999999999:role/orders' };
    const complaint = 'roleArns.taskRole is in account 999999999999, and what runs with it in 123456789012.';
    const terraform = { deployRoleArn: 'arn:aws:iam::123456789012:role/deploy', region: 'eu-west-1' };
    const bench = workbench('terraform', EnvironmentTier.PRODUCTION, { terraform });
    expect(refusal(() => bench.make('service', 'typical', 'It', { roleArns })).message).toContain(complaint);
    expect(bench.stack.node.tryFindChild('It')).toBeUndefined();
    const stack = new Stack(new App(), 'Shop', { env: ENV });
    const orders = { owner: 'team-a', source: SOURCE, roleArns };
    expect(refusal(() => new GoldenPathService(stack, 'Orders', orders)).message).toContain(complaint);
    expect(stack.node.children).toEqual([]);
    expect(() => workbench('aws').make('service', 'typical', 'It', { roleArns })).not.toThrow();
  });

  test.each(ENGINES)('on %s: what is used, and what is added by hand, is needed', engine => {
    const bench = workbench(engine);
    const queue = bench.make('queue', 'typical', 'Jobs');
    const service = bench.make('service', 'typical', 'It', { roleArns: { taskRole: arnOf('taskRole') } });
    service.uses(queue, Access.PUBLISH);
    if (engine === 'aws') {
      service.taskRole.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonPollyReadOnlyAccess'));
      const inline = new iam.Policy(bench.stack, 'Inline');
      inline.addStatements(new iam.PolicyStatement({ actions: ['polly:B'], resources: ['*'] }));
      service.taskRole.attachInlinePolicy(inline);
      service.taskRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['polly:A'], resources: ['*'] }));
    } else {
      service.grant({ actions: ['polly:A'], resources: ['*'] });
    }
    const [needed] = entryOf(engine, bench, service).roles;
    expect(JSON.stringify(needed.policy)).toContain('sqs:SendMessage');
    expect(JSON.stringify(needed.policy)).toContain('polly:A');
    if (engine === 'aws') {
      expect(JSON.stringify(needed.managedPolicyArns)).toContain('AmazonPollyReadOnlyAccess');
      expect(JSON.stringify(needed.policy)).toContain('polly:B');
      expect(JSON.stringify(bench.written().Resources)).not.toContain('polly');
    }
    expect(service.slots).not.toContain('taskRole');
    for (const slot of ['taskRole', 'taskPolicy']) {
      expect(refusal(() => service.resource(slot)).message).toContain('It is made elsewhere, by roleArns');
    }
  });
});

describe('iam.Role.customizeRoles', () => {
  function appWith(options?: iam.CustomizeRolesOptions): { app: App; stack: Stack } {
    const app = new App();
    if (options) iam.Role.customizeRoles(app, options);
    const stack = stackOn(EnvironmentTier.PRODUCTION, {}, app, 'Shop');
    return { app, stack };
  }

  test('has an effect: names are used by path, and the report says what each role needs', () => {
    const { app, stack } = appWith({
      usePrecreatedRoles: {
        'Shop/Orders/TaskRole': 'orders-task',
        'Shop/Orders/ExecutionRole': 'orders-start',
        'Shop/Nightly/Role': 'nightly',
      },
    });
    const orders = new GoldenPathService(stack, 'Orders', { owner: 'team-a', source: SOURCE });
    orders.uses(new ManagedQueue(stack, 'Jobs'), Access.PUBLISH);
    new GoldenPathFunction(stack, 'Nightly', { owner: 'team-a', code: PYTHON });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Role', 0);
    template.resourceCountIs('AWS::IAM::RolePolicy', 0);
    expect(JSON.stringify(template.toJSON())).toContain('role/orders-task');
    const report = JSON.parse(readFileSync(join(app.outdir, 'iam-policy-report.json'), 'utf8')).roles;
    const task = report.find((role: any) => role.roleName === 'orders-task');
    expect(task.roleConstructPath).toBe('Shop/Orders/TaskRole');
    expect(JSON.stringify(task.assumeRolePolicy)).toContain('aws:SourceAccount');
    expect(JSON.stringify(task.identityPolicyStatements)).toContain('sqs:SendMessage');
  });

  test('a role that has no name there is an error of CDK', () => {
    const { app, stack } = appWith({ usePrecreatedRoles: { 'Shop/Orders/TaskRole': 'orders-task' } });
    new GoldenPathService(stack, 'Orders', { owner: 'team-a', source: SOURCE });
    const { messages } = app.synth().getStackArtifact('Shop');
    expect(JSON.stringify(messages)).toContain('Shop/Orders/ExecutionRole');
  });

  test('where it only reports, every role is made as ever', () => {
    const made = (options?: iam.CustomizeRolesOptions) => {
      const { stack } = appWith(options);
      new GoldenPathService(stack, 'Orders', { owner: 'team-a', source: SOURCE });
      return Template.fromStack(stack).toJSON();
    };
    expect(made({ preventSynthesis: false }).Resources).toEqual(made().Resources);
  });
});
