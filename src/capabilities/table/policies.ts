import { KeyUsers } from '../../parts/data-key/policies';

/** Who may use the key of a table. */
export const KEY_USERS: KeyUsers = { services: ['dynamodb'] };
