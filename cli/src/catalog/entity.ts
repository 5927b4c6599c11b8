import type { Entity } from '@backstage/catalog-model';

/** The annotation with the path of the construct. It marks the entities that this program wrote. */
export const WRITTEN_FOR = 'goldenpath.dev/construct';
/** The annotations of this program. */
export const OWN = {
  construct: WRITTEN_FOR,
  capability: 'goldenpath.dev/capability',
  edition: 'goldenpath.dev/edition',
  tier: 'goldenpath.dev/tier',
  stack: 'goldenpath.dev/stack',
  region: 'goldenpath.dev/region',
  environments: 'goldenpath.dev/environments',
} as const;

/**
 * The annotations of https://backstage.io/docs/features/software-catalog/well-known-annotations, and of the Backstage
 * plugins for AWS.
 */
export const WELL_KNOWN = {
  source: 'backstage.io/source-location',
  techdocs: 'backstage.io/techdocs-ref',
  techdocsOf: 'backstage.io/techdocs-entity',
  techdocsPath: 'backstage.io/techdocs-entity-path',
  account: 'amazonaws.com/account-id',
  ecsServiceTags: 'aws.amazon.com/amazon-ecs-service-tags',
} as const;

export interface Link {
  readonly url: string;
  readonly title: string;
  readonly icon?: string;
  readonly type?: string;
}

interface EntityParts {
  readonly kind: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly annotations: { readonly [name: string]: string | undefined };
  readonly tags?: readonly string[];
  readonly links?: readonly Link[];
  readonly spec: { readonly [field: string]: unknown };
}

/** A Backstage entity without empty fields. Its annotations are sorted. */
export function entity({
  kind,
  name,
  title,
  description,
  annotations,
  tags = [],
  links = [],
  spec,
}: EntityParts): Entity {
  const written = Object.entries(annotations)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.parse(
    JSON.stringify({
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        name,
        ...(title === undefined || title === name ? {} : { title }),
        description,
        annotations: Object.fromEntries(written),
        ...(tags.length ? { tags } : {}),
        ...(links.length ? { links } : {}),
      },
      spec,
    }),
  ) as Entity;
}
