import { THRESHOLD } from '../../../parts/alarm/places';
import { Place, RESOURCE } from '../../../record/place';
import { FunctionChoices } from '../decisions';

const ALARMED = { alarms: true };

/** Where the decisions about the dashboard and the alarms are seen. */
export const watchingPlaces: Place<FunctionChoices>[] = [
  { decision: 'dashboard', slot: 'dashboard', ...RESOURCE, unit: 'present' },
  { decision: 'alarms', slot: 'throttleAlarm', ...RESOURCE, unit: 'present' },
  {
    decision: 'alarmMinutes',
    slot: 'errorAlarm',
    cloudformation: 'EvaluationPeriods',
    terraform: 'evaluation_periods',
    when: ALARMED,
  },
  { decision: 'alarmErrorPercent', slot: 'errorAlarm', ...THRESHOLD, when: ALARMED },
  { decision: 'alarmThrottles', slot: 'throttleAlarm', ...THRESHOLD, when: ALARMED },
  { decision: 'alarmDurationPercent', slot: 'durationAlarm', ...RESOURCE, unit: 'percent-of-timeout', when: ALARMED },
  {
    decision: 'alarmIteratorAgeSeconds',
    slot: 'iteratorAgeAlarm',
    ...THRESHOLD,
    unit: 'seconds-in-milliseconds',
    when: { ...ALARMED, eventSources: { has: ['stream'] } },
  },
  { decision: 'alarmDeadLetters', slot: 'deadLetterAlarm', ...THRESHOLD, when: ALARMED },
];
