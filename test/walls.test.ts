import { execFileSync } from 'child_process';
import { rmSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';

// The walls of docs/architecture.md are lint rules. Each is broken here on purpose, and must be reported.
const ROOT = resolve(__dirname, '..');
const VIOLATIONS: { [file: string]: { code: string; says: string }[] } = {
  'src/support/walls-violation.ts': [
    { code: "import { Access } from '../binding/binding';", says: 'src/support imports only what stands above it' },
  ],
  'src/path/walls-violation.ts': [
    { code: "import { Stack } from 'aws-cdk-lib';", says: 'This floor knows no engine' },
    { code: "import { RoleView } from '../engines/aws/role';", says: 'src/path imports only what stands above it' },
    { code: "import { SlotBook } from '../record/slot-book';", says: 'src/path imports only what stands above it' },
    { code: "import { GoldenPath } from '../index';", says: 'src/path imports only what stands above it' },
  ],
  'src/engines/aws/walls-violation.ts': [
    { code: "import { Network } from '../../capabilities/network/aws';", says: 'src/engines imports only' },
    { code: "import { alarm } from '../../parts/alarm/aws';", says: 'src/engines imports only' },
    { code: "import { nameOf } from '../terraform/names';", says: 'One engine knows nothing of the other' },
    { code: "import { TerraformStack } from 'cdktf';", says: 'One rendering knows nothing of the other' },
  ],
  'src/parts/alarm/walls-violation.ts': [
    { code: "import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';", says: 'know no engine' },
    { code: "import { RoleView } from '../../engines/aws/role';", says: 'know no engine' },
    { code: "import { NetworkProps } from '../../capabilities/network/props';", says: 'src/parts imports only' },
  ],
  'src/capabilities/service/walls-violation.ts': [
    { code: "import { CfnService } from 'aws-cdk-lib/aws-ecs';", says: 'know no engine' },
    { code: "import { RoleView } from '../../engines/aws/role';", says: 'know no engine' },
    { code: "import { serviceScaling } from './aws/scaling';", says: 'know no engine' },
    { code: "import { NetworkProps } from '../network/props';", says: 'Capabilities meet in bindings' },
  ],
  'src/capabilities/service/aws/walls-violation.ts': [
    { code: "import { Network } from '../../network/aws';", says: 'Capabilities meet in bindings' },
    {
      code: "import { alarm } from '../../../parts/alarm/terraform';",
      says: 'One rendering knows nothing of the other',
    },
    {
      code: "import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';",
      says: 'One rendering knows nothing of the other',
    },
  ],
  // A circle, of types only: the other half stands in the next file.
  'src/support/walls-circle-a.ts': [
    { code: "import { B } from './walls-circle-b'; export interface A { readonly b: B }", says: 'Dependency cycle' },
  ],
  'src/support/walls-circle-b.ts': [
    { code: "import { A } from './walls-circle-a'; export interface B { readonly a: A }", says: 'Dependency cycle' },
  ],
};

afterEach(() => Object.keys(VIOLATIONS).forEach(file => rmSync(join(ROOT, file), { force: true })));

test('every wall is a lint error that says where the import belongs', () => {
  const files = Object.keys(VIOLATIONS);
  for (const file of files) writeFileSync(join(ROOT, file), `${VIOLATIONS[file].map(({ code }) => code).join('\n')}\n`);
  const env = { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' };
  let output = '';
  try {
    output = execFileSync(
      process.execPath,
      [join(ROOT, 'node_modules/eslint/bin/eslint.js'), '--format', 'json', ...files],
      { cwd: ROOT, env, encoding: 'utf8', stdio: 'pipe' },
    );
  } catch (error: any) {
    output = error.stdout;
  }
  const reports: { filePath: string; messages: { line: number; message: string }[] }[] = JSON.parse(output);
  const missed = files.flatMap(file =>
    VIOLATIONS[file]
      .filter(({ says }, index) => {
        const messages = reports.find(({ filePath }) => filePath.endsWith(file))?.messages ?? [];
        return !messages.some(({ line, message }) => line === index + 1 && message.includes(says));
      })
      .map(({ code }) => `${file}: ${code}`),
  );
  expect(missed).toEqual([]);
}, 120_000);
