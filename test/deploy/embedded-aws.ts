import { ChildProcess, spawn } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { createInterface } from 'readline';
import { Command, runCdk, succeeded } from './cdk';

/** An embedded AWS of the tests' own, in a folder of its own: that of a developer's quickstart is left alone. */
export class EmbeddedAws {
  /** Starts one, and bootstraps it for the CDK. */
  static async start(): Promise<EmbeddedAws> {
    const aws = await EmbeddedAws.launch();
    try {
      succeeded(await aws.cdk(['bootstrap', `aws://${aws.account}/${aws.region}`]).ended);
    } catch (error) {
      await aws.stop();
      throw error;
    }
    return aws;
  }

  /** Starts one with nothing in it. */
  static async launch(): Promise<EmbeddedAws> {
    const folder = mkdtempSync(join(tmpdir(), 'goldenpath-deploy-'));
    const holder = spawn(process.execPath, [join(__dirname, 'emulator-process.mjs'), folder], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const aws = new EmbeddedAws(folder, holder);
    try {
      Object.assign(aws, await firstLine(holder));
    } catch (error) {
      await aws.stop();
      throw error;
    }
    return aws;
  }

  readonly endpoint!: string;
  readonly region!: string;
  readonly account!: string;
  /** The environment variables of its clients. */
  readonly env!: { readonly [name: string]: string };
  private readonly commands: Command[] = [];

  private constructor(
    readonly folder: string,
    private readonly holder: ChildProcess,
  ) {}

  /** Starts the CDK's CLI. */
  cdk(words: string[]): Command {
    const command = runCdk(words, this.folder, this.env);
    this.commands.push(command);
    return command;
  }

  /** Ends it, and what still talks to it. */
  async stop(): Promise<void> {
    for (const command of this.commands) command.kill();
    await Promise.all(this.commands.map(({ ended }) => ended));
    const gone = this.holder.exitCode === null ? new Promise(done => this.holder.once('exit', done)) : undefined;
    this.holder.stdin?.end();
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The first line of the process, as JSON. */
function firstLine(child: ChildProcess): Promise<object> {
  return new Promise((resolve, reject) => {
    let errors = '';
    child.stderr!.on('data', chunk => {
      errors += chunk;
    });
    child.once('exit', code => reject(new Error(`The embedded AWS ended with ${code}.\n${errors}`)));
    createInterface({ input: child.stdout! }).once('line', line => resolve(JSON.parse(line)));
  });
}
