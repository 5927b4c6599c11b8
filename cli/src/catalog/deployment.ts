import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CloudAssembly } from '@aws-cdk/cloud-assembly-api';
import type { StackRead } from '../assembly/stack.js';

/** An output of a template. */
export interface StackOutput {
  readonly key: string;
  readonly description: string | undefined;
  /** The value in the template: a text or an intrinsic function. */
  readonly value: unknown;
}

/** The deployment target of a stack, as far as the assembly contains it. */
export interface Deployment {
  /** The construct path of the stage with a slash at its end; empty without a stage. */
  readonly stage: string;
  /** The output directory of the whole app. */
  readonly root: string;
  /** The id of the deployed stack; for nested stacks, of the outermost stack. */
  readonly stackId: string;
  readonly stackName: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly outputs: readonly StackOutput[];
}

/** The deployment target of each stack. */
export function deploymentsOf(stacks: readonly StackRead[]): Map<StackRead, Deployment> {
  const assemblies = new Map<string, CloudAssembly>();
  const found = new Map<StackRead, Deployment>();
  for (const stack of stacks) {
    if (stack.engine === 'terraform') {
      found.set(stack, onTerraform(stack));
      continue;
    }
    const directory = dirname(stack.location);
    const assembly =
      assemblies.get(directory) ?? new CloudAssembly(directory, { skipVersionCheck: true, skipEnumCheck: true });
    assemblies.set(directory, assembly);
    found.set(stack, inAssembly(stack, assembly));
  }
  return found;
}

function inAssembly(stack: StackRead, assembly: CloudAssembly): Deployment {
  // A nested stack is not an artifact. It has the target of its parent.
  const artifact = assembly.stacks
    .filter(({ hierarchicalId }) => stack.name === hierarchicalId || stack.name.startsWith(`${hierarchicalId}/`))
    .sort((a, b) => b.hierarchicalId.length - a.hierarchicalId.length)[0];
  const { stage, root } = stageOf(assembly.directory);
  if (!artifact)
    return { stage, root, stackId: stack.name, stackName: stack.name, account: null, region: null, outputs: [] };
  const { account, region } = artifact.environment;
  return {
    stage,
    root,
    stackId: artifact.hierarchicalId,
    stackName: artifact.stackName,
    account: account === 'unknown-account' ? null : account,
    region: region === 'unknown-region' ? null : region,
    outputs: Object.entries<any>(artifact.template.Outputs ?? {}).map(([key, { Description, Value }]) => ({
      key,
      description: Description,
      value: Value,
    })),
  };
}

/** The stage of a nested assembly, from the manifest of the outer assembly. */
function stageOf(directory: string): { stage: string; root: string } {
  const around = dirname(directory);
  const file = join(around, 'manifest.json');
  if (!existsSync(file)) return { stage: '', root: directory };
  let artifacts: any[];
  try {
    artifacts = Object.values<any>(JSON.parse(readFileSync(file, 'utf8')).artifacts ?? {});
  } catch {
    // The manifest of another program.
    return { stage: '', root: directory };
  }
  const own = artifacts.find(
    ({ type, properties }) => type === 'cdk:cloud-assembly' && properties?.directoryName === basename(directory),
  );
  if (!own) return { stage: '', root: directory };
  const outer = stageOf(around);
  return { stage: `${own.properties.displayName ?? outer.stage + basename(directory)}/`, root: outer.root };
}

function onTerraform(stack: StackRead): Deployment {
  const { provider, output } = JSON.parse(readFileSync(stack.location, 'utf8'));
  const region = provider?.aws?.[0]?.region;
  return {
    stage: '',
    // cdktf.out/stacks/<name>/cdk.tf.json
    root: dirname(dirname(dirname(stack.location))),
    stackId: stack.name,
    stackName: stack.name,
    account: null,
    region: typeof region === 'string' && !region.includes('${') ? region : null,
    outputs: Object.entries<any>(output ?? {}).map(([key, { description, value }]) => ({ key, description, value })),
  };
}
