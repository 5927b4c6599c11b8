import { entityNames } from './catalog-names';
import { Manifest } from './manifest';

/**
 * The key of the template's metadata under which the entities of a stack are written, as the plugin of Backstage for
 * CloudFormation reads them.
 *
 * @see https://github.com/purple-technology/backstage-aws-cloudformation-plugin
 */
export const CATALOG_METADATA = 'Backstage';

/** The annotation by which a reader knows which entities were derived from constructs. */
export const CONSTRUCT_ANNOTATION = 'goldenpath.dev/construct';

/** An owner in the form in which Backstage refers to one. */
const OWNER_REFERENCE = /^(group|user):([^/:]+\/)?[^/:]+$/i;

/**
 * An entity of Backstage.
 *
 * @see https://backstage.io/docs/features/software-catalog/descriptor-format
 */
export interface CatalogEntity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly title: string;
    readonly annotations: { readonly [name: string]: string };
    readonly tags: string[];
  };
  readonly spec: { readonly [field: string]: string | string[] | undefined };
}

/** The parts of an entity that differ from one to another. */
export interface Description {
  readonly kind: string;
  readonly name: string;
  readonly title: string;
  readonly annotations: { readonly [name: string]: string };
  readonly spec: CatalogEntity['spec'];
}

export function entityOf({ kind, name, title, annotations, spec }: Description): CatalogEntity {
  const written = Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, title, annotations, tags: ['goldenpath'] },
    spec: written,
  };
}

/** Whether an entity was derived from a construct, and is not somebody else's. */
export function isDerived(other: CatalogEntity): boolean {
  return other?.metadata?.annotations?.[CONSTRUCT_ANNOTATION] !== undefined;
}

/** The annotations that all entities of a stack have. */
export function settingOf({ edition, tier }: Manifest): { readonly [name: string]: string } {
  return { 'goldenpath.dev/edition': edition, 'goldenpath.dev/tier': tier };
}

/** A team as an entity refers to it. */
export function ownerName(owner: string | undefined): string | undefined {
  return owner === undefined || OWNER_REFERENCE.test(owner) ? owner : entityNames([owner]).get(owner);
}

/** The title of an entity: the id of its construct. */
export function titleOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
