import { Reliance } from '../../binding/reliance';
import { keyReliance } from '../../parts/data-key/reliances';

/** The properties of a secret that others rely on. */
export const reliances: Reliance[] = [
  keyReliance('values', { slot: 'secret', cloudformation: 'KmsKeyId', terraform: 'kms_key_id' }),
];
