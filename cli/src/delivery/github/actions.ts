/** An action with the commit that is pinned, and the version that this commit is. */
export interface Pinned {
  readonly commit: string;
  readonly version: string;
}

/** The actions that workflows use: those of GitHub and of AWS, and no others. */
export const ACTIONS = {
  'actions/checkout': { commit: '3d3c42e5aac5ba805825da76410c181273ba90b1', version: 'v7.0.1' },
  'actions/setup-node': { commit: '820762786026740c76f36085b0efc47a31fe5020', version: 'v7.0.0' },
  'actions/upload-artifact': { commit: 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', version: 'v7.0.0' },
  'actions/download-artifact': { commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', version: 'v8.0.1' },
  'actions/attest': { commit: '1e69f48acb82d1966a394da916b4c1698aa569d6', version: 'v4.2.2' },
  'aws-actions/configure-aws-credentials': {
    commit: 'e6de054238d6b7531b4efff3b6587d9aade6a06c',
    version: 'v6.2.3',
  },
} as const satisfies { readonly [name: string]: Pinned };

/** `owner/name@commit`. */
export function pinned(name: keyof typeof ACTIONS): string {
  return `${name}@${ACTIONS[name].commit}`;
}
