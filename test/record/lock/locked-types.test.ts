import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { lockedType, lockedTypes } from '../../../src/record/lock/locked-types';

const SPEC = loadAwsServiceSpecSync();

describe.each(lockedTypes('aws'))('%s', type => {
  const [resource] = SPEC.lookup('resource', 'cloudFormationType', 'equals', type);
  const of = (verdict: string) =>
    Object.entries<any>(resource.properties)
      .filter(([, { causesReplacement }]) => causesReplacement === verdict)
      .map(([name]) => name);

  test('is identified by every property that CloudFormation replaces it for', () => {
    expect(lockedType(type)!.identifiedBy).toEqual(expect.arrayContaining(of('yes').filter(name => name !== NODE)));
  });

  test('and by none that CloudFormation does not know', () => {
    for (const property of lockedType(type)!.identifiedBy) expect(Object.keys(resource.properties)).toContain(property);
  });
});

/** What has it is a node of a cluster, and is not in the lock. */
const NODE = 'DBClusterIdentifier';

test('each type says what is lost with it, on both engines', () => {
  const types = [...lockedTypes('aws'), ...lockedTypes('terraform')].map(type => lockedType(type)!);
  const nouns = (engine: 'aws' | 'terraform') => lockedTypes(engine).map(type => lockedType(type)!.noun);
  expect(nouns('terraform')).toEqual(nouns('aws'));
  for (const { noun, identifiedBy } of types) expect([noun, identifiedBy.length > 0]).toEqual([noun, true]);
});
