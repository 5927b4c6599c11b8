import { readdirSync } from 'fs';
import { javascript } from 'projen';

const AWS = ['aws-cdk-lib', 'aws-cdk-lib/**', '@aws-cdk/**'];
const TERRAFORM = ['cdktf', 'cdktf/**', 'cdktn', 'cdktn/**', '@cdktf/**', '@cdktn/**'];
/** The provider's root loads every resource of AWS: 8 s and 560 MB. */
const PROVIDER_ROOTS = ['@cdktf/provider-aws', '@cdktn/provider-aws'];

const RENDERINGS = ['aws.ts', 'aws/**', 'existing.ts', 'terraform.ts', 'terraform/**', 'existing-terraform.ts'];

/**
 * Who may import whom. Two rules of ESLint carry it: one for packages, by their names, and one for our own folders, by where
 * an import really leads.
 */
export function buildWalls(eslint: javascript.Eslint): void {
  const capabilities = readdirSync('src/capabilities', { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name);
  const folders = [
    { target: './src', from: './src/index.ts', message: 'Nobody imports an index: it would load everything.' },
    { target: './src/core', from: './src', except: ['./core'], message: 'The core knows no engine and no capability.' },
    { target: './src/aws', from: ['./src/capabilities', './src/terraform'], message: 'The base of the AWS renderings knows no capability.' },
    { target: './src/terraform', from: ['./src/capabilities', './src/aws'], message: 'The base of the Terraform renderings knows no capability.' },
    ...capabilities.flatMap(id => [
      {
        target: `./src/capabilities/${id}`,
        from: './src/capabilities',
        except: [`./${id}`],
        message: 'Capabilities meet in bindings, never in imports. What two of them share belongs to src/core or to a base.',
      },
      {
        target: `./src/capabilities/${id}/!(aws|existing|terraform).ts`,
        from: ['./src/aws', './src/terraform', `./src/capabilities/${id}/aws`, `./src/capabilities/${id}/terraform`],
        message: 'Props and decisions know no engine: they import src/core and their own folder.',
      },
      { target: `./src/capabilities/${id}/{aws,existing}.ts`, from: './src/terraform', message: 'One rendering knows nothing of the other.' },
      { target: `./src/capabilities/${id}/aws`, from: './src/terraform', message: 'One rendering knows nothing of the other.' },
      { target: `./src/capabilities/${id}/terraform.ts`, from: ['./src/aws', `./src/capabilities/${id}/aws`, `./src/capabilities/${id}/aws.ts`], message: 'One rendering knows nothing of the other.' },
      { target: `./src/capabilities/${id}/terraform`, from: ['./src/aws', `./src/capabilities/${id}/aws`, `./src/capabilities/${id}/aws.ts`], message: 'One rendering knows nothing of the other.' },
    ]),
  ];
  eslint.addOverride({
    files: ['src/**/*.ts'],
    // What is generated is what connects the rooms.
    excludedFiles: ['src/index.ts', '**/*.generated.ts'],
    rules: { 'import/no-restricted-paths': ['error', { zones: folders }] },
  } as any);
  // They are compiled beside the jsii assembly, by a configuration of their own; and what they import is a peer that jsii may not know of.
  eslint.addOverride({ files: ['src/terraform.ts', 'src/terraform/**/*.ts', 'src/capabilities/*/terraform.ts', 'src/capabilities/*/terraform/**/*.ts'], parserOptions: { projectService: false, project: './tsconfig.terraform.json' }, rules: { 'import/no-extraneous-dependencies': 'off' } } as any);
  packages(eslint, ['src/core/**/*.ts'], [], [...AWS, ...TERRAFORM], 'The core knows no engine: it imports constructs only.');
  packages(eslint, ['src/capabilities/*/**/*.ts'], RENDERINGS.map(file => `src/capabilities/*/${file}`), [...AWS, ...TERRAFORM], 'Props and decisions know no engine.');
  packages(eslint, ['src/aws/**/*.ts', 'src/capabilities/*/aws.ts', 'src/capabilities/*/existing.ts', 'src/capabilities/*/aws/**/*.ts'], [], TERRAFORM, 'One rendering knows nothing of the other.');
  packages(eslint, ['src/terraform/**/*.ts', 'src/capabilities/*/terraform.ts', 'src/capabilities/*/terraform/**/*.ts'], [], AWS, 'One rendering knows nothing of the other.');
}

function packages(eslint: javascript.Eslint, files: string[], excludedFiles: string[], group: string[], message: string): void {
  const paths = PROVIDER_ROOTS.map(name => ({ name, message: 'Import one resource: @cdktf/provider-aws/lib/ecs-service. The root takes 8 s to load.' }));
  eslint.addOverride({ files, excludedFiles, rules: { 'no-restricted-imports': ['error', { paths, patterns: [{ group, message }] }] } } as any);
}
