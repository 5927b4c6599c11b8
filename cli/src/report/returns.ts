/**
 * The cost of downtime a year, from Google Cloud and DORA, The ROI of DevOps Transformation (2020), page 25: deployment
 * frequency x change fail rate x mean time to restore x cost of an hour of outage.
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
 * The return of the first year, (value - investment) / investment, and the payback time in years, as in DORA's
 * calculator.
 */
export function returnsOf(investment: number, value: number): { share: number | null; paybackYears: number | null } {
  return {
    share: investment > 0 ? (value - investment) / investment : null,
    paybackYears: value > 0 ? investment / value : null,
  };
}
