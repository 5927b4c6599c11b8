import { CfnResource } from 'aws-cdk-lib';
import { ArtifactMetadataEntryType } from 'aws-cdk-lib/cloud-assembly-schema';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';

/** The value by which we recognise that we set the context key, and nobody else. */
const TAKEN_ONCE = 'taken once by goldenpath';

/**
 * The trace of the call in the user's code that made a construct, for the reports of validators. It is taken once for
 * all resources of the construct.
 *
 * CDK would take a trace for each resource, which costs a tenth of a synthesis and fills it with lines of this package.
 */
export class CreationTrace {
  private readonly frames?: string[];

  /**
   * Takes the trace. To be called before the owner has children.
   *
   * @param below the constructor that the user called
   */
  constructor(owner: Construct, below: Function) {
    const switched = owner.node.tryGetContext(DISABLE_CREATION_STACK_TRACES);
    if (switched && switched !== TAKEN_ONCE) return;
    owner.node.setContext(DISABLE_CREATION_STACK_TRACES, TAKEN_ONCE);
    this.frames = framesOfUser(below);
    // What is found about the construct itself is said on this line, too.
    owner.node.addMetadata(ArtifactMetadataEntryType.CREATION_STACK, this.frames);
  }

  /** Adds the trace to a resource, unless CDK has added one: it does so in debug mode. */
  addTo(resource: CfnResource): void {
    if (!this.frames || resource.creationStack.length > 0) return;
    resource.node.addMetadata(ArtifactMetadataEntryType.CREATION_STACK, this.frames);
  }

  /**
   * Adds the trace of a call in the user's code that changes properties of a resource, as CDK does in debug mode.
   *
   * @param below the method that the user called
   */
  addChange(resource: CfnResource, properties: readonly string[], below: Function): void {
    if (!this.frames) return;
    const stackTrace = framesOfUser(below);
    for (const propertyName of new Set(properties.flatMap(topLevelName))) {
      resource.node.addMetadata(ArtifactMetadataEntryType.PROPERTY_ASSIGNMENT, { propertyName, stackTrace });
    }
  }
}

/** The name of the property that a path of properties begins with: none for what is no property. */
export function topLevelName(path: string): string[] {
  return /^\w+(?=[.[]|$)/.exec(path)?.slice(0, 1) ?? [];
}

/** Called from another language, there is no code of the user's in JavaScript: only jsii's own kernel. */
function framesOfUser(below: Function): string[] {
  const ofHost = framesOfHost();
  return ofHost.length > 0 ? ofHost : framesBelow(below);
}

/** The frames as CDK writes them, `Function (file:line:column)`, without those of packages and of Node itself. */
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
