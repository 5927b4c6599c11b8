import { CloudFormationClient, type PropertyDifference, type StackResourceDrift } from '@aws-sdk/client-cloudformation';
import { WrongUseError } from '../errors.js';
import { explainProperty } from '../explain/property.js';
import type { Synthesised } from '../status/behind.js';
import type { Target } from '../status/stack-status.js';
import { detect } from './detect.js';
import type { Difference, DriftedResource, StackDrift } from './model.js';

/** What of a stack is not as it was deployed, each difference with the decision or the escape behind it. */
export async function driftOf({ stack, region, synthesised }: Target): Promise<StackDrift> {
  const client = new CloudFormationClient(region ? { region } : {});
  const detected = await detect(stack, client);
  const about = { stack, construct: synthesised?.stack.name, region: await client.config.region() };
  const drifts = (detected ?? []).flatMap(({ drifts: found, nestedStack }) =>
    // What stands in a nested stack is not in the template of this one.
    found.map(drift => ({ drift, nestedStack, known: nestedStack === undefined ? synthesised : undefined })),
  );
  const changed = drifts.filter(({ drift }) => /MODIFIED|DELETED/.test(drift.StackResourceDriftStatus ?? ''));
  return {
    ...about,
    deployed: detected !== undefined,
    compared: drifts.filter(({ drift }) => drift.StackResourceDriftStatus !== 'NOT_CHECKED').length,
    resources: changed.map(({ drift, nestedStack, known }) => resourceOf(drift, nestedStack, known)),
    problems: (detected ?? []).flatMap(({ problem }) => problem ?? []),
  };
}

function resourceOf(
  drift: StackResourceDrift,
  nestedStack: string | undefined,
  synthesised: Synthesised | undefined,
): DriftedResource {
  const logicalId = drift.LogicalResourceId!;
  const entry = synthesised?.stack.manifest?.entries.find(({ resources }) =>
    resources.some(each => each.logicalId === logicalId),
  );
  const slot = entry?.resources.find(each => each.logicalId === logicalId)?.slot;
  return {
    logicalId,
    physicalId: drift.PhysicalResourceId ?? '',
    type: drift.ResourceType!,
    nestedStack,
    outcome: drift.StackResourceDriftStatus === 'DELETED' ? 'deleted' : 'changed',
    madeBy: entry && slot !== undefined ? { construct: entry.path, slot, owner: entry.owner } : undefined,
    differences: (drift.PropertyDifferences ?? []).map(each => differenceOf(each, logicalId, synthesised)),
  };
}

function differenceOf(
  { PropertyPath, DifferenceType, ExpectedValue, ActualValue }: PropertyDifference,
  logicalId: string,
  synthesised: Synthesised | undefined,
): Difference {
  const property = propertyOf(PropertyPath ?? '');
  return {
    property,
    kind: DifferenceType ?? 'NOT_EQUAL',
    expected: ExpectedValue ?? '',
    actual: ActualValue ?? '',
    ...originOf(property, logicalId, synthesised),
  };
}

/** A path as templates have it: `/Tags/0/Value` is `Tags[0].Value`. */
function propertyOf(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  return parts.reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path ? `${path}.${part}` : part), '');
}

/** Where the deployed value comes from. What the template does not have comes from nowhere. */
function originOf(property: string, logicalId: string, synthesised: Synthesised | undefined) {
  if (!synthesised || !(logicalId in synthesised.template)) return { decisions: [], escapes: [] };
  const { stack, template, reference } = synthesised;
  const entries = stack.manifest?.entries ?? [];
  try {
    const { decisions, escapes } = explainProperty(`${logicalId}.${property}`, stack, template, entries, reference);
    return { decisions: decisions.map(({ place: _, relation: __, ...decision }) => decision), escapes };
  } catch (error) {
    if (error instanceof WrongUseError) return { decisions: [], escapes: [] };
    throw error;
  }
}
