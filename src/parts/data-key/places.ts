import { KeyChoices } from './decisions';
import { Place } from '../../record/place';

/**
 * Where the decisions about a key of one's own are seen: in the slot `key`.
 *
 * @param when there is such a key
 * @internal
 */
export function keyPlaces(when: Place['when']): Place<KeyChoices>[] {
  return [
    {
      decision: 'keyRotation',
      slot: 'key',
      cloudformation: 'EnableKeyRotation',
      terraform: 'enable_key_rotation',
      when,
    },
    {
      decision: 'keyDeletionDays',
      slot: 'key',
      cloudformation: 'PendingWindowInDays',
      terraform: 'deletion_window_in_days',
      when,
    },
  ];
}
