import { IMixin } from 'constructs';
import { Finding } from './finding';
import { Identity } from './lock/locked-resource';

/**
 * One difference between a snapshot of a resource and the resource.
 *
 * @internal
 */
export interface Difference {
  /** The path of the property, as in the template. */
  readonly property: string;
  /** Whether it is a change that a platform team makes for everybody. */
  readonly organizationPolicy: boolean;
}

/**
 * The operations of an engine on its resources.
 *
 * @internal
 */
export interface SlotEngine<Resource, Snapshot> {
  /** Takes a snapshot of a resource: a structural clone, with tokens by identity. */
  snapshot(resource: Resource): Snapshot;
  /** The differences between a snapshot and the resource as it is now. */
  differences(before: Snapshot, resource: Resource): Difference[];
  /** Applies a patch or a mixin, and refuses a change without effect. Gives a function that takes it back. */
  escape(resource: Resource, slot: string, change: IMixin, where: string): () => void;
  /** The properties of a resource as the template will have them. */
  rendered(resource: Resource): any;
  /** The type of a resource in the template. */
  typeOf(resource: Resource): string;
  /** The id of a resource in the template. */
  logicalIdOf(resource: Resource): string;
  /** The names of its tags, with those that it has from around it. */
  tagNames(resource: Resource): string[];
  /** Reads single properties of a resource, as the template will have them. */
  reader(resource: Resource): (property: string) => any;
}

/**
 * A resource with what identifies it, for the lock.
 *
 * @internal
 */
export interface IdentifiedSlot {
  readonly slot: string;
  readonly type: string;
  readonly id: string;
  readonly identity: Identity;
}

/**
 * The result of a review of the escapes.
 *
 * @internal
 */
export interface EscapeReview {
  /** Escapes whose review date is near or past, changes that nobody recorded, and too many tags. */
  readonly findings: Finding[];
  /** Errors about resources that are kept and would be replaced. */
  readonly replaced: string[];
}
