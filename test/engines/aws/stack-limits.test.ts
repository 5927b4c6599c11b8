import { CfnResource, Stack } from 'aws-cdk-lib';
import { findingsOf } from '../../fixtures/findings';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

/** The warnings about a stack with a service and so many other resources, each of so many bytes. */
function warningsOf(others: number, bytes = 0): string[] {
  const stack = stackOn();
  serviceIn(stack);
  for (let index = 0; index < others; index++) {
    new CfnResource(stack, `Other${index}`, {
      type: 'AWS::SNS::Topic',
      properties: { DisplayName: 'x'.repeat(bytes) },
    });
  }
  const { said } = findingsOf(stack);
  expect(said.every(({ rule, path }) => rule === 'stack-limits' && path === 'Shop/Orders')).toBe(true);
  return said.map(({ text, fix }) => `${text} ${fix}`);
}

describe('a stack that nears a limit of CloudFormation', () => {
  const own = new Set(serviceIn(stackOn()).slots).size;

  test('is told nothing while there is room', () => {
    expect(warningsOf(0)).toEqual([]);
    expect(warningsOf(399 - own)).toEqual([]);
  });

  test('is warned from 400 resources on, with what fills it and what to do', () => {
    const [warning, ...more] = warningsOf(400 - own);
    expect(more).toEqual([]);
    expect(warning).toContain('Shop has 400 of the 500 resources');
    expect(warning).toContain(`The most are in Shop/Orders (${own}).`);
    expect(warning).toContain('stack of their own');
  });

  test('is warned of a large template with few resources', () => {
    const [warning] = warningsOf(250, 3000);
    expect(warning).toMatch(/The template of Shop has \d{3} of the 1000 KB/);
    expect(warning).not.toContain('of the 500 resources');
    expect(warning).toContain('suppressTemplateIndentation');
  });

  test('counts what stands in it, and not in a nested or another stack', () => {
    const stack = stackOn();
    serviceIn(stack);
    const other = new Stack(stack, 'Other');
    for (let index = 0; index < 450; index++) new CfnResource(other, `Other${index}`, { type: 'AWS::SNS::Topic' });
    expect(findingsOf(stack).said).toEqual([]);
  });
});
