import { spawn } from 'child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Configuration } from './older-provider';

/** One thing that a plan would do. */
export interface Change {
  readonly address: string;
  readonly type: string;
  /** `create`, `update`, `delete`, `replace`, or `no-op` of what is only moved or imported. */
  readonly action: string;
  /** The address that it has in the state until then, where it moves. */
  readonly previous?: string;
  /** The attributes that make it be replaced. */
  readonly because?: readonly string[];
  /** The id by which it is imported. */
  readonly imported?: string;
  readonly before: any;
  readonly after: any;
  readonly unknown: any;
}

/** Resources at once. Most of them wait, half a minute and more, until the provider looks again. */
const AT_ONCE = '-parallelism=60';

/** A stack that is really applied, with its state beside it. */
export class AppliedStack {
  /**
   * @param folder where it is, with its state
   * @param env of Terraform
   * @param program `terraform`, or another one that takes the same words
   */
  constructor(
    private readonly folder: string,
    private readonly env: { readonly [name: string]: string },
    private readonly program = 'terraform',
  ) {}

  /** The next version of the stack. */
  write(configuration: Configuration, assets?: string): void {
    mkdirSync(this.folder, { recursive: true });
    if (assets) cpSync(assets, join(this.folder, 'assets'), { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(this.folder, 'cdk.tf.json'), JSON.stringify(configuration, undefined, 1));
  }

  /** A root module that calls a module in another folder. */
  call(module: string, root: object): void {
    mkdirSync(this.folder, { recursive: true });
    cpSync(module, join(this.folder, 'module'), { recursive: true });
    writeFileSync(join(this.folder, 'main.tf.json'), JSON.stringify(root));
  }

  /** The state that somebody else left. */
  inherit(state: object): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'terraform.tfstate'), JSON.stringify(state));
  }

  async init(): Promise<void> {
    await this.must('init');
  }

  /** What is wrong without a plan. */
  async validate(): Promise<string[]> {
    const { diagnostics } = JSON.parse((await this.run('validate', '-json')).output);
    return diagnostics.map(({ summary, detail, snippet }: any) => `${snippet?.context}: ${summary}. ${detail}`);
  }

  /** @param options what Terraform's `plan` takes: `-refresh=false` */
  async plan(...options: string[]): Promise<Change[]> {
    await this.must('plan', AT_ONCE, '-lock=false', '-out=plan', ...options);
    const { resource_changes: changes = [] } = JSON.parse(await this.must('show', '-json', 'plan'));
    return changes
      .filter(
        ({ mode, change, previous_address: previous }: any) =>
          mode === 'managed' && (previous || change.importing || change.actions.join() !== 'no-op'),
      )
      .map(({ address, type, previous_address: previous, change }: any) => ({ address, type, previous, ...change }))
      .map(({ actions, after_unknown: unknown, importing, replace_paths: paths, ...change }: any) => ({
        ...change,
        action: actions.length > 1 ? 'replace' : actions[0],
        imported: importing?.id,
        because: paths?.map((path: any[]) => path.join('.')),
        unknown,
      }));
  }

  /** Does what was planned last. */
  async applyPlan(): Promise<void> {
    await this.must('apply', AT_ONCE, 'plan');
  }

  /** Destroys everything, or says why Terraform refused to. */
  async destroy(): Promise<string | undefined> {
    const { code, errors } = await this.run('destroy', AT_ONCE, '-auto-approve', '-refresh=false');
    return code === 0 ? undefined : errors;
  }

  /** The attributes of all resources in the state, by address. */
  async values(): Promise<{ [address: string]: any }> {
    const { values } = JSON.parse(await this.must('show', '-json'));
    const resources: any[] = values?.root_module?.resources ?? [];
    return Object.fromEntries(resources.map(({ address, values: attributes }) => [address, attributes]));
  }

  /** Takes away every protection: what Terraform keeps, and what the services of AWS keep. */
  release(): void {
    const file = join(this.folder, 'cdk.tf.json');
    const kept = /"(prevent_destroy|(enable_)?deletion_protection(_enabled)?)": true/g;
    const released = readFileSync(file, 'utf8').replace(kept, '"$1": false');
    writeFileSync(file, released.replace(/"force_destroy": false/g, '"force_destroy": true'));
  }

  private async must(...words: string[]): Promise<string> {
    const { code, output, errors } = await this.run(...words);
    if (code !== 0) {
      throw new Error(`${this.program} ${words.join(' ')} ended with ${code}.\n${errors || tail(output)}`);
    }
    return output;
  }

  private run(...words: string[]): Promise<{ code: number | null; output: string; errors: string }> {
    const child = spawn(this.program, words[0] === 'show' ? words : insert(words), {
      cwd: this.folder,
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { output: '', errors: '' };
    child.stdout.setEncoding('utf8').on('data', chunk => (said.output += chunk));
    child.stderr.setEncoding('utf8').on('data', chunk => (said.errors += chunk));
    return new Promise((end, reject) => {
      child.on('error', reject);
      child.on('close', code => end({ code, ...said }));
    });
  }
}

/** Options stand before what they are about. */
function insert([command, ...words]: string[]): string[] {
  return [command, '-no-color', ...words];
}

/** The errors of a long output. */
function tail(output: string): string {
  return output.slice(Math.max(0, output.indexOf('\nError:')));
}
