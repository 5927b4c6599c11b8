import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  type KindValidator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import type { ErrorDetails } from '../errors.js';
import { didYouMean } from '../nearest.js';
import { refOf, type Written } from './documents.js';
import { WELL_KNOWN } from './entity.js';

/** An entity to validate, with its place. */
export interface Checked {
  readonly entity: Written;
  readonly where: string;
}

const PAGE = 'guides/catalog.md';
const POLICY = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);
const VALIDATORS: { readonly [kind: string]: KindValidator } = {
  API: apiEntityV1alpha1Validator,
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Location: locationEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  User: userEntityV1alpha1Validator,
};
/** The fields that refer to other entities, with their default kind. */
const REFERENCES: { readonly [field: string]: string | undefined } = {
  owner: 'Group',
  system: 'System',
  domain: 'Domain',
  subdomainOf: 'Domain',
  subcomponentOf: 'Component',
  providesApis: 'API',
  consumesApis: 'API',
  dependsOn: undefined,
  dependencyOf: undefined,
  parent: 'Group',
  children: 'Group',
  members: 'User',
  memberOf: 'Group',
};
/** The kinds outside the catalog model, with their versions. */
const FOREIGN: { readonly [kind: string]: string } = { Template: 'scaffolder.backstage.io/v1beta3' };
/** A placeholder of a value that is known only at deployment. */
const TOKEN = /\$\{Token\[|\$\{TfToken\[|#\{Token\[|\$\{AWS::|\$\{aws_\w+\./;

/**
 * Finds the problems that Backstage refuses, and problems that it accepts: references to missing entities, unknown
 * owners, unresolved values, unknown versions and kinds.
 *
 * @param known the references of entities in other catalogs
 */
export async function validate(checked: readonly Checked[], known: ReadonlySet<string>): Promise<ErrorDetails[]> {
  const refs = new Set([...known, ...checked.map(({ entity }) => refOf(entity))]);
  const problems: ErrorDetails[] = [];
  const first = new Map<string, string>();
  for (const { entity, where } of checked) {
    const ref = refOf(entity);
    const other = first.get(ref);
    if (other === undefined) first.set(ref, where);
    else
      problems.push({
        what: `There are two entities ${ref}.`,
        where: `${other}, and ${where}`,
        hint: 'Remove one, or give it another name.',
        page: PAGE,
      });
    problems.push(
      ...(await againstModel(entity, where)),
      ...unresolved(entity, where),
      ...unknownReferences(entity, where, refs),
    );
  }
  return problems;
}

async function againstModel(entity: Written, where: string): Promise<ErrorDetails[]> {
  const validator = VALIDATORS[entity.kind];
  if (!validator) {
    const expected = FOREIGN[entity.kind];
    if (expected !== undefined && entity.apiVersion === expected) return [];
    const hint =
      expected !== undefined
        ? `A ${entity.kind} has apiVersion ${expected}.`
        : didYouMean(String(entity.kind), [...Object.keys(VALIDATORS), ...Object.keys(FOREIGN)]);
    return [
      {
        what:
          expected !== undefined
            ? `A ${entity.kind} has no apiVersion '${entity.apiVersion}'.`
            : `Backstage knows no kind '${entity.kind}'.`,
        where,
        hint,
        page: PAGE,
      },
    ];
  }
  try {
    // Policies change the entity that they check.
    await POLICY.enforce(structuredClone(entity) as unknown as Entity);
    // The result is false without an error where apiVersion and kind do not match.
    if (await validator.check(structuredClone(entity) as unknown as Entity)) return [];
    return [
      {
        what: `A ${entity.kind} has no apiVersion '${entity.apiVersion}'.`,
        where,
        hint: `Write apiVersion: backstage.io/v1alpha1.`,
        page: PAGE,
      },
    ];
  } catch (error) {
    return [
      {
        what:
          'Backstage would refuse it: ' +
          `${(error as Error).message.split('\n')[0]!.replace(/^<unknown>[:;]?\s*/, '')}`,
        where,
        hint: 'Correct what it names.',
        page: PAGE,
      },
    ];
  }
}

function unresolved(entity: Written, where: string): ErrorDetails[] {
  return strings(entity, '')
    .filter(({ value }) => value === undefined || TOKEN.test(value))
    .map(({ path, value }) => ({
      what: `${path} is a value that is known at deployment only${value === undefined ? '' : `: '${cut(value)}'`}.`,
      where,
      hint:
        'Give a text that is known when the app is synthesised; addresses of what was deployed come with ' +
        '--outputs.',
      page: PAGE,
    }));
}

function cut(value: string): string {
  return value.length > 80 ? `${value.slice(0, 80)}...` : value;
}

/** All texts in a value with their paths. An intrinsic function has the text undefined. */
function strings(value: unknown, path: string): Array<{ path: string; value: string | undefined }> {
  if (typeof value === 'string') return [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  if (entries.length === 1 && /^(Ref|Fn::\w+)$/.test(entries[0]![0])) return [{ path, value: undefined }];
  return entries.flatMap(([key, inner]) =>
    strings(inner, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
  );
}

function unknownReferences(entity: Written, where: string, refs: ReadonlySet<string>): ErrorDetails[] {
  const written = Object.entries(REFERENCES).flatMap(([field, kind]) =>
    [entity.spec?.[field] ?? []].flat().map((ref: unknown) => ({ field: `spec.${field}`, kind, ref })),
  );
  const docs = entity.metadata?.annotations?.[WELL_KNOWN.techdocsOf];
  if (docs !== undefined)
    written.push({ field: `metadata.annotations.${WELL_KNOWN.techdocsOf}`, kind: undefined, ref: docs });
  return written.flatMap(({ field, kind, ref }): ErrorDetails[] => {
    // The model refuses a reference that is not a text.
    if (typeof ref !== 'string' || TOKEN.test(ref)) return [];
    let full: string;
    try {
      const {
        kind: of,
        namespace,
        name,
      } = parseEntityRef(ref, { defaultKind: kind, defaultNamespace: entity.metadata?.namespace ?? 'default' });
      full = `${of}:${namespace}/${name}`.toLowerCase();
    } catch {
      return [{ what: `${field} '${ref}' is no reference.`, where, hint: 'Write kind:namespace/name.', page: PAGE }];
    }
    if (refs.has(full)) return [];
    const [of] = full.split(':');
    const alike = [...refs].filter(each => each.startsWith(`${of}:`)).map(each => each.replace(`${of}:default/`, ''));
    const isOwner = field === 'spec.owner';
    return [
      {
        what: isOwner
          ? `The owner '${ref}' is no group or user that exists.`
          : `${field} refers to ${full}, which does not exist.`,
        where,
        hint:
          `${didYouMean(full.replace(/^[^:]+:default\//, ''), alike)} ` +
          (isOwner ? 'Correct the owner in the app, or add the group' : 'Correct it, or name the catalog that has it') +
          ': --known FILE.',
        page: PAGE,
      },
    ];
  });
}
