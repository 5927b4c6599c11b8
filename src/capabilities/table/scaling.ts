import { TableCapacityMode } from './capacity';
import { TableDecisions } from './decisions';
import { indexSlot } from './schema';

/** One capacity that follows the load. */
export interface Scaled {
  readonly targetSlot: string;
  readonly policySlot: string;
  /** The index whose capacity it is. Left out: that of the table. */
  readonly index?: string;
  /** The name of the capacity in Application Auto Scaling. */
  readonly dimension: string;
  /** The metric of the share that is used, in Application Auto Scaling as well. */
  readonly metric: string;
  readonly least: number;
  readonly most: number;
}

/** The capacities that follow the load: two of a provisioned table, and two of each of its indexes. */
export function scaledCapacities(choices: TableDecisions): Scaled[] {
  const { capacity, indexes, minReads, maxReads, minWrites, maxWrites } = choices;
  if (capacity !== TableCapacityMode.PROVISIONED) return [];
  return [undefined, ...indexes].flatMap(index =>
    [
      { what: 'read', units: 'Read', least: minReads as number, most: maxReads as number },
      { what: 'write', units: 'Write', least: minWrites as number, most: maxWrites as number },
    ].map(({ what, units, least, most }) => ({
      targetSlot: slotOf(index, `${what}ScalingTarget`),
      policySlot: slotOf(index, `${what}ScalingPolicy`),
      index,
      dimension: `dynamodb:${index === undefined ? 'table' : 'index'}:${units}CapacityUnits`,
      metric: `DynamoDB${units}CapacityUtilization`,
      least,
      most,
    })),
  );
}

function slotOf(index: string | undefined, role: string): string {
  return index === undefined ? role : indexSlot(index, role);
}
