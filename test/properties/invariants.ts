import { Template } from 'aws-cdk-lib/assertions';
import { TerraformResource, TerraformStack, Testing } from 'cdktf';
import * as fc from 'fast-check';
import { CapabilityConstruct } from '../../src/engines/aws/capability-construct';
import { CapabilityConstruct as TerraformCapability } from '../../src/engines/terraform/capability-construct';
import { CapabilityRegistry } from '../../src/path/capability-registry';
import { expectSlotsComplete } from '../fixtures/slots';

/** The same cases each time. */
export const OPTIONS = { numRuns: 40, seed: 20261201, endOnFailure: true };

/** What nobody meant, and somebody gives. */
export const junk = fc.oneof(
  fc.constantFrom<any>(
    null,
    true,
    false,
    0,
    -1,
    0.5,
    NaN,
    Infinity,
    1e12,
    '',
    ' ',
    '/',
    '1',
    '${x}',
    [],
    [null],
    [[]],
    ['a'],
    {},
    { a: 1 },
  ),
  fc.anything({ maxDepth: 2, withBigInt: false }),
);

const UNRESOLVED = /\$\{Token\[|\$\{TfToken\[|undefined|NaN|\[object Object\]/;

/** Complete slots, all decisions, nothing escaped, and a template that resolves. */
export function holds(construct: CapabilityConstruct): void {
  expectSlotsComplete(construct);
  expect(construct.escapes).toEqual([]);
  expectDecided(construct);
  expect(JSON.stringify(Template.fromStack(construct.node.scope as any).toJSON())).not.toMatch(UNRESOLVED);
}

/** The same on Terraform, and the same decisions as on AWS CDK. */
export function holdsOnTerraform(construct: TerraformCapability, twin: CapabilityConstruct): void {
  const below = construct.node
    .findAll()
    .filter((each): each is TerraformResource => TerraformResource.isTerraformResource(each));
  expect(construct.slots.map(slot => construct.resource(slot).node.path).sort()).toEqual(
    below.map(({ node }) => node.path).sort(),
  );
  expect(construct.escapes).toEqual([]);
  expectDecided(construct);
  expect(construct.decisions).toEqual(twin.decisions);
  expect(Testing.synth(construct.node.scope as TerraformStack, true)).not.toMatch(UNRESOLVED);
}

function expectDecided({ capability, decisions }: CapabilityConstruct | TerraformCapability): void {
  expect(decisions.map(({ name }) => name)).toEqual(
    CapabilityRegistry.decisionNames().filter(name => name.startsWith(`${capability.id}.`)),
  );
  expect(JSON.parse(JSON.stringify(decisions))).toEqual(decisions);
  expect(JSON.stringify(decisions)).not.toContain('${T');
}
