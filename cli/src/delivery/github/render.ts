import { stringify } from 'yaml';
import { ACTIONS, type Pinned } from './actions.js';
import type { Mapping } from './steps.js';

/** Why a job has a permission. */
const PERMISSIONS: { readonly [permission: string]: string } = {
  'contents: read': 'to check out',
  'actions: read': 'to find what a run built',
  'id-token: write': 'to assume a role of AWS',
  'attestations: write': 'to attest what was built',
};

/** A workflow as text, with the comments that its readers need. */
export function render(workflow: Mapping): string {
  return stringify(workflow, { lineWidth: 0, aliasDuplicateObjects: false })
    .split('\n')
    .map(line => `${line}${commentOn(line)}`)
    .join('\n');
}

function commentOn(line: string): string {
  const [, used] = /^\s*(?:- )?uses: (\S+)$/.exec(line) ?? [];
  if (used !== undefined) {
    // GitHub's `$/` is not known yet to what checks and runs workflows elsewhere.
    if (used.startsWith('./')) return ' # zizmor: ignore[self-repository]';
    const [name] = used.split('@');
    const action = ACTIONS[name as keyof typeof ACTIONS] as Pinned | undefined;
    // An escape may have pinned another commit, of which the version is not known.
    return action && used === `${name}@${action.commit}` ? ` # ${action.version}` : '';
  }
  const why = PERMISSIONS[line.trim()];
  if (why !== undefined) return ` # ${why}`;
  if (line.trim() === 'permissions: {}') return ' # each job says what it needs';
  return '';
}
