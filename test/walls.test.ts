import { execFileSync } from 'child_process';
import { rmSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';

// The walls of docs/architecture.md are lint rules. Each is broken here on purpose, and must be reported.
const ROOT = resolve(__dirname, '..');
const VIOLATIONS: { [file: string]: { code: string; says: string }[] } = {
  'src/path/walls-violation.ts': [
    { code: "import { Stack } from 'aws-cdk-lib';", says: 'The core knows no engine' },
    { code: "import { upperFirst } from '../aws/role';", says: 'The core knows no engine' },
    { code: "import { GoldenPath } from '../index';", says: 'Nobody imports an index' },
  ],
  'src/aws/walls-violation.ts': [
    { code: "import { Network } from '../capabilities/network/aws';", says: 'knows no capability' },
    { code: "import { TerraformStack } from 'cdktf';", says: 'One rendering knows nothing of the other' },
  ],
  'src/capabilities/service/walls-violation.ts': [
    { code: "import { CfnService } from 'aws-cdk-lib/aws-ecs';", says: 'Props and decisions know no engine' },
    { code: "import { upperFirst } from '../../aws/role';", says: 'Props and decisions know no engine' },
    { code: "import { serviceScaling } from './aws/scaling';", says: 'Props and decisions know no engine' },
    { code: "import { NetworkProps } from '../network/props';", says: 'Capabilities meet in bindings' },
  ],
  'src/capabilities/service/aws/walls-violation.ts': [
    { code: "import { Network } from '../../network/aws';", says: 'Capabilities meet in bindings' },
    {
      code: "import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';",
      says: 'One rendering knows nothing of the other',
    },
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
