import { ServiceChoices } from './decisions';
import { GoldenPathServiceProps } from './props';

/** The variables of the program before anything is used: where to listen, who it is, and what the team says. */
export function ownVariables(props: GoldenPathServiceProps, choices: ServiceChoices, name: string, tier: string): { [name: string]: string } {
  return { PORT: String(choices.port), ...(choices.telemetryAttributes ? telemetry(name, props.source.version, tier) : {}), ...props.environment };
}

/** https://opentelemetry.io/docs/specs/semconv/resource/ */
function telemetry(name: string, version: string | undefined, tier: string): { [name: string]: string } {
  const attributes = {
    'service.name': name,
    ...(version ? { 'service.version': version } : {}),
    'deployment.environment.name': tier,
  };
  return {
    OTEL_SERVICE_NAME: name,
    OTEL_RESOURCE_ATTRIBUTES: Object.entries(attributes).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join(','),
  };
}
