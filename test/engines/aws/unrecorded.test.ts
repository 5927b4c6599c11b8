import { App, Aspects, CfnResource, RemovalPolicies, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { OverdueEscapes } from '../../../src/path/golden-path';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { findingsOf } from '../../fixtures/findings';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

let app: App;
let stack: Stack;
let service: GoldenPathService;
beforeEach(() => {
  app = new App();
  stack = stackOn(undefined, {}, app);
  service = serviceIn(stack);
});

const unrecorded = (slot: string, ...properties: string[]) => ({ slot, kind: EscapeKind.UNRECORDED, properties });

test('a construct that nobody touched has no escapes, before and after synth', () => {
  expect(service.escapes).toEqual([]);
  app.synth();
  expect(service.escapes).toEqual([]);
});

describe('a change that nobody recorded is seen', () => {
  test.each<[string, (service: GoldenPathService) => void, any[]]>([
    [
      'by assignment',
      s => {
        s.resources.service.propagateTags = 'NONE';
      },
      [unrecorded('service', 'PropagateTags')],
    ],
    [
      'inside a property',
      s => {
        (s.resources.service.deploymentConfiguration as any).deploymentCircuitBreaker.rollback = false;
      },
      [unrecorded('service', 'DeploymentConfiguration.DeploymentCircuitBreaker.Rollback')],
    ],
    [
      'inside a list, by name',
      s => {
        (s.resources.taskDefinition.containerDefinitions as any)[0].memory = 1;
      },
      [unrecorded('taskDefinition', 'ContainerDefinitions[Name=app].Memory')],
    ],
    [
      'one more in a list',
      s => {
        (s.resources.taskDefinition.containerDefinitions as any).push({ name: 'x', image: 'y' });
      },
      [unrecorded('taskDefinition', 'ContainerDefinitions[Name=x]')],
    ],
    [
      'a property that the path left out',
      s => {
        s.resources.service.desiredCount = 4;
      },
      [unrecorded('service', 'DesiredCount')],
    ],
    [
      'a property taken away',
      s => {
        s.resources.service.platformVersion = undefined;
      },
      [unrecorded('service', 'PlatformVersion')],
    ],
    [
      'by a raw override',
      s => s.resources.service.addPropertyOverride('A.B', 1),
      [unrecorded('service', 'A (raw override)')],
    ],
    [
      'by a raw override of another part',
      s => s.resources.service.addOverride('Condition', 'X'),
      [unrecorded('service', 'Condition (raw override)')],
    ],
    [
      'by removal',
      s => {
        s.node.tryRemoveChild('Dashboard');
      },
      [unrecorded('dashboard', '(the whole resource was removed)')],
    ],
    ['another logical id', s => s.resources.service.overrideLogicalId('Mine'), [unrecorded('service', '(logical id)')]],
    [
      'several',
      s => {
        s.resources.service.propagateTags = 'NONE';
        s.resources.cluster!.clusterName = 'mine';
      },
      [unrecorded('cluster', 'ClusterName'), unrecorded('service', 'PropagateTags')],
    ],
  ])('%s', (_, change, expected) => {
    change(service);
    const seen = service.escapes;
    expect(seen).toHaveLength(expected.length);
    expect(seen).toEqual(expect.arrayContaining(expected));
    expect(
      findingsOf(stack)
        .said.map(({ text }) => text)
        .join(),
    ).toContain(`Unrecorded change of '${expected[0].slot}'`);
  });

  test('by an Aspect, in the manifest too', () => {
    Aspects.of(app).add({
      visit: node => {
        if (node instanceof ecs.CfnService) node.propagateTags = 'NONE';
      },
    });
    const { manifest } = manifestOf(app, stack);
    expect(manifest.entries[0].escapes).toEqual([unrecorded('service', 'PropagateTags')]);
    expect(service.escapes).toEqual([unrecorded('service', 'PropagateTags')]);
  });

  test('between one synthesis and the next', () => {
    expect(manifestOf(app, stack).manifest.entries[0].escapes).toEqual([]);
    service.resources.service.propagateTags = 'NONE';
    expect(manifestOf(app, stack).manifest.entries[0].escapes).toEqual([unrecorded('service', 'PropagateTags')]);
  });

  test('and what was changed back is no change', () => {
    service.resources.service.propagateTags = 'NONE';
    service.resources.service.propagateTags = 'SERVICE';
    expect(service.escapes).toEqual([]);
  });

  test("and a resource that takes a removed one's place is not ours", () => {
    service.node.tryRemoveChild('Dashboard');
    new CfnResource(service, 'Dashboard', { type: 'Acme::Other::Thing' });
    expect(service.escapes).toEqual([unrecorded('dashboard', '(the whole resource was removed)')]);
  });
});

describe('what is no escape', () => {
  test('tags', () => {
    Tags.of(app).add('cost-centre', '42');
    Tags.of(service).add('goldenpath:owner', 'somebody');
    app.synth();
    expect(service.escapes).toEqual([]);
  });

  test('what bindings, grants and side cars add', () => {
    service.addSidecar({ name: 'agent', image: 'public.ecr.aws/acme/agent:1' });
    service.taskRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    service.taskRole.addManagedPolicy({
      managedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    } as iam.IManagedPolicy);
    expect(service.escapes).toEqual([]);
  });

  test('what the platform team does for everybody, which is listed as its policy', () => {
    RemovalPolicies.of(stack).destroy();
    iam.PermissionsBoundary.of(app).apply({
      managedPolicyArn: 'arn:aws:iam::123456789012:policy/boundary',
    } as iam.IManagedPolicy);
    app.synth();
    expect(service.escapes.filter(({ kind }) => kind === EscapeKind.UNRECORDED)).toEqual([]);
    expect(service.escapes).toContainEqual({
      slot: 'logGroup',
      kind: EscapeKind.ORGANIZATION_POLICY,
      properties: ['DeletionPolicy', 'UpdateReplacePolicy'],
    });
    expect(service.escapes.filter(({ slot }) => slot === 'taskRole').flatMap(({ properties }) => properties)).toContain(
      'PermissionsBoundary (raw override)',
    );
  });
});

describe('the record', () => {
  test('of a foreign change outlives what the path changes after it', () => {
    (service.resources.taskDefinition.containerDefinitions as any)[0].memory = 900;
    service.addSidecar({ name: 'agent', image: 'public.ecr.aws/acme/agent:1' });
    expect(service.escapes).toEqual([unrecorded('taskDefinition', 'ContainerDefinitions[Name=app].Memory')]);
  });

  test('of a foreign change outlives an escape after it', () => {
    service.resources.service.desiredCount = 4;
    service.escape('service', Patch.property('PropagateTags', 'NONE'), { reason: 'x' });
    expect(service.escapes.map(({ kind, properties }) => [kind, properties])).toEqual([
      [EscapeKind.PATCH, ['PropagateTags']],
      [EscapeKind.UNRECORDED, ['DesiredCount']],
    ]);
  });

  test('of a foreign change after an escape', () => {
    service.escape('service', Patch.property('PropagateTags', 'NONE'), { reason: 'x' });
    service.resources.service.propagateTags = 'TASK_DEFINITION';
    expect(service.escapes.map(({ kind }) => kind)).toEqual([EscapeKind.PATCH, EscapeKind.UNRECORDED]);
  });
});

describe('keepLogicalId', () => {
  test('gives the id of a deployed resource, and is no escape', () => {
    service.keepLogicalId('service', 'ServiceD69D759B');
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::ECS::Service'))).toEqual(['ServiceD69D759B']);
    expect(service.escapes).toEqual([]);
  });

  test('without it, the main resource has the id that an L2 of the same name has', () => {
    const [id] = Object.keys(Template.fromStack(stack).findResources('AWS::ECS::Service'));
    const other = new Stack(new App(), 'Shop');
    new CfnResource(new Construct(other, 'Orders'), 'Resource', { type: 'A::B::C' });
    expect(Object.keys(Template.fromStack(other).toJSON().Resources)).toEqual([id]);
  });

  test.each(['', 'with-hyphen', 'ä', 'x'.repeat(256)])('refuses %p', id => {
    expect(refusal(() => service.keepLogicalId('service', id))).toBeInstanceOf(InvalidInputError);
  });
});

describe('review dates', () => {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const escaped = (reviewBy: string, overdueEscapes?: OverdueEscapes) => {
    const its = new App();
    const where = stackOn(undefined, { overdueEscapes }, its);
    serviceIn(where).escape('service', Patch.property('PropagateTags', 'NONE'), { reason: 'because', reviewBy });
    return {
      synth: () => its.synth(),
      warnings: () => findingsOf(where).said,
    };
  };

  test.each([
    [-1, 1],
    [0, 1],
    [29, 1],
    [30, 1],
    [32, 0],
    [400, 0],
  ])('%p days from today: %p warnings', (offset, count) => {
    const { warnings } = escaped(day(offset));
    expect(warnings()).toHaveLength(count);
  });

  test('the warning says what, why, who and when', () => {
    expect(escaped(day(-1)).warnings()).toMatchObject([
      {
        rule: 'escape-overdue',
        severity: 'warning',
        text: `The escape of 'service' (because) was due for review on ${day(-1)}, by team-orders.`,
        fix: 'Remove it, or set a new date.',
      },
    ]);
    expect(escaped(day(1)).warnings()).toMatchObject([{ rule: 'escape-due', severity: 'warning' }]);
  });

  test('an error only if the path says so, and only when it is overdue', () => {
    expect(() => escaped(day(-1), OverdueEscapes.WARN).synth()).not.toThrow();
    expect(() => escaped(day(0), OverdueEscapes.ERROR).synth()).not.toThrow();
    expect(() => escaped(day(-1), OverdueEscapes.ERROR).synth()).toThrow(/was due for review/);
  });
});

/** The metadata of a stack in the cloud assembly, and the manifest in it. */
function manifestOf(of: App, its: Stack) {
  const entries: any[] = of.synth({ force: true }).getStackByName(its.stackName).metadata[`/${its.node.path}`];
  return { entries, manifest: entries.find(({ type }) => type === 'goldenpath:manifest').data };
}
