/**
 * The cost of downtime a year, as in Google Cloud and DORA, The ROI of DevOps Transformation (2020), page 25:
 * deployment frequency x change fail rate x mean time to restore x cost of an hour of outage.
 */
export function costOfDowntime({
  deploymentsPerYear,
  changeFailRate,
  hoursToRestore,
  costOfHour,
}: {
  deploymentsPerYear: number;
  changeFailRate: number;
  hoursToRestore: number;
  costOfHour: number;
}): number {
  return deploymentsPerYear * changeFailRate * hoursToRestore * costOfHour;
}

/**
 * As in DORA's calculator of returns: of the first year, what comes back beyond what was put in; and after how many
 * years it is back.
 */
export function returnsOf(investment: number, value: number): { share: number | null; paybackYears: number | null } {
  return {
    share: investment > 0 ? (value - investment) / investment : null,
    paybackYears: value > 0 ? investment / value : null,
  };
}
