import { collection, senders } from './decisions/collection';
import { alarms, logs } from './decisions/observation';
import { queries } from './decisions/queries';
import { protection, storage } from './decisions/storage';
import { PlatformInsightsProps } from './props';
import { broughtKeyDecision } from '../../parts/data-key/brought';
import { Ledger } from '../../path/ledger';

/** The policy of what a platform team collects: every choice, its default by tier, and why. */
export function decide(props: PlatformInsightsProps, ledger: Ledger) {
  const collected = ledger.settle({ ...senders(props), ...collection() });
  const stored = ledger.settle(storage());
  const brought = ledger.settle(broughtKeyDecision(props));
  const guarded = ledger.settle(protection(brought));
  const asked = ledger.settle(queries());
  const observed = ledger.settle({ ...logs(guarded), ...alarms(collected) });
  return { ...collected, ...stored, ...brought, ...guarded, ...asked, ...observed };
}

/** The choices about the insights of a platform. */
export type InsightsChoices = ReturnType<typeof decide>;
