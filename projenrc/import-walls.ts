import { readdirSync } from 'fs';
import { javascript } from 'projen';

const AWS = ['aws-cdk-lib', 'aws-cdk-lib/**', '@aws-cdk/**'];
const TERRAFORM = ['cdktf', 'cdktf/**', 'cdktn', 'cdktn/**', '@cdktf/**', '@cdktn/**'];
/** The provider's root loads every resource of AWS: 8 s and 560 MB. */
const PROVIDER_ROOTS = ['@cdktf/provider-aws', '@cdktn/provider-aws'];

/** The folders of `src`, in order. Each imports only those above it in this list. */
const FLOORS = ['support', 'binding', 'path', 'record', 'engines', 'parts', 'capabilities', 'environment'];
/** The folders of parts and capabilities: each has the same files. */
const ROOMS = ['parts', 'capabilities'];

const RENDERINGS = {
  aws: ['aws.ts', 'aws/**', 'existing.ts'],
  terraform: ['terraform.ts', 'terraform/**'],
};

/**
 * The rules about imports between folders. ESLint checks them with two rules: one for packages, by their names, and one
 * for our own folders, by the file that an import leads to.
 */
export function buildWalls(eslint: javascript.Eslint): void {
  eslint.addOverride({
    files: ['src/**/*.ts'],
    // Generated files connect the folders.
    excludedFiles: ['src/index.ts', 'src/terraform.ts', '**/*.generated.ts'],
    rules: {
      'import/no-restricted-paths': ['error', { zones: [...floors(), ...engines(), ...rooms()] }],
      'import/no-cycle': ['error', { commonjs: true, ignoreExternal: true }],
    },
  } as any);
  eslint.addOverride({
    files: ['cli/src/**/*.ts'],
    rules: { 'import/no-cycle': ['error', { ignoreExternal: true }] },
  } as any);
  // They are compiled beside the jsii assembly, by a configuration of their own; and they import peers that jsii may
  // not know.
  eslint.addOverride({
    files: ['src/**/terraform.ts', 'src/**/terraform/**/*.ts'],
    parserOptions: { projectService: false, project: './tsconfig.terraform.json' },
    rules: { 'import/no-extraneous-dependencies': 'off' },
  } as any);

  const inRooms = (files: string[]) => ROOMS.flatMap(kind => files.map(file => `src/${kind}/*/${file}`));
  const engineFree = ['support', 'binding', 'path', 'record'].map(floor => `src/${floor}/**/*.ts`);
  const ofAws = ['src/engines/aws/**/*.ts', 'src/environment/aws/**/*.ts', ...inRooms(RENDERINGS.aws)];
  const ofTerraform = ['src/engines/terraform/**/*.ts', ...inRooms(RENDERINGS.terraform)];
  packages(eslint, engineFree, [], [...AWS, ...TERRAFORM], 'This floor knows no engine: it imports constructs only.');
  packages(
    eslint,
    ROOMS.map(kind => `src/${kind}/*/**/*.ts`),
    inRooms([...RENDERINGS.aws, ...RENDERINGS.terraform]),
    [...AWS, ...TERRAFORM],
    'Props, decisions and places know no engine.',
  );
  packages(eslint, ofAws, [], TERRAFORM, 'One rendering knows nothing of the other.');
  packages(eslint, ofTerraform, [], AWS, 'One rendering knows nothing of the other.');
}

function floors() {
  return FLOORS.map((floor, level) => ({
    target: `./src/${floor}`,
    from: './src',
    except: FLOORS.slice(0, level + 1).map(each => `./${each}`),
    message: `src/${floor} imports only what stands above it: ${FLOORS.slice(0, level).join(', ') || 'nothing'}.`,
  }));
}

function engines() {
  const message = 'One engine knows nothing of the other.';
  return [
    { target: './src/engines/aws', from: './src/engines/terraform', message },
    { target: './src/engines/terraform', from: './src/engines/aws', message },
  ];
}

function rooms() {
  return ROOMS.flatMap(kind => foldersOf(kind).flatMap(id => room(kind, id)));
}

function room(kind: string, id: string) {
  const here = `./src/${kind}/${id}`;
  const message = 'One rendering knows nothing of the other.';
  const own = (engine: string) => [`${here}/${engine}`, `${here}/${engine}.ts`];
  return [
    ...(kind === 'capabilities'
      ? [
          {
            target: here,
            from: './src/capabilities',
            except: [`./${id}`],
            message: 'Capabilities meet in bindings, never in imports. What two of them share is a part: src/parts.',
          },
        ]
      : []),
    {
      target: `${here}/!(aws|existing|terraform).ts`,
      from: ['./src/engines', ...own('aws'), ...own('terraform')],
      message: 'Props, decisions and places know no engine.',
    },
    ...[`${here}/aws.ts`, `${here}/existing.ts`, `${here}/aws`].map(target => ({
      target,
      from: [...new Set(['./src/engines/terraform', ...own('terraform'), ...partsOf('terraform')])],
      message,
    })),
    ...[`${here}/terraform.ts`, `${here}/terraform`].map(target => ({
      target,
      from: [...new Set(['./src/engines/aws', ...own('aws'), ...partsOf('aws')])],
      message,
    })),
  ];
}

/** The renderings of all parts on an engine. */
function partsOf(engine: string): string[] {
  return foldersOf('parts').flatMap(id => [`./src/parts/${id}/${engine}`, `./src/parts/${id}/${engine}.ts`]);
}

function foldersOf(kind: string): string[] {
  return readdirSync(`src/${kind}`, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name);
}

function packages(
  eslint: javascript.Eslint,
  files: string[],
  excludedFiles: string[],
  group: string[],
  message: string,
): void {
  const paths = PROVIDER_ROOTS.map(name => ({
    name,
    message: 'Import one resource: @cdktf/provider-aws/lib/ecs-service. The root takes 8 s to load.',
  }));
  eslint.addOverride({
    files,
    excludedFiles,
    rules: { 'no-restricted-imports': ['error', { paths, patterns: [{ group, message }] }] },
  } as any);
}
