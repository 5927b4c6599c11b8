import { KeyChoices } from './decisions';
import { Place } from '../../record/place';

/**
 * The path made a key.
 *
 * @internal
 */
export const MADE_KEY = { ownKey: true, broughtKey: null };

/**
 * Where the decisions about a key that the path made are seen: in the slot `key`.
 *
 * @internal
 */
export const keyPlaces: Place<KeyChoices>[] = [
  {
    decision: 'keyRotation',
    slot: 'key',
    cloudformation: 'EnableKeyRotation',
    terraform: 'enable_key_rotation',
    when: MADE_KEY,
  },
  {
    decision: 'keyDeletionDays',
    slot: 'key',
    cloudformation: 'PendingWindowInDays',
    terraform: 'deletion_window_in_days',
    when: MADE_KEY,
  },
];
