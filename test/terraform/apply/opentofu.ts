import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { RealProvider, realProvider } from './real-provider';

/** OpenTofu, and the AWS provider as it finds it. */
export interface OpenTofu extends RealProvider {
  /** The path of the program. */
  readonly program: string;
}

/** The OpenTofu that the project builds, or the reason why there is none. Building takes minutes, once. */
export function openTofu(): OpenTofu | { readonly skip: string } {
  const provider = realProvider();
  if ('skip' in provider) return provider;
  const build = ['scripts/go-program.mjs', 'opentofu'];
  const { status, stdout, stderr } = spawnSync(process.execPath, build, { encoding: 'utf8' });
  if (status !== 0) return { skip: stderr.trim().split('\n').pop() ?? 'OpenTofu cannot be built' };
  return { ...provider, program: stdout.trim(), cliConfigFile: configurationFor(provider) };
}

/** The same provider under the name that "aws" has for OpenTofu: `registry.opentofu.org/hashicorp/aws`. */
function configurationFor({ folder, version }: RealProvider): string {
  const mirror = mkdtempSync(join(tmpdir(), 'opentofu-plugins-'));
  const named = join(mirror, 'registry.opentofu.org/hashicorp/aws', version);
  mkdirSync(named, { recursive: true });
  for (const platform of readdirSync(join(folder, version))) {
    symlinkSync(join(folder, version, platform), join(named, platform));
  }
  const file = join(mirror, 'tofu.rc');
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  return file;
}
