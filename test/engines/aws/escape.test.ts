import { Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

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
