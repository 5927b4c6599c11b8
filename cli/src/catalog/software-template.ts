import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import type { Files } from './techdocs.js';

const TEMPLATE = fileURLToPath(new URL('../../templates/service', import.meta.url));

/** A Backstage software template for a new service, with the owner and the organization of the assembly. */
export function softwareTemplate(owner: string | undefined, organization: string | undefined): Files {
  return new Map(
    filesIn(TEMPLATE).map((file): [string, string] => {
      const path = relative(TEMPLATE, file).split(sep).join('/');
      const text = readFileSync(file, 'utf8');
      // npm does not pack files with the name .gitignore.
      return [
        `template/${path.replace(/(^|\/)gitignore$/, '$1.gitignore')}`,
        path === 'template.yaml' ? adapted(text, owner, organization) : text,
      ];
    }),
  );
}

function adapted(text: string, owner: string | undefined, organization: string | undefined): string {
  const document = parseDocument(text);
  if (owner !== undefined) document.setIn(['spec', 'owner'], owner);
  if (organization !== undefined)
    document.setIn(['spec', 'parameters', 0, 'properties', 'organization', 'default'], organization);
  return document.toString({ lineWidth: 0 });
}

function filesIn(directory: string): string[] {
  return readdirSync(directory)
    .sort()
    .map(name => join(directory, name))
    .flatMap(path => (statSync(path).isDirectory() ? filesIn(path) : [path]));
}
