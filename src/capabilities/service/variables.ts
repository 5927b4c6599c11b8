import { ServiceChoices } from './decisions';
import { GoldenPathServiceProps } from './props';
import { telemetryVariables } from '../../core/telemetry';

/** The variables of the program before anything is used: where to listen, who it is, and what the team says. */
export function ownVariables(props: GoldenPathServiceProps, choices: ServiceChoices, name: string, tier: string): { [name: string]: string } {
  return { PORT: String(choices.port), ...(choices.telemetryAttributes ? telemetryVariables(name, props.source.version, tier) : {}), ...props.environment };
}
