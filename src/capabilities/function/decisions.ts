import { address, callers, eventDelivery, pages } from './decisions/calls';
import { keeping } from './decisions/keeping';
import { logs, watching } from './decisions/observation';
import { environment, memory, sizing } from './decisions/program';
import { release, versions } from './decisions/release';
import { GoldenPathFunctionProps } from './props';
import { broughtKeyDecision } from '../../parts/data-key/brought';
import { CpuArchitecture } from '../../parts/fargate-task/size';
import { httpApiDecisions } from '../../parts/http-api/decisions';
import { Ledger } from '../../path/ledger';

// By this name, the compiled declarations refer to their file. Else they would to the index of the other engine.
export type { CpuArchitecture };

/** The policy of a function: every choice, its default by tier, and why. */
export function decide(props: GoldenPathFunctionProps, ledger: Ledger) {
  const asked = ledger.settle({ ...sizing(props), ...callers(props) });
  const program = ledger.settle({ ...memory(props, asked), ...environment(props), ...versions(props) });
  const replacement = ledger.settle(release(props));
  const events = ledger.settle({
    ...eventDelivery(),
    ...httpApiDecisions(),
    ...pages(props, asked),
    ...address(props, asked),
  });
  const brought = ledger.settle(broughtKeyDecision(props));
  const kept = ledger.settle(keeping(brought));
  const observed = ledger.settle({ ...logs(kept), ...watching() });
  /** Each event source, with the choices that its team made for it. */
  const sources = (props.events ?? []).map(({ _asked }) => _asked.decide(ledger));
  return { ...asked, ...program, ...replacement, ...events, ...brought, ...kept, ...observed, sources };
}

/** The choices about a function. */
export type FunctionChoices = ReturnType<typeof decide>;
