import { FunctionPlan } from './definition';
import { telemetryVariables } from '../../parts/fargate-task/telemetry';

/** The variables of the program before anything is used: which function it is, and those of the team. */
export function ownVariables({ props, choices, ledger }: FunctionPlan, name: string): { [name: string]: string } {
  return {
    ...(choices.telemetryAttributes ? telemetryVariables(name, undefined, ledger.path.tier) : {}),
    // https://aws-otel.github.io/docs/getting-started/lambda
    ...(choices.telemetryLayer === null ? {} : { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel-instrument' }),
    ...(choices.sourceMaps ? { NODE_OPTIONS: '--enable-source-maps' } : {}),
    ...props.environment,
  };
}
