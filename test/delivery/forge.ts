import { execFileSync } from 'child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Run, runAct } from './act';
import { Tokens } from './tokens';
import { readWorkflows, Workflow, writeActed } from './workflows';
import { EmbeddedAws } from '../deploy/embedded-aws';

const ROOT = join(__dirname, '../..');
const REPOSITORY = 'acme/orders';
const WORKFLOWS = '.github/workflows';

/** What a commit of the app says. */
export interface Settings {
  /** The days that its queue keeps messages. */
  readonly days: number;
  /** Whether it cannot be deployed. */
  readonly fails?: boolean;
}

/** A pull request, as its event has it. */
export interface PullRequest {
  readonly action: 'opened' | 'synchronize' | 'closed';
  readonly number: number;
  /** The repository that it comes from. */
  readonly from?: string;
}

/** A change of the workflows before they are run: what somebody tries who may write to the repository. */
export type Tampering = (workflows: { [file: string]: Workflow }) => void;

/** A repository on GitHub, and its runs: what GitHub does beside running jobs, as far as workflows see it. */
export class Forge {
  private static runs = 1000;
  private claims: { readonly [claim: string]: unknown } = {};
  private readonly source: string;

  constructor(
    private readonly folder: string,
    private readonly programs: { readonly act: string; readonly gojq: string },
    private readonly aws: EmbeddedAws,
    private readonly tokens: Tokens,
  ) {
    this.source = this.sub('source');
    // Without a file of settings act asks for them.
    writeFileSync(join(this.sub('home/.config/act'), 'actrc'), '');
    this.linkPackages();
    cpSync(join(__dirname, 'apps/orders.js'), join(this.source, 'app.js'));
    writeFileSync(join(this.source, 'cdk.json'), JSON.stringify({ app: 'node app.js' }));
    mkdirSync(join(this.source, 'code'));
    writeFileSync(join(this.source, 'code/packer.py'), 'def handler(event, context):\n    return None\n');
    execFileSync('git', ['init', '--quiet', this.source]);
  }

  /** Commits the app with these settings, and the workflows that are written from it. */
  commit(settings: Settings): void {
    writeFileSync(join(this.source, 'settings.json'), JSON.stringify(settings));
    const env = { ...process.env, ...this.variables, CDK_VALIDATION: 'false' };
    const call = (...words: string[]) =>
      execFileSync('npx', ['--no', ...words], { cwd: this.source, env, stdio: 'pipe' });
    symlinkSync(this.sub('packages'), join(this.source, 'node_modules'));
    call('cdk', 'synth', '--quiet', '--no-notices');
    call('goldenpath', 'delivery', 'write');
    rmSync(join(this.source, 'node_modules'));
    rmSync(join(this.source, 'cdk.out'), { recursive: true });
  }

  push(tampering?: Tampering): Promise<Run> {
    return this.run('deliver.yml', 'push', { ref: 'refs/heads/main' }, tampering);
  }

  request(workflow: string, { action, number, from = REPOSITORY }: PullRequest, tampering?: Tampering): Promise<Run> {
    const head = { ref: 'change', repo: { full_name: from } };
    const event = { action, number, pull_request: { number, head, base: { ref: 'main' } } };
    return this.run(workflow, 'pull_request', event, tampering);
  }

  promote(run: string, environment: string, tampering?: Tampering): Promise<Run> {
    return this.run(
      'promote.yml',
      'workflow_dispatch',
      { ref: 'refs/heads/main', inputs: { run, environment } },
      tampering,
    );
  }

  night(tampering?: Tampering): Promise<Run> {
    return this.run('drift.yml', 'schedule', { schedule: '17 3 * * *' }, tampering);
  }

  /** Does something while tokens have other claims. */
  async with(claims: { readonly [claim: string]: unknown }, work: () => Promise<Run>): Promise<Run> {
    this.claims = claims;
    try {
      return await work();
    } finally {
      this.claims = {};
    }
  }

  /** The subjects of the tokens that jobs of a run have asked for. */
  asked(run: string): string[] {
    return this.tokens.asked[run] ?? [];
  }

  /** The files of the artifacts of a run. */
  artifacts(run: string): string[] {
    const folder = this.sub(`artifacts/${run}`);
    const names = readdirSync(folder, { withFileTypes: true }).filter(each => each.isDirectory());
    return names.flatMap(({ name }) => readdirSync(join(folder, name)).map(file => join(folder, name, file)));
  }

  /** The workflows as they are committed. */
  workflows(): { [file: string]: Workflow } {
    return readWorkflows(join(this.source, WORKFLOWS));
  }

  private async run(workflow: string, event: string, payload: object, tampering?: Tampering): Promise<Run> {
    const id = String(++Forge.runs);
    this.tokens.instead[id] = this.claims;
    const acted = this.sub(`acted-${id}`);
    const workflows = this.workflows();
    tampering?.(workflows);
    writeActed(workflows, join(acted, WORKFLOWS), this.tokens.url);
    commitAll(acted);
    const eventFile = join(this.folder, `event-${id}.json`);
    writeFileSync(
      eventFile,
      JSON.stringify({ ...payload, repository: { full_name: REPOSITORY, default_branch: 'main' } }),
    );
    const run = await runAct({
      act: this.programs.act,
      folder: acted,
      workflow,
      event,
      eventFile,
      id,
      cache: this.sub('cache'),
      env: this.variables,
      own: { PATH: `${join(__dirname, 'bin')}:${process.env.PATH}`, HOME: this.sub('home'), LANG: 'C.UTF-8' },
    });
    this.remember(run, workflow, event);
    return run;
  }

  /** The reviewers of an environment say no: the run has failed, with a job that has not begun. */
  reject(run: Run, environment: string): void {
    const rejected = { ...run, jobs: { ...run.jobs, [`Deploy to ${environment}/x/Deploy`]: 'failure' as const } };
    this.remember(rejected, 'deliver.yml', 'push');
  }

  /** What GitHub's API says of a run from now on. */
  private remember({ id, jobs }: Run, workflow: string, event: string): void {
    const conclusion = Object.values(jobs).includes('failure') ? 'failure' : 'success';
    const runs = this.sub(`api/repos/${REPOSITORY}/actions/runs`);
    mkdirSync(join(runs, id), { recursive: true });
    const path = `${WORKFLOWS}/${workflow}`;
    const facts = { path, event, head_branch: 'main', head_repository: { full_name: REPOSITORY }, conclusion };
    writeFileSync(join(runs, `${id}.json`), JSON.stringify(facts));
    const artifacts = this.artifactNames(id).map(name => ({ name, expired: false }));
    writeFileSync(join(runs, id, 'artifacts.json'), JSON.stringify({ artifacts }));
    const done = Object.entries(jobs).map(([name, outcome]) => ({ name: nameOnGitHub(name), conclusion: outcome }));
    writeFileSync(join(runs, id, 'jobs.json'), JSON.stringify({ jobs: done }));
  }

  private artifactNames(run: string): string[] {
    try {
      const names = readdirSync(this.sub(`artifacts/${run}`), { withFileTypes: true });
      return names.filter(each => each.isDirectory()).map(({ name }) => name);
    } catch {
      return [];
    }
  }

  /** The variables of every job: none of them are credentials. */
  private get variables(): { readonly [name: string]: string } {
    return {
      AWS_ENDPOINT_URL: this.aws.endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      CDK_HOME: this.sub('cdk'),
      CDK_DISABLE_LEGACY_EXPORT_WARNING: '1',
      ACTED_ROOT: ROOT,
      ACTED_SOURCE: this.source,
      ACTED_PACKAGES: this.sub('packages'),
      ACTED_ARTIFACTS: this.sub('artifacts'),
      ACTED_API: this.sub('api'),
      ACTED_JQ: this.programs.gojq,
    };
  }

  /** The packages that the app has installed, as `npm ci` would leave them. */
  private linkPackages(): void {
    const packages = this.sub('packages');
    mkdirSync(join(packages, '.bin'));
    symlinkSync(ROOT, join(packages, 'goldenpath'));
    for (const name of ['aws-cdk', 'aws-cdk-lib', 'constructs']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
    }
    symlinkSync(join(ROOT, 'node_modules/aws-cdk/bin/cdk'), join(packages, '.bin/cdk'));
    const [tsx, program] = [join(ROOT, 'node_modules/tsx/dist/loader.mjs'), join(ROOT, 'cli/src/bin.ts')];
    writeFileSync(
      join(packages, '.bin/goldenpath'),
      `#!/bin/sh\nexec "${process.execPath}" --import "${tsx}" "${program}" "$@"\n`,
      { mode: 0o755 },
    );
  }

  private sub(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}

/** Of a job of a called workflow: the caller's and its own. Act says the name of the workflow as well. */
function nameOnGitHub(acted: string): string {
  const names = acted.split('/');
  return names.length === 3 ? `${names[0]} / ${names[2]}` : names[1];
}

/** A repository of one commit, as what runs workflows looks for it. */
function commitAll(folder: string): void {
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words], {
      cwd: folder,
      stdio: 'pipe',
    });
  git('init', '--quiet', '--initial-branch', 'main');
  git('remote', 'add', 'origin', `https://github.com/${REPOSITORY}.git`);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'what is run');
}
