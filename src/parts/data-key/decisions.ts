import { BroughtKeyChoices } from './brought';
import { always } from '../../path/decision';

/**
 * The choices about a key of one's own that every capability with data makes under these names.
 *
 * @internal
 */
export interface KeyChoices {
  readonly keyRotation: boolean;
  readonly keyDeletionDays: number;
}

/**
 * The choices by which there is a key of one's own, brought or made.
 *
 * @internal
 */
export interface DataKeyChoices extends KeyChoices, BroughtKeyChoices {
  readonly ownKey: boolean;
}

/**
 * Why a key is rotated, and why its deletion waits: each capability says it of its own data.
 *
 * @internal
 */
export interface KeyReasons {
  readonly rotation: string;
  readonly deletion: string;
}

/**
 * How a key of one's own is kept.
 *
 * @internal
 */
export function keyDecisions({ rotation, deletion }: KeyReasons) {
  return {
    keyRotation: always(true).oneOf(true, false).because(rotation),
    // The range of KMS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
    keyDeletionDays: always(30).whole(7, 30).because(deletion),
  };
}
