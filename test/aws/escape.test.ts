import { CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct, IMixin } from 'constructs';
import { GoldenPathService } from '../../src/capabilities/service/aws';
import { EscapeHatchError } from '../../src/support/errors';
import { EscapeKind, Patch } from '../../src/record/escape-hatch';
import { refusal } from '../fixtures/errors';
import { serviceIn } from '../fixtures/services';
import { stackOn } from '../fixtures/stacks';

const why = { reason: 'the billing export cannot take tags', owner: 'team-billing', reviewBy: '2099-12-31' };

let stack: Stack;
let service: GoldenPathService;
beforeEach(() => {
  stack = stackOn();
  service = serviceIn(stack);
});

/** The properties of a slot's resource in the template. */
function properties(slot: string): any {
  const resource = service.resource(slot);
  return Template.fromStack(stack).toJSON().Resources[stack.resolve(resource.logicalId)].Properties;
}

const container = () => properties('taskDefinition').ContainerDefinitions[0];

describe('a patch', () => {
  test.each<[string, string, Patch, () => any, any]>([
    [
      'sets a property',
      'service',
      Patch.property('PropagateTags', 'NONE'),
      () => properties('service').PropagateTags,
      'NONE',
    ],
    [
      'in typed spelling',
      'service',
      Patch.property('propagateTags', 'NONE'),
      () => properties('service').PropagateTags,
      'NONE',
    ],
    [
      'sets what the path left out',
      'service',
      Patch.property('DesiredCount', 4),
      () => properties('service').DesiredCount,
      4,
    ],
    [
      'sets zero',
      'service',
      Patch.property('HealthCheckGracePeriodSeconds', 0),
      () => properties('service').HealthCheckGracePeriodSeconds,
      0,
    ],
    [
      'selects in a list',
      'taskDefinition',
      Patch.property('ContainerDefinitions[Name=app].Memory', 900),
      () => container().Memory,
      900,
    ],
    [
      'selects by number',
      'taskDefinition',
      Patch.property('ContainerDefinitions[0].Memory', 900),
      () => container().Memory,
      900,
    ],
    [
      'selects by a key of an attribute',
      'targetGroup',
      Patch.property('TargetGroupAttributes[Key=deregistration_delay.timeout_seconds].Value', '5'),
      () => properties('targetGroup').TargetGroupAttributes[0].Value,
      '5',
    ],
    [
      'goes deep',
      'service',
      Patch.property('DeploymentConfiguration.DeploymentCircuitBreaker.Rollback', false),
      () => properties('service').DeploymentConfiguration.DeploymentCircuitBreaker,
      { Enable: true, Rollback: false },
    ],
    [
      'makes what is on the way',
      'service',
      Patch.property('ServiceConnectConfiguration.Enabled', false),
      () => properties('service').ServiceConnectConfiguration,
      { Enabled: false },
    ],
    [
      "sets an object in the template's words",
      'taskDefinition',
      Patch.property('EphemeralStorage', { SizeInGiB: 40 }),
      () => properties('taskDefinition').EphemeralStorage,
      { SizeInGiB: 40 },
    ],
    [
      'appends an object',
      'taskDefinition',
      Patch.append('ContainerDefinitions[Name=app].Ulimits', { Name: 'nofile', SoftLimit: 65536, HardLimit: 65536 }),
      () => container().Ulimits,
      [{ Name: 'nofile', SoftLimit: 65536, HardLimit: 65536 }],
    ],
    [
      'appends an object with objects in it',
      'taskDefinition',
      Patch.append('Volumes', {
        Name: 'efs',
        EFSVolumeConfiguration: { FilesystemId: 'fs-1', AuthorizationConfig: { IAM: 'ENABLED' } },
      }),
      () => properties('taskDefinition').Volumes,
      [{ Name: 'efs', EFSVolumeConfiguration: { FilesystemId: 'fs-1', AuthorizationConfig: { IAM: 'ENABLED' } } }],
    ],
    [
      'sets free-form keys as they are',
      'taskDefinition',
      Patch.property('ContainerDefinitions[Name=app].DockerLabels', { Team: 'a', 'com.acme.Tier': 'b' }),
      () => container().DockerLabels,
      { Team: 'a', 'com.acme.Tier': 'b' },
    ],
    [
      'sets one free-form key',
      'taskDefinition',
      Patch.property('ContainerDefinitions[Name=app].LogConfiguration.Options.awslogs-datetime-format', '%H'),
      () => container().LogConfiguration.Options['awslogs-datetime-format'],
      '%H',
    ],
    [
      'takes tokens',
      'service',
      Patch.property('Role', Fn.importValue('role')),
      () => properties('service').Role,
      { 'Fn::ImportValue': 'role' },
    ],
    [
      'removes a property',
      'service',
      Patch.remove('EnableECSManagedTags'),
      () => properties('service').EnableECSManagedTags,
      undefined,
    ],
    [
      'removes an element',
      'securityGroup',
      Patch.remove('SecurityGroupEgress[0]'),
      () => properties('securityGroup').SecurityGroupEgress,
      [],
    ],
  ])('%s', (_, slot, patch, seen, expected) => {
    service.escape(slot, patch, why);
    expect(seen()).toEqual(expected);
    expect(service.escapes).toEqual([{ slot, kind: EscapeKind.PATCH, properties: [patch.path], ...why }]);
  });

  test.each([
    [
      'whole',
      Patch.property('AssumeRolePolicyDocument', {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*' }],
      }),
    ],
    [
      'a statement more',
      Patch.append('AssumeRolePolicyDocument.Statement', { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*' }),
    ],
  ])('keeps the words of a JSON document: %s', (_, patch) => {
    service.escape('taskRole', patch, why);
    const document = properties('taskRole').AssumeRolePolicyDocument;
    expect(document.Version).toBe('2012-10-17');
    expect(document.Statement).toContainEqual({ Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*' });
  });

  test('assigns the typed property, so that others see it', () => {
    service.escape('service', Patch.property('PropagateTags', 'NONE'), why);
    expect(service.resources.service.propagateTags).toBe('NONE');
    expect((service.resources.service as any).rawOverrides).toEqual({});
  });

  test('goes on working after uses and side cars changed the container', () => {
    service.addSidecar({ name: 'agent', image: 'public.ecr.aws/acme/agent:1', memoryMib: 100 });
    service.escape('taskDefinition', Patch.property('ContainerDefinitions[Name=agent].Memory', 90), why);
    expect(properties('taskDefinition').ContainerDefinitions.map((each: any) => each.Memory)).toEqual([924, 90]);
    expect(service.escapes).toHaveLength(1);
  });

  test.each<[string, string, Patch, string, string]>([
    ['a slot that is none', 'servce', Patch.property('A', 1), "There is no slot 'servce'", "Did you mean 'service'?"],
    [
      'a property that is none',
      'service',
      Patch.property('PropagateTag', 'NONE'),
      "'PropagateTag' is not a property of AWS::ECS::Service",
      "Did you mean 'PropagateTags'?",
    ],
    [
      'a property below that is none',
      'service',
      Patch.property('DeploymentConfiguration.CircuitBraker', true),
      'changes nothing',
      'a key below',
    ],
    [
      'a key in the value that is none',
      'taskDefinition',
      Patch.append('ContainerDefinitions[Name=app].Ulimits', { Name: 'nofile', SoftLimit: 1, HardLimit: 1, Sort: 1 }),
      'changes nothing',
      'a key below',
    ],
    ['what is so already', 'service', Patch.property('PropagateTags', 'SERVICE'), 'changes nothing', 'already so'],
    ['to remove what is not there', 'service', Patch.remove('DesiredCount'), 'changes nothing', 'already so'],
    [
      'an element that is none',
      'taskDefinition',
      Patch.property('ContainerDefinitions[Name=web].Memory', 1),
      'selects nothing',
      'There is Name = app.',
    ],
    [
      'an element beyond the end',
      'taskDefinition',
      Patch.property('ContainerDefinitions[1].Memory', 1),
      'selects nothing',
      'The list has 1',
    ],
    [
      'an element of a list that is none',
      'taskDefinition',
      Patch.property('Volumes[Name=a].Host', {}),
      'selects nothing',
      'The list is empty',
    ],
    [
      'a value of the wrong type',
      'service',
      Patch.property('DesiredCount', 'many'),
      'leaves AWS::ECS::Service invalid',
      'Correct the type',
    ],
    [
      'tags',
      'service',
      Patch.property('Tags', [{ Key: 'a', Value: 'b' }]),
      'Tags are no escape',
      'Tags.of(construct).add',
    ],
    ['one tag', 'service', Patch.property('Tags[Key=a].Value', 'b'), 'Tags are no escape', 'Tags.of(construct).add'],
    [
      'to reach into what is computed',
      'taskPolicy',
      Patch.property('PolicyDocument.Statement[0].Effect', 'Deny'),
      'computed at synth',
      'Replace it whole',
    ],
  ])('refuses %s, and leaves the resource as it was', (_, slot, patch, what, hint) => {
    service.taskRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    const before = JSON.stringify(Template.fromStack(stack).toJSON());
    const error = refusal(() => service.escape(slot, patch, why));
    expect(error).toBeInstanceOf(EscapeHatchError);
    expect(error.complaint.what).toContain(what);
    expect(error.complaint.hint).toContain(hint);
    expect(error.complaint.where).toContain('Shop/Orders');
    expect(service.escapes).toEqual([]);
    const after = stackOf(service);
    expect(after).toBe(before);
  });

  test.each([
    [{ reason: '' }, 'needs a reason'],
    [{ reason: '  ' }, 'needs a reason'],
    [{} as any, 'needs a reason'],
    [{ reason: 'x', reviewBy: 'soon' }, "reviewBy is 'soon'"],
    [{ reason: 'x', reviewBy: '2027-02-30' }, "reviewBy is '2027-02-30'"],
    [{ reason: 'x', since: 'spring' }, "since is 'spring'"],
    [{ reason: 'x', since: '2027-06-30', reviewBy: '2027-01-31' }, 'since 2027-06-30'],
  ])('refuses %j', (options, what) => {
    const error = refusal(() => service.escape('service', Patch.property('PropagateTags', 'NONE'), options));
    expect(error.complaint.what).toContain(what);
    expect(service.resources.service.propagateTags).toBe('SERVICE');
  });

  test("without an owner it is the construct's", () => {
    service.escape('service', Patch.property('PropagateTags', 'NONE'), { reason: 'x' });
    expect(service.escapes[0].owner).toBe('team-orders');
  });

  test('keeps the day since which it differs', () => {
    service.escape('service', Patch.property('PropagateTags', 'NONE'), {
      reason: 'x',
      since: '2026-03-01',
      reviewBy: '2027-03-01',
    });
    expect(service.escapes[0]).toMatchObject({ since: '2026-03-01', reviewBy: '2027-03-01' });
  });
});

/** The template, as JSON, of whatever the service is in. */
function stackOf(construct: IConstruct): string {
  return JSON.stringify(Template.fromStack(Stack.of(construct)).toJSON());
}

describe('a mixin', () => {
  class Typed implements IMixin {
    constructor(
      private readonly type: string,
      private readonly change: (resource: any) => void,
    ) {}
    public supports(construct: IConstruct): boolean {
      return CfnResource.isCfnResource(construct) && construct.cfnResourceType === this.type;
    }
    public applyTo(construct: IConstruct): void {
      this.change(construct);
    }
  }
  const onService = (change: (resource: ecs.CfnService) => void) => new Typed('AWS::ECS::Service', change);

  test('changes what it likes, and what it changed is recorded', () => {
    service.escape(
      'service',
      onService(resource => {
        resource.propagateTags = 'NONE';
        resource.desiredCount = 3;
      }),
      why,
    );
    expect(properties('service')).toMatchObject({ PropagateTags: 'NONE', DesiredCount: 3 });
    expect(service.escapes).toEqual(
      [{ slot: 'service', kind: EscapeKind.MIXIN, properties: ['DesiredCount', 'PropagateTags'].sort(), ...why }].map(
        each => ({ ...each, properties: expect.arrayContaining(each.properties) }),
      ),
    );
  });

  test('by a raw override: the last resort, marked as such', () => {
    service.escape(
      'service',
      onService(resource => resource.addPropertyOverride('NewFeature.Mode', 'fast')),
      why,
    );
    expect(properties('service').NewFeature).toEqual({ Mode: 'fast' });
    expect(service.escapes[0].properties).toEqual(['NewFeature (raw override)']);
  });

  test('for another resource is refused', () => {
    const error = refusal(() =>
      service.escape(
        'cluster',
        onService(() => {}),
        why,
      ),
    );
    expect(error.complaint.what).toContain('does not support AWS::ECS::Cluster');
  });

  test('whose keys are misspelt is refused: it would do nothing', () => {
    const error = refusal(() =>
      service.escape(
        'service',
        onService(resource => Object.assign(resource, { propagateTag: 'NONE' })),
        why,
      ),
    );
    expect(error.complaint.what).toContain('changes nothing on AWS::ECS::Service');
  });

  test('with a wrong type is refused at once, and undone', () => {
    const error = refusal(() =>
      service.escape(
        'service',
        onService(resource => {
          (resource as any).desiredCount = 'many';
        }),
        why,
      ),
    );
    expect(error.complaint.what).toContain('leaves AWS::ECS::Service invalid');
    expect(service.resources.service.desiredCount).toBeUndefined();
  });

  test('that throws is undone, and its error is its own', () => {
    expect(() =>
      service.escape(
        'service',
        onService(resource => {
          resource.desiredCount = 3;
          throw new RangeError('mine');
        }),
        why,
      ),
    ).toThrow(RangeError);
    expect(service.resources.service.desiredCount).toBeUndefined();
    expect(service.escapes).toEqual([]);
  });
});
