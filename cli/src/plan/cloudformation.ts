import { fullDiff, ResourceImpact, type ResourceDifference } from '@aws-cdk/cloudformation-diff';
import type { Impact, PropertyChange } from './change.js';
import { interrupts } from './interruptions.js';

/** A resource that differs, as CloudFormation's schemas see it. */
export interface Difference {
  readonly address: string;
  readonly type: string;
  readonly impact: Impact;
  readonly properties: readonly PropertyChange[];
}

/** The differences of two templates. Metadata, outputs and parameters change nothing that runs. */
export function differencesOf(before: any, after: any): Difference[] {
  const found: Difference[] = [];
  fullDiff(before, after).resources.forEachDifference((address, difference) => {
    // Which classes an app is written with, for the statistics of AWS CDK: it changes with every version of anything.
    if ((difference.newResourceType ?? difference.oldResourceType) === 'AWS::CDK::Metadata') return;
    const each = differenceOf(address, difference);
    if (each) found.push(each);
  });
  return found;
}

function differenceOf(address: string, difference: ResourceDifference): Difference | undefined {
  const { oldResourceType, newResourceType } = difference;
  const type = newResourceType ?? oldResourceType ?? '';
  if (difference.isAddition) return { address, type, impact: 'added', properties: [] };
  if (difference.isRemoval) return { address, type, impact: 'removed', properties: [] };
  const properties = Object.entries(difference.propertyUpdates).map(
    ([property, { changeImpact, oldValue, newValue }]): PropertyChange => ({
      property,
      impact: impactOf(type, property, changeImpact),
      before: oldValue,
      after: newValue,
    }),
  );
  const other = Object.entries(difference.otherChanges)
    .filter(([name, { isDifferent }]) => isDifferent && /Policy$/.test(name))
    .map(([property, { oldValue, newValue }]): PropertyChange => ({
      property,
      impact: 'in place',
      before: oldValue,
      after: newValue,
    }));
  if (oldResourceType !== newResourceType) {
    return { address, type, impact: 'replaced', properties: [...properties, ...other] };
  }
  const all = [...properties, ...other];
  if (all.length === 0) return undefined;
  return { address, type, impact: worst(all.map(({ impact }) => impact)), properties: all };
}

function impactOf(type: string, property: string, impact: ResourceImpact | undefined): Impact {
  if (impact === ResourceImpact.WILL_REPLACE) return 'replaced';
  if (impact === ResourceImpact.MAY_REPLACE) return 'may be replaced';
  return interrupts(type, property) ? 'interrupted' : 'in place';
}

const ORDER: readonly Impact[] = ['replaced', 'may be replaced', 'interrupted', 'in place'];

/** The worst of the impacts of the properties of one resource. */
export function worst(impacts: readonly Impact[]): Impact {
  return ORDER.find(impact => impacts.includes(impact)) ?? 'in place';
}
