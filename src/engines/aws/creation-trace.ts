import { CfnResource } from 'aws-cdk-lib';
import { ArtifactMetadataEntryType } from 'aws-cdk-lib/cloud-assembly-schema';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';

/** Tells our own switch from one that somebody else has turned. */
const TAKEN_ONCE = 'taken once by goldenpath';

/**
 * Where in the user's code a construct was made, for the reports of validators: taken once for all of its resources.
 *
 * CDK would take a trace for each resource, which costs a tenth of a synthesis and fills it with lines of this package.
 */
export class CreationTrace {
  private readonly frames?: string[];

  /**
   * Before the owner has children.
   *
   * @param below the constructor that the user called
   */
  constructor(owner: Construct, below: Function) {
    const switched = owner.node.tryGetContext(DISABLE_CREATION_STACK_TRACES);
    if (switched && switched !== TAKEN_ONCE) return;
    owner.node.setContext(DISABLE_CREATION_STACK_TRACES, TAKEN_ONCE);
    this.frames = [...framesBelow(below), ...framesOfHost()];
  }

  /** Says where a resource was made, unless CDK has: it does so in debug mode. */
  addTo(resource: CfnResource): void {
    if (!this.frames || resource.creationStack.length > 0) return;
    resource.node.addMetadata(ArtifactMetadataEntryType.CREATION_STACK, this.frames);
  }
}

/** As CDK writes them: `Function (file:line:column)`, without the frames of packages and of Node itself. */
function framesBelow(below: Function): string[] {
  const error: { stack?: string } = {};
  Error.captureStackTrace(error, below);
  const frames = (error.stack ?? '')
    .split('\n')
    .filter(line => line.startsWith('    at '))
    .map(line => line.slice('    at '.length));
  const own = frames.filter(frame => !/[\\/]node_modules[\\/]|\bnode:/.test(frame));
  return own.length > 0 ? own : frames;
}

/** The frames of a program in another language, which jsii leaves here. The first one is jsii's own call. */
function framesOfHost(): string[] {
  const frames: [file: string, line: number, column: number, name: string][] =
    (globalThis as any)[Symbol.for('jsii.context.hostStackTrace')] ?? [];
  return frames
    .slice(1)
    .map(([file, line, column, name]) => `${name} (${file}:${line}${column > 0 ? `:${column}` : ''})`);
}
