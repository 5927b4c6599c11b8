import { FunctionChoices } from './decisions';
import { GoldenPathFunctionProps } from './props';
import { telemetryVariables } from '../../parts/fargate-task/telemetry';

/** The variables of the program before anything is used: who it is, and what the team says. */
export function ownVariables(
  { environment }: GoldenPathFunctionProps,
  choices: FunctionChoices,
  name: string,
  tier: string,
): { [name: string]: string } {
  return {
    ...(choices.telemetryAttributes ? telemetryVariables(name, undefined, tier) : {}),
    // https://aws-otel.github.io/docs/getting-started/lambda
    ...(choices.telemetryLayer === null ? {} : { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel-instrument' }),
    ...(choices.sourceMaps ? { NODE_OPTIONS: '--enable-source-maps' } : {}),
    ...environment,
  };
}
