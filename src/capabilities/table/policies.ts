import { KeyUsers } from '../../parts/data-key/policies';

/** The services that may use the key of a table. */
export const KEY_USERS: KeyUsers = { services: ['dynamodb'] };
