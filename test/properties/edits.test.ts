import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { makeSample, surroundingsIn } from '../../projenrc/capabilities';
import { Lock } from '../../src/path/lock';
import { EnvironmentTier } from '../../src/path/tier';
import { lossesOf } from '../../src/record/lock/compare';
import { lockedTypes } from '../../src/record/lock/locked-types';
import { stackOn } from '../fixtures/stacks';
import { sampleNames } from '../samples/engines';

// Any app of what keeps data, and any single edit of it: CloudFormation leaves all that the lock keeps in place, or the
// lock speaks. What CloudFormation does is read from what is rendered and from its schemas, and not from the lock.
const EDITS = Number(process.env.EDITS ?? 2000);
const SPEC = loadAwsServiceSpecSync();
const KEPT = new Set(lockedTypes('aws'));
const CAPABILITIES = ['bucket', 'database', 'queue', 'secret', 'table', 'topic'];
const KINDS = CAPABILITIES.flatMap(capability => sampleNames(capability).map(sample => ({ capability, sample })));

interface Part {
  readonly capability: string;
  readonly sample: string;
  readonly id: string;
  /** The scope in the stack. */
  readonly scope?: string;
  readonly movedFrom?: string;
}

interface App {
  readonly parts: readonly Part[];
  readonly tier: EnvironmentTier;
}

type Edit = 'rename' | 'move' | 'rename and say so' | 'remove' | 'another sample' | 'another tier';

function edited({ parts, tier }: App, edit: Edit, at: number, sample: number): App {
  const part = parts[at % parts.length];
  const others = parts.filter(each => each !== part);
  const from = `Shop/${part.id}`;
  const samples = sampleNames(part.capability);
  switch (edit) {
    case 'rename':
      return { tier, parts: [...others, { ...part, id: 'Renamed' }] };
    case 'move':
      return { tier, parts: [...others, { ...part, scope: 'Data' }] };
    case 'rename and say so':
      return { tier, parts: [...others, { ...part, id: 'Renamed', scope: 'Data', movedFrom: from }] };
    case 'remove':
      return { tier, parts: others };
    case 'another sample':
      return { tier, parts: [...others, { ...part, sample: samples[sample % samples.length] }] };
    case 'another tier':
      return {
        parts,
        tier: tier === EnvironmentTier.PRODUCTION ? EnvironmentTier.STAGING : EnvironmentTier.PRODUCTION,
      };
  }
}

/** The constructs of an app, with the L1s of what is kept. */
function made({ parts, tier }: App) {
  const stack = stackOn(tier, { lock: Lock.none() });
  const around = surroundingsIn('aws', stack, stack.node.root.node.tryFindChild('StubNetwork') as any);
  const constructs = parts.map(({ capability, sample, id, scope, movedFrom }) => {
    const inside = scope === undefined ? stack : (stack.node.tryFindChild(scope) ?? new Construct(stack, scope));
    const construct = makeSample('aws', inside, id, { capability, sample, around });
    if (movedFrom) construct.movedFrom(movedFrom);
    return construct;
  });
  const resources = new Map<string, { type: string; properties: any }>();
  for (const each of constructs.flatMap(construct => construct.node.findAll())) {
    if (!CfnResource.isCfnResource(each) || !KEPT.has(each.cfnResourceType)) continue;
    const rendered: any = stack.resolve((each as any)._toCloudFormation()).Resources;
    for (const [id, { Type, Properties = {} }] of Object.entries<any>(rendered)) {
      // The data of an Aurora node are in its cluster.
      if (Type === 'AWS::RDS::DBInstance' && Properties.DBClusterIdentifier) continue;
      resources.set(stack.resolve(each.logicalId) ?? id, { type: Type, properties: Properties });
    }
  }
  return { resources, standing: constructs.flatMap(construct => construct._standing()) };
}

type Resources = ReturnType<typeof made>['resources'];
/** For another engine, the schema says maybe: RDS has no way from one to another. For the type of a key, it says no. */
const MAYBE = new Set(['Engine', 'MasterUsername', 'AttributeDefinitions']);

/** The ids of what CloudFormation removes or replaces; with what it may replace, if asked. */
function lost(before: Resources, after: Resources, withMaybe = false): string[] {
  return [...before]
    .filter(([id, { type, properties }]) => {
      const now = after.get(id);
      if (!now || now.type !== type) return true;
      const [resource] = SPEC.lookup('resource', 'cloudFormationType', 'equals', type);
      return Object.entries<any>(resource.properties).some(
        ([name, { causesReplacement }]) =>
          (causesReplacement === 'yes' || (withMaybe && MAYBE.has(name))) &&
          JSON.stringify(properties[name]) !== JSON.stringify(now.properties[name]),
      );
    })
    .map(([id]) => id);
}

const APP: fc.Arbitrary<App> = fc.record({
  tier: fc.constantFrom(...Object.values(EnvironmentTier)),
  parts: fc
    .array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 })
    .map(kinds => kinds.map((kind, i) => ({ ...kind, id: ['Orders', 'mails-2', 'Ω'][i] }))),
});
const EDIT = fc.constantFrom<Edit>('rename', 'move', 'rename and say so', 'remove', 'another sample', 'another tier');

test(`${EDITS} edits: what keeps data stays in place, or the lock speaks`, () => {
  const seen = { kept: 0, refused: 0 };
  fc.assert(
    fc.property(APP, EDIT, fc.nat(9), fc.nat(99), (app, edit, at, sample) => {
      const before = made(app);
      const next = edited(app, edit, at, sample);
      const after = made(next);
      const gone = lost(before.resources, after.resources);
      const found = lossesOf({
        engine: 'aws',
        locked: before.standing,
        standing: after.standing,
        stacks: new Map([['Shop', next.tier]]),
      });
      expect(before.standing.map(({ id }) => id).sort()).toEqual([...before.resources.keys()].sort());
      if (gone.length > 0) expect(found.length).toBeGreaterThan(0);
      if (edit === 'rename and say so') expect([gone, found]).toEqual([[], []]);
      // Of what is said to be lost, something is.
      if (found.length > 0) expect(lost(before.resources, after.resources, true).length).toBeGreaterThan(0);
      seen[gone.length > 0 ? 'refused' : 'kept'] += 1;
    }),
    { numRuns: EDITS, seed: 20261130 },
  );
  // Both happen, or nothing was tried.
  expect(Math.min(seen.kept, seen.refused)).toBeGreaterThan(EDITS / 10);
}, 600_000);
