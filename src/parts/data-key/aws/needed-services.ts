import { keyIn } from './referent';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { missingServices, NeededServices, servicesIn } from '../needed-services';

/**
 * Sees to it that the policy of a brought key lets in the services that use it in their own name, where the key stands
 * in this app: others may add to its policy as long as there is time. That of any other key nobody here knows.
 */
export function needServices(owner: CapabilityConstruct, keyArn: string, services: NeededServices): void {
  const key = keyIn(keyArn);
  if (key === undefined) return;
  owner.node.addValidation({
    validate: () =>
      missingServices(key.node.path.replace(/\/Resource$/, ''), key.stack.resolve(key.keyPolicy), servicesIn(services)),
  });
}
