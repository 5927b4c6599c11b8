import { spawn } from 'child_process';
import { join, resolve } from 'path';
import type { EmbeddedAws } from './embedded-aws';

const ROOT = join(__dirname, '..', '..');

/** The result of a command. */
export interface Outcome {
  readonly words: string;
  /** Null when it was killed. */
  readonly code: number | null;
  readonly output: string;
}

/** A command that has been started. */
export interface Command {
  readonly ended: Promise<Outcome>;
  /** Ends it in the middle of whatever it does. Nothing happens when it has ended already. */
  kill(): void;
}

/** Starts the CDK's CLI, the version that the project pins. */
export function runCdk(words: string[], cwd: string, env: { readonly [name: string]: string }): Command {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...words, '--no-notices', '--no-color'],
    {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', chunk => {
      output += chunk;
    });
  }
  return {
    ended: new Promise((end, reject) => {
      child.on('error', reject);
      child.on('close', code => end({ words: `cdk ${words.join(' ')}`, code, output }));
    }),
    kill: () => void (child.exitCode === null && child.kill('SIGKILL')),
  };
}

/** Throws the output of the CLI when it did not succeed. */
export function succeeded(outcome: Outcome): Outcome {
  if (outcome.code !== 0) throw new Error(`'${outcome.words}' ended with ${outcome.code}.\n${outcome.output}`);
  return outcome;
}

/** Throws the output of the CLI when it did not fail. The reason of the failure is then read from AWS. */
export function refused(outcome: Outcome): Outcome {
  if (outcome.code !== 1) {
    throw new Error(`'${outcome.words}' should have failed, and ended with ${outcome.code}.\n${outcome.output}`);
  }
  return outcome;
}

/** The context of an app, given with `-c`. */
export interface Context {
  readonly [key: string]: string | number | boolean | undefined;
}

/**
 * One of the apps beside this file, or another one by its whole path. It is deployed as a team does it: by the CLI,
 * which runs the app.
 */
export class CdkApp {
  /** `assembly` names the folder that it is synthesised to: two at the same time need two. */
  constructor(
    private readonly aws: EmbeddedAws,
    private readonly name: string,
    private readonly assembly: string,
    private readonly context: Context,
  ) {}

  deploy(stacks: string[], context: Context = {}): Promise<Outcome> {
    return this.startDeploying(stacks, context).ended;
  }

  startDeploying(stacks: string[], context: Context = {}, ...more: string[]): Command {
    return this.start('deploy', [...stacks, '--require-approval', 'never', '--progress', 'events', ...more], context);
  }

  /** Only these stacks, not those that use them. */
  destroy(stacks: string[], context: Context = {}): Promise<Outcome> {
    return this.start('destroy', [...stacks, '--force', '--exclusively'], context).ended;
  }

  /** Lets the CLI look something up anew. */
  forget(key: string): Promise<Outcome> {
    return this.aws.cdk(['context', '--reset', key]).ended;
  }

  private start(command: string, words: string[], context: Context): Command {
    const told = Object.entries({ ...this.context, ...context }).filter(([, value]) => value !== undefined);
    return this.aws.cdk([
      command,
      ...words,
      '--app',
      `node "${resolve(__dirname, 'apps', `${this.name}.js`)}"`,
      '--output',
      join(this.aws.folder, 'assemblies', this.assembly),
      ...told.flatMap(([key, value]) => ['--context', `${key}=${value}`]),
    ]);
  }
}
