import { awscdk, javascript, typescript } from 'projen';
import { generateIndexes } from './projenrc/capability-index';
import { generateDecisionReference } from './projenrc/decision-reference';
import { buildWalls } from './projenrc/import-walls';
import { generateStructTables } from './projenrc/struct-tables';

// The floor of the peer range. Python's and Java's registries have nothing newer, so a higher floor would leave those
// users without a version that satisfies it.
const CDK_FLOOR = '2.275.0';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'goldenpath',
  description:
    'An Internal Developer Platform that a team imports: higher-level constructs for AWS CDK and CDK for Terraform.',
  author: 'The goldenpath authors',
  authorAddress: 'https://github.com/goldenpath-dev',
  authorOrganization: true,
  repositoryUrl: 'git+https://github.com/goldenpath-dev/goldenpath.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The goldenpath authors',
  copyrightPeriod: '2026',
  homepage: 'https://github.com/goldenpath-dev/goldenpath#readme',
  keywords: [
    'aws',
    'cdk',
    'platform-engineering',
    'internal-developer-platform',
    'golden-path',
    'terraform',
    'ecs',
    'rds',
  ],
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  cdkVersion: CDK_FLOOR,
  constructsVersion: '10.5.1',
  jsiiVersion: '6.0.16',
  typescriptVersion: '~6.0.3',
  runner: typescript.TypeScriptRunner.tsx(),
  projenrcTs: true,
  publishToPypi: { distName: 'goldenpath', module: 'goldenpath' },
  publishToMaven: { javaPackage: 'dev.goldenpath', mavenGroupId: 'dev.goldenpath', mavenArtifactId: 'goldenpath' },
  publishToGo: { moduleName: 'github.com/goldenpath-dev/goldenpath-go' },
  // The name of no class (GoldenPath) and of no package beside it (Constructs): C# would take one for the other.
  publishToNuget: { dotNetNamespace: 'Goldenpath', packageId: 'Goldenpath' },
  excludeTypescript: ['src/**/terraform.ts', 'src/**/terraform/**'],
  sampleCode: false,
  github: false,
  depsUpgrade: false,
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,
  devDeps: [
    '@swc/core',
    '@swc/jest',
    '@types/node@^20',
    'aws-cdk@2.1148.1',
    'cdk-nag@^3.0.2',
    'fast-check@^4',
    'publint@^0.3',
    '@arethetypeswrong/cli@^0.18',
    '@cdklabs/cdk-validator-cfnguard@^0.0.62',
    'ajv@^8',
    '@aws-cdk/aws-service-spec@^0.1',
    'yaml@^2',
    '@aws-cdk/cloudformation-diff@^2',
    'cdktf@0.21.0',
    '@cdktf/provider-aws@21.22.1',
    // Tests and the quickstart read with these what was made; CDK's own custom resources need some of them too.
    ...[
      'application-auto-scaling',
      'apigatewayv2',
      'cloudformation',
      'cloudwatch',
      'cloudwatch-logs',
      'codedeploy',
      'dynamodb',
      'ec2',
      'ecs',
      'elastic-load-balancing-v2',
      'eventbridge',
      'iam',
      'lambda',
      'rds',
      's3',
      'scheduler',
      'secrets-manager',
      'sns',
      'sqs',
      'ssm',
      'wafv2',
    ].map(client => `@aws-sdk/client-${client}@^3`),
    // Bundles functions, here as in a user's app.
    'esbuild@^0.28',
    // The events of the example's functions, and the signatures of their callers.
    '@types/aws-lambda@^8',
    '@smithy/signature-v4@^5',
    '@aws-crypto/sha256-js@^5',
  ],
  jestOptions: {
    jestVersion: '^30',
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      // Otherwise it leaves one processor idle, which is half of two.
      maxWorkers: '100%',
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/examples/', '<rootDir>/cli/'],
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/examples/', '<rootDir>/cli/'],
      setupFiles: ['<rootDir>/test/setup.ts'],
    },
    configFilePath: 'jest.config.json',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
  },
  eslint: true,
  prettier: true,
  prettierOptions: {
    settings: {
      printWidth: 120,
      singleQuote: true,
      arrowParens: javascript.ArrowParens.AVOID,
      trailingComma: javascript.TrailingComma.ALL,
    },
    ignoreFileOptions: {
      ignorePatterns: [
        'node_modules',
        'lib',
        'dist',
        'API.md',
        '*.md',
        '*.json',
        '*.generated.ts',
        'scripts/templates',
        'src/index.ts',
        'src/terraform.ts',
        'cdk.out',
        '.cache',
      ],
    },
  },
  gitignore: ['.env', '*.tgz', 'cdk.out', 'cdk.context.json', '.cache/', '/.work/', '*.tsbuildinfo', '__pycache__/'],
  npmignoreEnabled: false,
});

// Types are checked once by jsii and tsc; the tests' transform only strips them.
project.deps.removeDependency('ts-jest');
(project.jest!.config as any).transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
  ],
};

// Terraform users install no aws-cdk-lib: it is a peer that npm may leave out.
project.package.addField('peerDependenciesMeta', { 'aws-cdk-lib': { optional: true } });

project.package.addField('type', 'commonjs');

// The files to pack, by name: none gets in by mistake.
project.package.addField('files', ['lib/**/*.js', 'lib/**/*.d.ts', 'schema', '.jsii', 'API.md']);

// Most of what was packed were source maps. A stack trace names the compiled files, which keep names and comments.
project.tsconfig!.file.addOverride('compilerOptions.inlineSourceMap', undefined);
project.tsconfig!.file.addOverride('compilerOptions.inlineSources', undefined);

// Literal paths: whatever is not named here is not public API.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './terraform': { types: './lib/terraform.d.ts', default: './lib/terraform.js' },
  './cdktn': { types: './lib/cdktn.d.ts', default: './lib/cdktn.js' },
  './schema/manifest-1.schema.json': './schema/manifest-1.schema.json',
  './schema/decisions.json': './schema/decisions.json',
  './schema/decisions-1.schema.json': './schema/decisions-1.schema.json',
  './package.json': './package.json',
  './.jsii': './.jsii',
});

// For tools that resolve modules without looking at `exports`.
project.package.addField('typesVersions', {
  '*': { terraform: ['./lib/terraform.d.ts'], cdktn: ['./lib/cdktn.d.ts'] },
});

// The Terraform renderings are no part of the jsii assembly. jsii's index loads every capability; ours load only those
// that are used.
project.compileTask.exec('node scripts/compile-terraform.mjs');
project.compileTask.exec('node scripts/lazy-index.mjs');
project.compileTask.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '1');
project.tasks.tryFind('docgen')!.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '1');
// The examples of the README and of the doc comments in the words of each language, also those of no fixture.
for (const target of ['python', 'java', 'go', 'dotnet']) {
  project.tasks
    .tryFind(`package:${target}`)!
    .reset(`jsii-pacmak -v --target ${target} --rosetta-unknown-snippets=translate`);
}
// The resources and costs of each capability, from a synthesis of it.
project.tasks.tryFind('docgen')!.exec('tsx --tsconfig projenrc/tsconfig.json projenrc/capabilities-page.ts', {
  env: { CDK_VALIDATION: 'false' },
} as any);

// The commands that the README names for a fresh clone. They install what they need, so they are no projen tasks.
project.package.setScript('quickstart', 'node --no-warnings scripts/quickstart.mjs');
project.package.setScript('test', 'node --no-warnings scripts/test.mjs');
project.package.setScript('bench', 'node bench/run.mjs');
project.package.setScript('bench:terraform', 'node bench/terraform.mjs');
project.package.setScript('check', 'node scripts/check.mjs');
project.package.setScript('emulator', 'node emulator/emulator.mjs');
project.package.setScript('new-capability', 'node scripts/new-capability.mjs');

generateIndexes(project);
generateStructTables(project);
generateDecisionReference(project);

// Strings and comments are counted too.
project.eslint!.addRules({ 'max-len': ['error', { code: 120, tabWidth: 2 }], 'max-lines': ['error', 300] });

// Neither folder is packed.
project.eslint!.addOverride({
  files: ['checks/**/*.ts', 'examples/**/*.ts'],
  rules: { 'import/no-extraneous-dependencies': 'off' },
});

// The rules about imports (docs/architecture.md). A violation is a lint error that says where the import belongs.
buildWalls(project.eslint!);

project.synth();
