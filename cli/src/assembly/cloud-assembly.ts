import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  CloudAssembly,
  UNKNOWN_ACCOUNT,
  UNKNOWN_REGION,
  type CloudFormationStackArtifact,
} from '@aws-cdk/cloud-assembly-api';
import { Manifest as AssemblyManifest } from '@aws-cdk/cloud-assembly-schema';
import { UnreadableInputError } from '../errors.js';
import { readJson } from './json-file.js';
import { MANIFEST_METADATA, readManifest, type Manifest } from './manifest.js';
import type { StackRead, Template, TemplateResource } from './stack.js';

/** Reads the stacks of a cloud assembly, with the stacks of its stages and the nested stacks. */
export async function readCloudAssembly(directory: string, warn: (text: string) => void): Promise<StackRead[]> {
  await checkVersion(directory, warn);
  const artifacts = load(directory);
  const stacks = await Promise.all(artifacts.map(artifact => readStack(artifact, warn)));
  return stacks.flat();
}

async function checkVersion(directory: string, warn: (text: string) => void): Promise<void> {
  const { version } = await readJson(join(directory, 'manifest.json'));
  const newest = AssemblyManifest.version();
  if (Number.parseInt(version) > Number.parseInt(newest)) {
    warn(
      `${directory}: the assembly has schema version ${version}, and this program knows ${newest}. It is read as ` +
        'far as it is understood.',
    );
  }
}

function load(directory: string): CloudFormationStackArtifact[] {
  try {
    // Newer assemblies are read too: this program uses only fields of the first version.
    return new CloudAssembly(directory, { skipVersionCheck: true, skipEnumCheck: true }).stacksRecursively;
  } catch (error) {
    throw new UnreadableInputError({
      what: `The cloud assembly cannot be read: ${(error as Error).message.split('\n')[0]}`,
      where: directory,
      hint: 'Synthesise again, and let it end before the output is read.',
    });
  }
}

async function readStack(artifact: CloudFormationStackArtifact, warn: (text: string) => void): Promise<StackRead[]> {
  const { hierarchicalId: name, templateFullPath: location } = artifact;
  // Finds truncated templates before any result is printed. The template is not kept in memory, because an
  // organisation has thousands of them.
  const template = await readJson(location);
  const manifests = Object.entries(artifact.metadata ?? {}).flatMap(([path, entries]) =>
    entries
      .filter(({ type }) => type === MANIFEST_METADATA)
      .map(({ data }) => ({
        path: path.replace(/^\//, ''),
        manifest: readManifest(data, `${location}, stack ${path}`, warn),
      })),
  );
  const assets = await assetsOf(artifact);
  const inner = nestedIn(template, assets);
  const own =
    manifests.find(({ path }) => path === name)?.manifest ??
    (manifests.length === 1 && !inner.length ? manifests[0]!.manifest : null);
  const nested = await Promise.all(inner.map(each => readNested(each, dirname(location), assets, manifests)));
  const engine = 'cloudformation' as const;
  return [
    {
      name,
      deployedAs: artifact.stackName,
      region: regionOf(artifact),
      environment: environmentOf(artifact),
      engine,
      source: 'cloud assembly',
      location,
      manifest: own,
      summary: null,
      deployed: null,
      ...templateIn(location),
    },
    ...nested.flat(),
  ];
}

/** The region that a stack is bound to; undefined for one that goes wherever the environment says. */
function regionOf({ environment }: CloudFormationStackArtifact): string | undefined {
  return environment.region === UNKNOWN_REGION ? undefined : environment.region;
}

function environmentOf({ environment: { account, region } }: CloudFormationStackArtifact): string | undefined {
  return account === UNKNOWN_ACCOUNT || region === UNKNOWN_REGION ? undefined : `${account}/${region}`;
}

interface NestedStack {
  /** The construct path, where the template contains it. */
  readonly path: string | undefined;
  readonly logicalId: string;
  readonly file: string;
}

/** The file assets of a stack, by hash. */
async function assetsOf({ id, assembly }: CloudFormationStackArtifact): Promise<{ [hash: string]: string }> {
  const file = join(assembly.directory, `${id}.assets.json`);
  if (!existsSync(file)) return {};
  const { files = {} } = await readJson(file);
  return Object.fromEntries(
    Object.entries<any>(files).flatMap(([hash, { source }]) =>
      typeof source?.path === 'string' ? [[hash, source.path]] : [],
    ),
  );
}

/**
 * The nested stacks of a template and their files. The file is in the asset metadata; where the app has turned this
 * metadata off, the hash in the URL of the template leads to the file.
 */
function nestedIn(template: any, assets: { [hash: string]: string }): NestedStack[] {
  return Object.entries<any>(template.Resources ?? {})
    .filter(([, { Type }]) => Type === 'AWS::CloudFormation::Stack')
    .flatMap(([logicalId, { Metadata, Properties }]) => {
      const [hash] = /[0-9a-f]{64}/.exec(JSON.stringify(Properties?.TemplateURL ?? '')) ?? [];
      const file: unknown = Metadata?.['aws:asset:path'] ?? assets[hash ?? ''];
      // The path of the resource is Parent/Child.NestedStack/Child.NestedStackResource.
      return typeof file === 'string'
        ? [{ logicalId, file, path: /^(.*)\.NestedStack\/[^/]+$/.exec(Metadata?.['aws:cdk:path'] ?? '')?.[1] }]
        : [];
    });
}

async function readNested(
  { path, logicalId, file }: NestedStack,
  directory: string,
  assets: { [hash: string]: string },
  manifests: Array<{ path: string; manifest: Manifest }>,
): Promise<StackRead[]> {
  const location = join(directory, file);
  if (!existsSync(location)) return [];
  const template = await readJson(location);
  const isItsOwn = ({ manifest }: { manifest: Manifest }) =>
    manifest.entries.some(
      ({ resources }) =>
        resources.length > 0 && resources.every(resource => resource.logicalId in (template.Resources ?? {})),
    );
  const found = manifests.find(manifest => (path !== undefined ? manifest.path === path : isItsOwn(manifest)));
  const deeper = await Promise.all(
    nestedIn(template, assets).map(each => readNested(each, directory, assets, manifests)),
  );
  return [
    {
      name: path ?? found?.path ?? logicalId,
      deployedAs: null,
      engine: 'cloudformation',
      source: 'cloud assembly',
      location,
      manifest: found?.manifest ?? null,
      summary: null,
      deployed: null,
      ...templateIn(location),
    },
    ...deeper.flat(),
  ];
}

function templateIn(location: string): Pick<StackRead, 'template' | 'document'> {
  const document = () => readJson(location);
  return { document, template: async () => resourcesOf(await document()) };
}

/** The resources of a CloudFormation template. */
export function resourcesOf(template: any): Template {
  return Object.fromEntries(
    Object.entries<any>(template?.Resources ?? {}).map(
      ([logicalId, { Type, Properties, DeletionPolicy, UpdateReplacePolicy, Metadata }]): [
        string,
        TemplateResource,
      ] => [
        logicalId,
        {
          type: Type,
          body: {
            ...Properties,
            ...(DeletionPolicy ? { DeletionPolicy } : {}),
            ...(UpdateReplacePolicy ? { UpdateReplacePolicy } : {}),
          },
          constructPath: Metadata?.['aws:cdk:path'],
        },
      ],
    ),
  );
}
