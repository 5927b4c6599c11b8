import { Construct } from 'constructs';
import { Binding, BindingRequest } from '../../../binding/binding';
import { context } from '../../../engines/terraform/context';
import { addressOf, Introduction } from '../attributes';
import { bindingTo, IBindableSecret, SecretAddress } from '../binding';

/** A secret that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingSecret extends Construct implements IBindableSecret {
  private readonly address: SecretAddress;

  constructor(scope: Construct, id: string, introduction: Introduction) {
    super(scope, id);
    this.address = addressOf(this, introduction, () => context(this));
  }

  public get secretArn(): string {
    return this.address.arn;
  }

  public bind(request: BindingRequest): Binding {
    return bindingTo(this.address, request);
  }
}
