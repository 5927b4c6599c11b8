import { awscdk, javascript, typescript, TextFile } from 'projen';
import { generateIndexes } from './projenrc/capability-index';

// The floor of the peer range. Python's and Java's registries have nothing newer, so a
// higher floor would leave those users without a version that satisfies it.
const CDK_FLOOR = '2.275.0';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'goldenpath',
  description: 'An Internal Developer Platform that a team imports: higher-level constructs for AWS CDK and CDK for Terraform.',
  author: 'The goldenpath authors',
  authorAddress: 'https://github.com/goldenpath-dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/goldenpath-dev/goldenpath.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The goldenpath authors',
  copyrightPeriod: '2026',
  keywords: ['aws', 'cdk', 'platform-engineering', 'internal-developer-platform', 'golden-path', 'terraform', 'ecs', 'rds'],
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
  publishToNuget: { dotNetNamespace: 'GoldenPath.Constructs', packageId: 'GoldenPath.Constructs' },
  excludeTypescript: ['src/**/terraform.ts', 'src/terraform/**'],
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
    `aws-cdk@2.1148.1`,
    'cdk-nag@^3.0.2',
    'fast-check@^4',
    'publint@^0.3',
    '@arethetypeswrong/cli@^0.18',
    '@cdklabs/cdk-validator-cfnguard@^0.0.62',
    'ajv@^8',
    'constructs@10.8.1',
  ],
  jestOptions: {
    jestVersion: '^30',
    coverage: false,
    junitReporting: false,
    jestConfig: {
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/examples/', '<rootDir>/cli/'],
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/examples/'],
      setupFiles: ['<rootDir>/test/setup.ts'],
    },
    configFilePath: 'jest.config.json',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
  },
  eslint: true,
  gitignore: ['.env', '*.tgz', 'cdk.out', 'cdk.context.json', '.cache/', '/.work/', '*.tsbuildinfo', '__pycache__/'],
  npmignore: ['/emulator/', '/examples/', '/bench/', '/checks/', '/scripts/', '/projenrc/', '/docs/', '/.ci/', '/CONTRIBUTING.md', 'tsconfig.tsbuildinfo', '/jest.config.json', '*.map'],
});

// Types are checked once by jsii and tsc; the tests' transform only strips them.
project.deps.removeDependency('ts-jest');
(project.jest!.config as any).transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }] };

// Terraform users install no aws-cdk-lib: it is a peer that npm may leave out.
project.package.addField('peerDependenciesMeta', { 'aws-cdk-lib': { optional: true } });

generateIndexes(project);

project.synth();
