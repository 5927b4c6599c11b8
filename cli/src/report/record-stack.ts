import { addressOf, type StackRead, type Template } from '../assembly/stack.js';
import { resourcesIn } from './eligibility.js';
import { summaryOf, teamOf } from './manifest-summary.js';
import type { EcsService, StackRecord } from './stack-record.js';

/** The record of a stack that was read. */
export async function recordOf(stack: StackRead, warn: (text: string) => void): Promise<StackRecord> {
  const { name, location, engine, manifest, deployedAs } = stack;
  const summary = stack.summary ?? (manifest === null ? null : summaryOf(manifest));
  let template: Template | null = null;
  try {
    template = await stack.template();
  } catch (error) {
    warn(
      `The template of ${name} cannot be read: ${(error as Error).message.split('\n')[0]} Which capabilities it ` +
        'could use is not known.',
    );
  }
  const made = new Set(
    (manifest?.entries ?? []).flatMap(({ resources }) => resources.map(resource => addressOf(engine, resource))),
  );
  // The summary of a deployed stack does not contain the resources that the path made.
  const isKnown = template !== null && (manifest !== null || summary === null);
  return {
    id: `${location} ${name}`,
    name,
    location,
    engine,
    deployedAs,
    account: stack.deployed?.account ?? null,
    at: null,
    manifest,
    summary,
    team: teamOf(manifest, summary),
    types: template === null ? null : typesOf(template),
    foreignTypes: isKnown ? typesOf(template!, made) : null,
    capabilityResources: resourcesIn(stack, template),
    ecsServices: ecsServicesIn(template ?? {}),
    resources: template === null ? null : Object.keys(template).length,
    isReadable: true,
  };
}

function ecsServicesIn(template: Template): EcsService[] {
  return Object.entries(template)
    .filter(([, { type }]) => type === 'AWS::ECS::Service')
    .map(([logicalId, { constructPath, body }]) => ({
      logicalId,
      // The id of the resource is Resource under a golden path construct, and Service/Service under one of the CDK.
      name:
        constructPath
          ?.replace(/(\/Resource|(\/Service){1,2})$/, '')
          .split('/')
          .at(-1) ?? logicalId.replace(/[0-9A-F]{8}$/, ''),
      givenName: typeof body.ServiceName === 'string' ? body.ServiceName : null,
    }));
}

function typesOf(template: Template, without: ReadonlySet<string> = new Set()): string[] {
  return [
    ...new Set(
      Object.entries(template)
        .filter(([address]) => !without.has(address))
        .map(([, { type }]) => type),
    ),
  ];
}
