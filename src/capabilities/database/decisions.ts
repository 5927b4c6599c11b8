import { capacityChoices, checkCapacity } from './decisions/capacity';
import { requestChoices, serverChoices, versionChoices } from './decisions/engine';
import { historyChoices, observationChoices } from './decisions/observation';
import { protectionChoices } from './decisions/protection';
import { thresholdChoices } from './decisions/thresholds';
import { releaseOf } from './engine/versions';
import { ManagedDatabaseProps } from './props';
import { broughtKeyDecision } from '../../parts/data-key/brought';
import { Ledger } from '../../path/ledger';

/** The policy of a database: every choice, its default by tier, and why. Each group depends on those before it. */
export function decide(props: ManagedDatabaseProps, ledger: Ledger) {
  const request = ledger.settle(requestChoices(props));
  const { engineVersion, readers } = ledger.settle(versionChoices(props, request));
  const release = releaseOf(request, engineVersion, ledger.path.edition, ledger.where);
  const server = ledger.settle(serverChoices(request, readers, release));
  const capacity = ledger.settle(capacityChoices(request, release));
  checkCapacity(capacity, ledger);
  const brought = ledger.settle(broughtKeyDecision(props));
  const protection = ledger.settle(protectionChoices(request, brought));
  const observation = ledger.settle(observationChoices(request));
  const history = ledger.settle(historyChoices(observation));
  const thresholds = ledger.settle(thresholdChoices(request, capacity));
  return {
    ...request,
    engineVersion,
    readers,
    /** The major version, as the engine's parameter families are named. No decision of its own. */
    parameterFamily: release.major.major,
    ...server,
    ...capacity,
    ...brought,
    ...protection,
    ...observation,
    ...history,
    ...thresholds,
  };
}

/** The choices for one database. */
export type DatabaseDecisions = ReturnType<typeof decide>;
