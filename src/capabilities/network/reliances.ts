import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { keyPolicyReliance } from '../../parts/data-key/reliances';

/** The properties of a network that the rest of it relies on. */
export const reliances: Reliance[] = [keyPolicyReliance('logKey', ReliedOnBy.ITSELF)];
