import { PAGE } from './page';
import { accessIn } from '../../binding/access';
import {
  Access,
  Binding,
  BindingPermission,
  BindingRequest,
  BindingSecret,
  environmentPrefixOf,
  IBindable,
} from '../../binding/binding';
import { BindingError } from '../../support/errors';

/** A secret that consumers can use: a ManagedSecret, or one that was made elsewhere. */
export interface ISecret extends IBindable {
  /** The ARN, by which programs read it. */
  readonly secretArn: string;
}

/** A secret as a binding knows it, made here or elsewhere. */
export interface SecretAddress {
  readonly id: string;
  readonly path: string;
  /** The ARN by which a consumer reads it. */
  readonly arn: string;
  /** The ARN that a policy names; a pattern, where the ARN is known in part. */
  readonly grantedArn: string;
  readonly keyArn?: string;
  /** The conditions under which a consumer may use the key. */
  readonly keyConditions: { readonly [operator: string]: any };
  readonly maxAgeSeconds: number;
  /** The names of its fields, if they are known. */
  readonly fields?: string[];
  /** Whether the end of the ARN is not known. */
  readonly knownInPart?: boolean;
  /** Whether it is given a new value from time to time, if that is known. */
  readonly rotated?: boolean;
}

const READING = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'];
// A writer may put any value. Moving the label of the current one between values is no more than that, and it is the
// last step of a rotation.
const WRITING = [
  'secretsmanager:DescribeSecret',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
];

/** Turns a request into what the consumer gets. Nothing is made, and nothing of the secret is touched. */
export function bindingTo(secret: SecretAddress, request: BindingRequest): Binding {
  const access = accessIn(request, Access.READ, secret.path);
  if (access === Access.CONSUME || access === Access.PUBLISH) {
    throw new BindingError({
      what: `A secret has no messages to ${access}.`,
      where: `${request.consumer} uses ${secret.path}`,
      hint: 'Give Access.READ, or Access.READ_WRITE for what rotates it.',
      page: PAGE,
    });
  }
  return {
    capability: 'secret',
    resource: secret.path,
    access,
    environmentPrefix: environmentPrefixOf(secret.id),
    environment: { ARN: secret.arn, MAX_AGE_SECONDS: String(secret.maxAgeSeconds) },
    permissions: permissions(secret, access),
    secret: secretOf(secret, access),
    ports: [],
  };
}

/** The secret for variables that ECS fills. It asks for a complete ARN. */
function secretOf(secret: SecretAddress, access: Access): BindingSecret | undefined {
  if (access === Access.WRITE || secret.knownInPart) return undefined;
  return {
    arn: secret.arn,
    permissions: permissions(secret, Access.READ),
    fields: secret.fields,
    rotation: secret.rotated ? 'its rotation gives it a new value' : undefined,
  };
}

/** A secret as a policy knows it. */
export type GrantedSecret = Pick<SecretAddress, 'grantedArn' | 'keyArn' | 'keyConditions'>;

/** The permissions of a function that gives a secret new values. It does not read them. */
export function renewalPermissions(secret: GrantedSecret): BindingPermission[] {
  // A password that is made up is no resource, so that IAM has nothing finer.
  return [...permissions(secret, Access.WRITE), { actions: ['secretsmanager:GetRandomPassword'], resources: ['*'] }];
}

function permissions({ grantedArn, keyArn, keyConditions }: GrantedSecret, access: Access): BindingPermission[] {
  const actions = {
    [Access.READ]: READING,
    [Access.WRITE]: WRITING,
    [Access.READ_WRITE]: [...new Set([...READING, ...WRITING])].sort(),
  }[access as Access.READ];
  const secret = { actions: [...actions], resources: [grantedArn] };
  if (!keyArn) return [secret];
  const uses = access === Access.READ ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'];
  return [secret, { actions: uses, resources: [keyArn], conditions: keyConditions }];
}
