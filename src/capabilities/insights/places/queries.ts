import { inRule } from '../../../parts/private-bucket/places';
import { Place } from '../../../record/place';
import { InsightsChoices } from '../decisions';

type Decision = keyof InsightsChoices & string;

const inWorkGroup = (decision: Decision, cloudformation: string, terraform: string): Place<InsightsChoices> => ({
  decision,
  slot: 'workGroup',
  cloudformation: `WorkGroupConfiguration.${cloudformation}`,
  terraform: `configuration.${terraform}`,
});

/** Where the decisions about queries are seen. */
export const queryPlaces: Place<InsightsChoices>[] = [
  {
    ...inWorkGroup('scanLimitGib', 'BytesScannedCutoffPerQuery', 'bytes_scanned_cutoff_per_query'),
    unit: 'gib-in-bytes',
  },
  inWorkGroup('settingsEnforced', 'EnforceWorkGroupConfiguration', 'enforce_workgroup_configuration'),
  inWorkGroup('queryMetrics', 'PublishCloudWatchMetricsEnabled', 'publish_cloudwatch_metrics_enabled'),
  inWorkGroup('athenaEngine', 'EngineVersion.SelectedEngineVersion', 'engine_version.selected_engine_version'),
  { decision: 'resultRetentionDays', ...inRule('bucket', 'results', 'expireAfterDays') },
  {
    decision: 'productionNames',
    slot: 'eventsView',
    cloudformation: 'TableInput.ViewOriginalText',
    terraform: 'view_original_text',
    unit: 'production-names-of-view',
  },
];
