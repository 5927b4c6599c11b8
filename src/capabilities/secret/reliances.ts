import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { keyPolicyReliance, keyReliance } from '../../parts/data-key/reliances';

/** The properties of a secret that others rely on. */
export const reliances: Reliance[] = [
  keyPolicyReliance(),
  keyReliance('values', { slot: 'secret', cloudformation: 'KmsKeyId', terraform: 'kms_key_id' }),
  {
    slot: 'rotationSchedule',
    cloudformation: 'RotationLambdaARN',
    terraform: 'rotation_lambda_arn',
    by: ReliedOnBy.ITSELF,
    breaks: 'Secrets Manager may call the function of before alone.',
    instead: 'Give the prop rotation.',
  },
];
