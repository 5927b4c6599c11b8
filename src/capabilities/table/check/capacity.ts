import { isObject, Refuse, said } from '../../../support/input';
import { TableCapacity, TableCapacityMode } from '../capacity';

/** Refuses a capacity that contradicts itself. Its ranges are checked with the decisions. */
export function checkCapacity(capacity: TableCapacity | undefined, refuse: Refuse): void {
  if (capacity === undefined || capacity === null) return;
  if (!isObject(capacity) || !Object.values(TableCapacityMode).includes(capacity._mode) || !isObject(capacity.range)) {
    refuse(
      `capacity is ${said(capacity)}.`,
      'Give TableCapacity.onDemand() or TableCapacity.provisioned({ minReads: 5, maxReads: 100 }).',
    );
  }
  const { minReads, maxReads, minWrites, maxWrites } = capacity.range;
  for (const [what, least, most] of [
    ['Reads', minReads, maxReads],
    ['Writes', minWrites, maxWrites],
  ] as const) {
    if (Number.isInteger(least) && Number.isInteger(most) && least! > most!) {
      refuse(`min${what} is ${least}, and max${what} is ${most}.`, 'Give a maximum that is not less than the minimum.');
    }
  }
}

/** Refuses a least capacity above the greatest. */
export function checkCapacityRange(what: string, least: number | null, most: number | null, refuse: Refuse): void {
  if (least === null || most === null || least <= most) return;
  refuse(
    `table.min${what} is ${least}, and table.max${what} is ${most}.`,
    'Give a maximum that is not less than the minimum, in TableCapacity.provisioned(...) or in the defaults of ' +
      'the GoldenPath.',
  );
}
