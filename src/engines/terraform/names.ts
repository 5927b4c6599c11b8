import { createHash } from 'crypto';
import { Lazy } from 'cdktf';
import { CapabilityConstruct } from './capability-construct';
import { identityPath } from '../../binding/identity-path';

/**
 * The physical name of a resource for which Terraform cannot generate one: the path of its construct and its slot. A
 * name that is too long, or that others read like, ends with a hash: `Shop/Orders-Db` and `Shop/Orders/Db`.
 */
export function nameOf(owner: CapabilityConstruct, slot: string, longest: number): string {
  return Lazy.stringValue({ produce: () => made(`${identityPath(owner)}/${slot}`, longest) });
}

function made(whole: string, longest: number): string {
  const readable = whole.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  if (readable.length <= longest && /^[A-Za-z0-9/]+$/.test(whole)) return readable;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return `${readable.slice(0, longest - 9).replace(/-+$/, '') || 'x'}-${hash}`;
}
