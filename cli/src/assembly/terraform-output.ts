import { join } from 'node:path';
import { UnreadableInputError } from '../errors.js';
import { readJson } from './json-file.js';
import { MANIFEST_METADATA, readManifest } from './manifest.js';
import type { StackRead, Template, TemplateResource } from './stack.js';

/** Reads all stacks that the manifest of a CDK for Terraform output directory lists. */
export async function readTerraformOutput(directory: string, warn: (text: string) => void): Promise<StackRead[]> {
  const { stacks } = await readJson(join(directory, 'manifest.json'));
  return Promise.all(
    Object.entries<any>(stacks).map(([name, { synthesizedStackPath }]) => {
      if (typeof synthesizedStackPath !== 'string') {
        throw new UnreadableInputError({
          what: `The stack '${name}' has no synthesizedStackPath.`,
          where: join(directory, 'manifest.json'),
          hint: 'Synthesise again.',
        });
      }
      return readTerraformStack(join(directory, synthesizedStackPath), name, warn);
    }),
  );
}

/** Reads one `cdk.tf.json` of CDK for Terraform. */
export async function readTerraformStack(
  file: string,
  name: string | undefined,
  warn: (text: string) => void,
): Promise<StackRead> {
  const configuration = await readJson(file);
  const metadata = configuration['//'];
  if (typeof metadata?.metadata !== 'object') {
    throw new UnreadableInputError({
      what: 'This is Terraform, and not written by CDK for Terraform.',
      where: file,
      hint: 'Give cdktf.out, or a cdk.tf.json in cdktf.out/stacks/<name>.',
      page: 'guides/terraform.md',
    });
  }
  const manifest = metadata[MANIFEST_METADATA];
  return {
    name: name ?? metadata.metadata.stackName ?? file,
    deployedAs: null,
    engine: 'terraform',
    source: 'terraform',
    location: file,
    manifest: manifest === undefined ? null : readManifest(manifest, file, warn),
    summary: null,
    deployed: null,
    document: () => readJson(file),
    template: async () => resourcesOf(await readJson(file)),
  };
}

function resourcesOf(configuration: any): Template {
  return Object.fromEntries(
    Object.entries<any>(configuration.resource ?? {}).flatMap(([type, named]) =>
      Object.entries<any>(named).map(([id, resource]): [string, TemplateResource] => {
        const { '//': about, ...body } = resource;
        return [`${type}.${id}`, { type, body, constructPath: about?.metadata?.path }];
      }),
    ),
  );
}
