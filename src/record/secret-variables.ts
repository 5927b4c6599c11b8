import { Binding, Credentials, UsesOptions } from '../binding/binding';
import { SecretVariable } from '../binding/secret-variable';
import { Refuse, said } from '../support/input';
import { upperFirst } from '../support/names';
import { didYouMean } from '../support/nearest';

/**
 * A secret that RDS keeps for a database.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html
 */
const OF_RDS = /:secret:rds!/;

/** What a use asks for, and whether its consumer can have it. */
interface Asked {
  readonly binding: Binding;
  readonly options: UsesOptions;
  /** Whether something fills variables from secrets when the program of the consumer starts. */
  readonly canFill: boolean;
}

/**
 * The variables that are filled from a secret, as ECS refers to it: by its ARN, and the field.
 *
 * @throws where they cannot be filled, or would hold an old value one day
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 * @internal
 */
export function secretReferences({ binding, options, canFill }: Asked, refuse: Refuse): { [name: string]: string } {
  const asked = Object.entries(options.secretVariables ?? {});
  if (asked.length === 0) return {};
  if (!canFill) {
    refuse(
      'Lambda fills no variables from secrets.',
      'Leave secretVariables out, and read the secret by the ARN in the variables.',
    );
  }
  const { resource, secret } = binding;
  if (!secret) refuse(`Nothing can be read of '${resource}' to fill variables from.`, hintWithout(binding, options));
  const rotation = secret.rotation ?? (OF_RDS.test(secret.arn) ? 'RDS gives it a new password each week' : undefined);
  if (rotation) {
    refuse(
      `The secret of '${resource}' changes: ${rotation}. Tasks that run would keep the old one.`,
      'Read it by the ARN in the variables. Or give a login of its own that is not rotated, in a ManagedSecret.',
    );
  }
  for (const [name, field] of asked) {
    checkVariable(name, field, refuse);
    if (field._field !== undefined && secret.fields?.includes(field._field) === false) {
      refuse(`The secret of '${resource}' has no field '${field._field}'.`, hintOfField(field._field, secret.fields));
    }
  }
  return Object.fromEntries(asked.map(([name, { _field }]) => [name, referenceTo(secret.arn, _field)]));
}

function hintWithout({ capability }: Binding, { credentials }: UsesOptions): string {
  if (credentials === Credentials.IAM_TOKEN) {
    return 'Leave secretVariables out: with an IAM token there is no password.';
  }
  return capability === 'secret'
    ? 'ECS asks for its complete ARN, and for the permission to read it: fromSecretArn, and Access.READ.'
    : `${upperFirst(capability)} has none. Put what the program needs into a ManagedSecret, and use that.`;
}

function checkVariable(name: string, field: SecretVariable, refuse: Refuse): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    refuse(`${said(name)} cannot be the name of an environment variable.`, 'Give letters, digits and underscores.');
  }
  if (!(field instanceof SecretVariable)) {
    refuse(
      `secretVariables.${name} is ${said(field)}.`,
      "Give SecretVariable.value(), or SecretVariable.field('password').",
    );
  }
}

function hintOfField(field: string, fields: string[]): string {
  return fields.length > 0
    ? didYouMean(field, fields)
    : 'Its value is a text alone: SecretVariable.value(). Or give it fields: SecretSource.generated({ fields: {} }).';
}

function referenceTo(secretArn: string, field: string | undefined): string {
  return field === undefined ? secretArn : `${secretArn}:${field}::`;
}
