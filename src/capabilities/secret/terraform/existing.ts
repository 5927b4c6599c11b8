import { Construct } from 'constructs';
import { Binding, BindingRequest } from '../../../binding/binding';
import { context } from '../../../engines/terraform/context';
import { addressOf, maxAgeAt, SecretReference } from '../attributes';
import { bindingTo, ISecret, SecretAddress } from '../binding';

/** A secret that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingSecret extends Construct implements ISecret {
  private readonly address: SecretAddress;

  constructor(scope: Construct, id: string, reference: SecretReference) {
    const maxAgeSeconds = maxAgeAt(scope, id);
    super(scope, id);
    const { id: ownId, path } = this.node;
    this.address = addressOf({ id: ownId, path, maxAgeSeconds }, reference, () => context(this));
  }

  public get secretArn(): string {
    return this.address.arn;
  }

  public bind(request: BindingRequest): Binding {
    return bindingTo(this.address, request);
  }
}
