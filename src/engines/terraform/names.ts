import { createHash } from 'crypto';
import { CapabilityConstruct } from './capability-construct';

/**
 * The physical name of a resource that Terraform cannot make up one for: the path of its construct and its slot, cut to
 * the
 * format's limit without two names ever becoming one.
 */
export function nameOf(owner: CapabilityConstruct, slot: string, longest: number): string {
  const whole = `${owner.node.path}/${slot}`;
  const readable = whole.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  if (readable.length <= longest && readable === whole.replace(/\//g, '-')) return readable;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return `${readable.slice(0, longest - 9).replace(/-+$/, '')}-${hash}`;
}
