import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UnreadableInputError } from '../errors.js';

export const PAGE = 'guides/eject.md';

/** The class of AWS CDK for a type of CloudFormation. */
export interface L1 {
  /** The module: `aws-cdk-lib/aws-s3`. */
  readonly module: string;
  /** Its name in the code: `s3`. */
  readonly alias: string;
  /** The name of the class: `CfnBucket`. */
  readonly name: string;
  readonly constructor: any;
}

/** The aws-cdk-lib of an app: the names of its properties are those that the code has to use. */
export interface Library {
  readonly version: string;
  readonly cdk: any;
  readonly constructs: any;
  /** The method of a resource that lets it wait for another one; newer versions have another name for it. */
  readonly addDependency: string;
  /** The class for a type; undefined for a type that this version does not know. */
  classOf(type: string): L1 | undefined;
}

/** Loads the aws-cdk-lib that the app in a directory uses. */
export function libraryOf(directory: string): Library {
  const require = createRequire(join(directory, 'package.json'));
  let manifest: string;
  try {
    manifest = require.resolve('aws-cdk-lib/package.json');
  } catch {
    throw new UnreadableInputError({
      what: 'aws-cdk-lib cannot be found: the code is written with the classes of the version that the app uses.',
      where: directory,
      hint: 'Run this in the directory of the app, after npm install.',
      page: PAGE,
    });
  }
  const types: { [type: string]: string } = JSON.parse(
    readFileSync(join(dirname(manifest), 'cloudformation-include/cfn-types-2-classes.json'), 'utf8'),
  );
  const cdk = require('aws-cdk-lib');
  return {
    version: JSON.parse(readFileSync(manifest, 'utf8')).version,
    cdk,
    addDependency: cdk.CfnResource.prototype.addResourceDependency ? 'addResourceDependency' : 'addDependency',
    constructs: require('constructs'),
    classOf: type => {
      const [module, name] = types[type]?.split('.') ?? [];
      if (module === undefined || name === undefined) return undefined;
      const alias = module.replace(/^aws-cdk-lib\/(aws-)?/, '').replace(/\W/g, '');
      return { module, alias, name, constructor: require(module)[name] };
    },
  };
}
