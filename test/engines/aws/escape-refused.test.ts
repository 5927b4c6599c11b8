import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { Patch } from '../../../src/record/patch';
import { EscapeHatchError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

const why = { reason: 'the billing export cannot take tags', owner: 'team-billing', reviewBy: '2099-12-31' };

let stack: Stack;
let service: GoldenPathService;
beforeEach(() => {
  stack = stackOn();
  service = serviceIn(stack);
});

describe('a patch', () => {
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
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toBe(before);
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
});
