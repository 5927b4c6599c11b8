import { Managed{{Name}}Props } from './props';
import { always, choose } from '../../path/decision';
import { Ledger } from '../../path/ledger';

/** The policy of a {{words}}: every choice, its default by tier, and why. */
export function decide(props: Managed{{Name}}Props, ledger: Ledger) {
  return ledger.settle({
    value: choose(props.value, 'none').because('Say here why this is right for most teams.'),
    storage: always('Standard')
      .oneOf('Standard', 'Advanced', 'Intelligent-Tiering')
      .because('Costs nothing, and has room for 4 KiB.'),
  });
}

/** The choices for one {{words}}. */
export type {{Name}}Choices = ReturnType<typeof decide>;
