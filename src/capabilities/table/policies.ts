import { KeyUsers } from '../../core/key-policy';

/** Who may use the key of a table. */
export const KEY_USERS: KeyUsers = { services: ['dynamodb'] };
