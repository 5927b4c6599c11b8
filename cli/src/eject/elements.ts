import { basename, dirname, join } from 'node:path';
import { CloudAssembly, type CloudFormationStackArtifact } from '@aws-cdk/cloud-assembly-api';
import { readJson } from '../assembly/json-file.js';
import type { Manifest, ManifestEntry } from '../assembly/manifest.js';
import type { StackRead } from '../assembly/stack.js';
import type { Definition } from './resource.js';

/** A construct of the path with its resources, in the order of the template. */
export interface Ejected {
  readonly path: string;
  readonly entries: readonly ManifestEntry[];
  readonly resources: readonly Element[];
  readonly outputs: readonly Element[];
}

/** A resource or an output of a template, by the path of its construct. */
export interface Element {
  readonly path: string;
  readonly logicalId: string;
  readonly definition: Definition;
}

/** A file or a directory that a template has as an asset. */
export interface Asset {
  readonly hash: string;
  readonly kind: 'file' | 'image';
  /** The source as the manifest of the assets says it: its path is relative to the assembly. */
  readonly source: { readonly [option: string]: any };
}

/** The artifact of a stack of an assembly, in whichever stage it is; undefined for a nested stack. */
export function artifactOf({ location, source }: StackRead): CloudFormationStackArtifact | undefined {
  if (source !== 'cloud assembly') return undefined;
  const assembly = new CloudAssembly(dirname(location), { skipVersionCheck: true, skipEnumCheck: true });
  return assembly.stacks.find(({ templateFullPath }) => templateFullPath === location);
}

/** The outermost constructs of the path in a stack, in the order in which its template has them. */
export function constructsOf(artifact: CloudFormationStackArtifact, manifest: Manifest, template: any): Ejected[] {
  const pathOf = new Map(
    artifact.findMetadataByType('aws:cdk:logicalId').map(({ path, data }) => [data as string, path.replace(/^\//, '')]),
  );
  const elementsOf = (section: string): Element[] =>
    Object.entries<Definition>(template[section] ?? {}).flatMap(([logicalId, definition]) => {
      const path = pathOf.get(logicalId);
      return path === undefined ? [] : [{ path, logicalId, definition }];
    });
  const resources = elementsOf('Resources');
  const outputs = elementsOf('Outputs');
  const paths = manifest.entries.map(({ path }) => path);
  const orderOf = (path: string) => resources.findIndex(each => isIn(path, each.path));
  return paths
    .filter(path => !paths.some(other => other !== path && isIn(other, path)))
    .sort((a, b) => orderOf(a) - orderOf(b))
    .map(path => ({
      path,
      entries: manifest.entries.filter(entry => isIn(path, entry.path)),
      resources: resources.filter(each => isIn(path, each.path)),
      outputs: outputs.filter(each => isIn(path, each.path)),
    }));
}

/** Whether a path is that of a construct, or of something in it. */
export function isIn(construct: string, path: string): boolean {
  return path === construct || path.startsWith(`${construct}/`);
}

/** The assets of a stack. */
export async function assetsOf(artifact: CloudFormationStackArtifact): Promise<Asset[]> {
  const directory = artifact.assembly.directory;
  const manifests = artifact.dependencies.filter(each => each.manifest.type === 'cdk:asset-manifest');
  const read = await Promise.all(
    manifests.map(async each => {
      const file = (each.manifest.properties as { file: string }).file;
      const { files = {}, dockerImages = {} } = await readJson(join(directory, file));
      const of = (kind: Asset['kind'], assets: any) =>
        Object.entries<any>(assets).map(([hash, { source }]): Asset => ({ hash, kind, source }));
      return [...of('file', files), ...of('image', dockerImages)];
    }),
  );
  return read.flat();
}

/** Where the code looks for the source of an asset, beside its own file. */
export function placeOf({ source }: Asset): string {
  return `assets/${basename(sourceOf(source))}`;
}

/** The source of an asset, relative to the assembly. */
export function sourceOf(source: Asset['source']): string {
  return source.path ?? source.directory;
}
