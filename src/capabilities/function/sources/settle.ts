import { Choice } from '../../../path/decision';
import { Ledger, Settled } from '../../../path/ledger';

/**
 * Settles the choices of one source: as its team asked, else as everywhere, inside the limits of the platform team.
 * They are no decisions of the function: those are about all of its sources.
 */
export function settleApart<C extends { [name: string]: Choice<any> }>(ledger: Ledger, choices: C): Settled<C> {
  return ledger.apart().settle(choices);
}
