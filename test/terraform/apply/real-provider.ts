import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { homedir, tmpdir } from 'os';
import { join } from 'path';

/** HashiCorp's own AWS provider, as this machine has it. */
export interface RealProvider {
  readonly version: string;
  /** Terraform's CLI configuration: providers come from that folder, and from nowhere else. */
  readonly cliConfigFile: string;
  /** The folder with its versions. */
  readonly folder: string;
}

/** The newest real provider on this machine, or the reason why nothing can be applied. */
export function realProvider(): RealProvider | { readonly skip: string } {
  const terraform = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8', env: { PATH: process.env.PATH } });
  if (terraform.status !== 0) return { skip: 'terraform is not installed' };
  const { platform } = JSON.parse(terraform.stdout);
  const found = mirrors()
    .flatMap(mirror => versionsIn(mirror, platform))
    .sort((a, b) => b.version.localeCompare(a.version, undefined, { numeric: true }));
  if (found.length === 0) return { skip: 'no folder of plugins has a provider of AWS' };
  const cliConfigFile = join(mkdtempSync(join(tmpdir(), 'terraform-plugins-')), 'terraform.rc');
  writeFileSync(
    cliConfigFile,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(found[0].mirror)}\n  }\n}\n`,
  );
  return { version: found[0].version, cliConfigFile, folder: found[0].provider };
}

/**
 * The folders that may hold providers: those that Terraform looks into by itself, those that its settings name, and
 * what is installed beside the system.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
function mirrors(): string[] {
  const { HOME = homedir(), TF_PLUGIN_CACHE_DIR, TF_CLI_CONFIG_FILE } = process.env;
  const named = [TF_CLI_CONFIG_FILE, join(HOME, '.terraformrc')].flatMap(file =>
    file && existsSync(file)
      ? [...readFileSync(file, 'utf8').matchAll(/(?:path|plugin_cache_dir)\s*=\s*"([^"]+)"/g)].map(match => match[1])
      : [],
  );
  const usual = [
    join(HOME, '.terraform.d/plugins'),
    join(HOME, '.local/share/terraform/plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
  ];
  const beside = namesIn('/opt').flatMap(name => [join('/opt', name), join('/opt', name, 'plugins')]);
  return [...(TF_PLUGIN_CACHE_DIR ? [TF_PLUGIN_CACHE_DIR] : []), ...named, ...usual, ...beside];
}

/** The providers in one folder, which is laid out as `host/hashicorp/aws/version/platform`. */
function versionsIn(mirror: string, platform: string) {
  return namesIn(mirror).flatMap(host => {
    const provider = join(mirror, host, 'hashicorp/aws');
    return namesIn(provider)
      .filter(version => namesIn(join(provider, version, platform)).some(file => /^terraform-provider-aws/.test(file)))
      .map(version => ({ mirror, provider, version }));
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
