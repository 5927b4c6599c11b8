import { TaskChoices } from './choices';
import { TaskProps } from './decisions/task';

/**
 * The variables of a program before it uses anything: those of telemetry, and those that the team gives.
 *
 * @internal
 */
export function ownVariables(
  { source, environment }: TaskProps,
  { telemetryAttributes }: Pick<TaskChoices, 'telemetryAttributes'>,
  name: string,
  tier: string,
): { [name: string]: string } {
  return { ...(telemetryAttributes ? telemetryVariables(name, source.version, tier) : {}), ...environment };
}

/**
 * The variables that tell OpenTelemetry which program a signal is from, in which version and environment.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/resource/
 * @internal
 */
export function telemetryVariables(
  name: string,
  version: string | undefined,
  tier: string,
): { [name: string]: string } {
  const attributes = {
    'service.name': name,
    ...(version ? { 'service.version': version } : {}),
    'deployment.environment.name': tier,
  };
  return {
    OTEL_SERVICE_NAME: name,
    OTEL_RESOURCE_ATTRIBUTES: Object.entries(attributes)
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
      .join(','),
  };
}
