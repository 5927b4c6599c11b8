import { readFileSync } from 'node:fs';

/** Why a policy of checkov does not hold for some resources. */
interface Answer {
  /** The id of the policy: `CKV_AWS_18`. */
  readonly rule: string;
  /** An address as it was synthesised, or `/a regular expression/` that it matches as a whole. */
  readonly resource: string;
  readonly because: string;
}

let known: readonly Answer[] | undefined;

/** Read when a module is written, from what the build has copied. */
function answers(): readonly Answer[] {
  known ??= JSON.parse(readFileSync(new URL('../../reference/policy-answers.json', import.meta.url), 'utf8'));
  return known!;
}

/**
 * The comments by which checkov passes over a policy that has been answered for a resource.
 *
 * @see https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
 */
export function answersFor(address: string): string[] {
  return answers()
    .filter(({ resource }) => isMeant(resource, address))
    .map(({ rule, because }) => `# checkov:skip=${rule}: ${because}`);
}

function isMeant(wanted: string, address: string): boolean {
  const expression = /^\/(.+)\/$/s.exec(wanted)?.[1];
  return expression === undefined ? wanted === address : new RegExp(`^(?:${expression})$`).test(address);
}
