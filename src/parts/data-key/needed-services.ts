import { DOCS } from '../../support/errors';
import { isObject } from '../../support/input';

/** Services that use a key in their own name. Some are known only once the whole app is there. */
export type NeededServices = readonly string[] | (() => readonly string[]);

/**
 * The services, as they are known now.
 *
 * @internal
 */
export function servicesIn(services: NeededServices): readonly string[] {
  return typeof services === 'function' ? services() : services;
}

/**
 * The complaint about a key whose policy does not let in services that use it in their own name.
 *
 * @param path the path of the key
 * @param policy its policy, as far as it is known: a document, or the text of one
 * @param services as the name of a principal begins: `events`, `logs`
 * @internal
 */
export function missingServices(path: string, policy: any, services: readonly string[]): string[] {
  const isLetIn = typeof policy === 'string' ? letInByText(policy) : letInByStatements(policy);
  const missing = services.filter(service => !isLetIn(service));
  if (missing.length === 0) return [];
  return [
    `The policy of the key ${path} does not let in ${missing.join(' and ')}: what they would encrypt with it fails. ` +
      `Add statements to it: ${DOCS}/guides/encryption-key.md.`,
  ];
}

type LetIn = (service: string) => boolean;

function letInByStatements(policy: any): LetIn {
  const statements: any[] = [policy?.Statement ?? []].flat();
  const principals = statements.filter(each => isObject(each) && each.Effect === 'Allow').map(each => each.Principal);
  return service =>
    principals.some(
      principal =>
        principal === '*' ||
        principal?.AWS === '*' ||
        JSON.stringify(principal?.Service ?? '').includes(`"${service}.`),
    );
}

/** A text that Terraform completes is taken apart by nobody here. Who is named in it, is taken for let in. */
function letInByText(policy: string): LetIn {
  return service => /"(Principal|AWS)" *[=:] *"\*"/.test(policy) || policy.includes(`"${service}.`);
}
