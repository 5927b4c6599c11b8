import { SharedInfrastructureProps } from './props';
import { containerInsights } from '../../parts/fargate-task/decisions/observation';
import { always, choose, follows } from '../../path/decision';
import { Ledger } from '../../path/ledger';

/** The policy of what the services of an environment share: every choice, its default by tier, and why. */
export function decide(props: SharedInfrastructureProps, ledger: Ledger) {
  return ledger.settle({
    containerInsights: containerInsights(),
    capacityProviders: always<string[]>(['FARGATE', 'FARGATE_SPOT'])
      .listOf(/^(FARGATE|FARGATE_SPOT)$/, "'FARGATE' and 'FARGATE_SPOT'")
      .because('What workers ask for: tasks on demand, and tasks on Spot. Each service says how much of which.'),
    vpcLink: choose(props.vpcLink, true)
      .oneOf(true, false)
      .because('It costs nothing, and a region has ten: one for each public service would end at the tenth.'),
    publishTo: follows(`/goldenpath/${props.environment}`).because(
      'The path of the SSM parameters by which apps find it, from the name of the environment alone.',
    ),
    terminationProtection: always({ development: false, staging: false, production: true })
      .oneOf(true, false)
      .because('A stack that others stand in is not deleted by mistake.'),
  });
}

/** The choices about what is shared. */
export type SharedInfrastructureChoices = ReturnType<typeof decide>;
