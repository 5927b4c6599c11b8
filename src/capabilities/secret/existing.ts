import { Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { addressOf, maxAgeAt, SecretReference } from './attributes';
import { bindingTo, ISecret, SecretAddress } from './binding';
import { PAGE } from './page';
import { Binding, BindingRequest, Credentials, IBindable } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { refusal, said } from '../../support/input';

/** A secret that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingSecret extends Construct implements ISecret {
  private readonly address: SecretAddress;
  private readonly reference: SecretReference;

  constructor(scope: Construct, id: string, reference: SecretReference) {
    const maxAgeSeconds = maxAgeAt(scope, id);
    super(scope, id);
    const { id: ownId, path } = this.node;
    this.reference = reference;
    this.address = addressOf({ id: ownId, path, maxAgeSeconds }, reference, () => Stack.of(this));
  }

  public get secretArn(): string {
    return this.address.arn;
  }

  public bind(request: BindingRequest): Binding {
    return bindingTo({ ...this.address, rotated: this.reference.isRotated?.() }, request);
  }
}

/** A secret that plain CDK made or imported, with the key that it knows of. */
export function bySecret(secret: secretsmanager.ISecret, where: string): SecretReference {
  if (typeof secret?.secretArn !== 'string' || typeof secret.grantRead !== 'function') {
    refusal(where, PAGE)(
      `This is not a secret of AWS CDK: ${said(secret)}.`,
      'Give a Secret, or what Secret.fromSecretCompleteArn gives.',
    );
  }
  const { secretArn, secretFullArn, encryptionKey } = secret;
  const keyArn = encryptionKey?.keyArn;
  const isRotated = () => isRotatedByPlainCdk(secret) || isRotatedByOwner(secret);
  return secretFullArn === undefined
    ? { partialArn: secretArn, keyArn, isRotated }
    : { arn: secretFullArn, keyArn, isRotated };
}

/** Whether plain CDK rotates a secret: `addRotationSchedule` of its L2, or of a view. */
export function isRotatedByPlainCdk(secret: secretsmanager.ISecret | undefined): boolean {
  return secret?.node.findAll().some(child => secretsmanager.CfnRotationSchedule.isCfnRotationSchedule(child)) ?? false;
}

/** Whether a secret is the view of a construct of the path whose value changes: of a database, for instance. */
function isRotatedByOwner({ node: { scope } }: secretsmanager.ISecret): boolean {
  if (!(scope instanceof CapabilityConstruct) || !('bind' in scope)) return false;
  const owner = scope as CapabilityConstruct & IBindable;
  const asked = { credentials: Credentials.SECRET, userName: 'app', consumer: owner.node.path };
  return owner.bind(asked).secret?.rotation !== undefined;
}
