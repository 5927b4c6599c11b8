import { Place } from '../../../record/place';
import { FunctionChoices } from '../decisions';

type Property = Omit<Place<FunctionChoices>, 'slot' | 'slots'>;

const VARIABLES = { cloudformation: 'Environment.Variables', terraform: 'environment.variables' };
const MEMORY = { cloudformation: 'MemorySize', terraform: 'memory_size' };

/** Whether the program has a variable of the path. */
const variable = (decision: keyof FunctionChoices & string, name: string): Property => ({
  decision,
  cloudformation: `${VARIABLES.cloudformation}.${name}`,
  terraform: `${VARIABLES.terraform}.${name}`,
  unit: 'present',
});

const properties: Property[] = [
  { decision: 'size', ...MEMORY, unit: 'size-of-memory', provided: 'memory-of-size' },
  { decision: 'architecture', cloudformation: 'Architectures[0]', terraform: 'architectures[0]' },
  { decision: 'runtime', cloudformation: 'Runtime', terraform: 'runtime' },
  { decision: 'timeoutSeconds', cloudformation: 'Timeout', terraform: 'timeout' },
  { decision: 'memoryMib', ...MEMORY },
  { decision: 'tmpMib', cloudformation: 'EphemeralStorage.Size', terraform: 'ephemeral_storage.size' },
  { decision: 'environmentVariables', ...VARIABLES, unit: 'variables-of-team' },
  variable('telemetryAttributes', 'OTEL_RESOURCE_ATTRIBUTES'),
  {
    decision: 'tracing',
    cloudformation: 'TracingConfig.Mode',
    terraform: 'tracing_config.mode',
    unit: 'tracing-mode',
  },
  { decision: 'telemetryLayer', cloudformation: 'Layers[0]', terraform: 'layers[0]' },
  { decision: 'codeSigning', cloudformation: 'CodeSigningConfigArn', terraform: 'code_signing_config_arn' },
  variable('sourceMaps', 'NODE_OPTIONS'),
  {
    decision: 'reservedConcurrency',
    cloudformation: 'ReservedConcurrentExecutions',
    terraform: 'reserved_concurrent_executions',
  },
  { decision: 'logFormat', cloudformation: 'LoggingConfig.LogFormat', terraform: 'logging_config.log_format' },
  {
    decision: 'logLevel',
    cloudformation: 'LoggingConfig.ApplicationLogLevel',
    terraform: 'logging_config.application_log_level',
  },
  {
    decision: 'systemLogLevel',
    cloudformation: 'LoggingConfig.SystemLogLevel',
    terraform: 'logging_config.system_log_level',
  },
];

/** Where the decisions about the program are seen: in the function, and in its alias. */
export const programPlaces: Place<FunctionChoices>[] = [
  ...properties.map(property => ({ slot: 'function', ...property })),
  { decision: 'aliasName', slot: 'alias', cloudformation: 'Name', terraform: 'name' },
];
