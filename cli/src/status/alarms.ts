import {
  CloudWatchClient,
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
  type AlarmHistoryItem,
} from '@aws-sdk/client-cloudwatch';

/** An alarm of a stack that speaks, or spoke since the deployment began. */
export interface AlarmState {
  readonly name: string;
  readonly logicalId: string;
  readonly description: string;
  readonly now: string;
  /** When it last went into ALARM, where that is known. */
  readonly since: Date | undefined;
  readonly reason: string;
}

/** CloudWatch describes so many alarms at once. */
const AT_ONCE = 100;

/**
 * Reads which alarms of a stack are in ALARM, or were since the deployment began.
 *
 * @param names the names of the alarms, with their logical ids
 */
export async function alarmsOf(
  names: ReadonlyMap<string, string>,
  since: Date,
  client: CloudWatchClient,
): Promise<AlarmState[]> {
  const found: AlarmState[] = [];
  for (let first = 0; first < names.size; first += AT_ONCE) {
    const AlarmNames = [...names.keys()].slice(first, first + AT_ONCE);
    const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'] as const;
    for await (const page of paginateDescribeAlarms({ client }, { AlarmNames, AlarmTypes: [...AlarmTypes] })) {
      for (const alarm of [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])]) {
        const spoke = (alarm.StateUpdatedTimestamp ?? since) >= since || alarm.StateValue === 'ALARM';
        const change = spoke ? await lastAlarm(alarm.AlarmName!, since, client) : undefined;
        if (alarm.StateValue !== 'ALARM' && !change) continue;
        found.push({
          name: alarm.AlarmName!,
          logicalId: names.get(alarm.AlarmName!)!,
          description: alarm.AlarmDescription ?? '',
          now: alarm.StateValue ?? '',
          since: change?.Timestamp ?? (alarm.StateValue === 'ALARM' ? alarm.StateUpdatedTimestamp : undefined),
          reason: alarm.StateValue === 'ALARM' ? (alarm.StateReason ?? '') : (change?.HistorySummary ?? ''),
        });
      }
    }
  }
  return found;
}

/** The last change into ALARM since then. */
async function lastAlarm(
  AlarmName: string,
  since: Date,
  client: CloudWatchClient,
): Promise<AlarmHistoryItem | undefined> {
  const asked = { AlarmName, HistoryItemType: 'StateUpdate', StartDate: since, ScanBy: 'TimestampDescending' } as const;
  for await (const { AlarmHistoryItems = [] } of paginateDescribeAlarmHistory({ client }, asked)) {
    const into = AlarmHistoryItems.find(({ HistorySummary }) => /to ALARM\b/.test(HistorySummary ?? ''));
    if (into) return into;
  }
  return undefined;
}
