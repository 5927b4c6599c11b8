import { CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct, IMixin } from 'constructs';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { EscapeKind } from '../../../src/record/escape-hatch';
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

/** The properties of a slot's resource in the template. */
function properties(slot: string): any {
  const resource = service.resource(slot);
  return Template.fromStack(stack).toJSON().Resources[stack.resolve(resource.logicalId)].Properties;
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
