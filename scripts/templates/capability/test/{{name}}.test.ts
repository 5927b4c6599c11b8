import { Template } from 'aws-cdk-lib/assertions';
import { Managed{{Name}} } from '../../../src/capabilities/{{name}}/aws';
import { stackOn } from '../../fixtures/stacks';

// What every capability has to do is tested by the suites over all samples (test/samples, test/editions). Here stands
// what is special about this one.
test('the value is what was asked for', () => {
  const stack = stackOn();
  new Managed{{Name}}(stack, 'Mine', { value: 'blue' });
  Template.fromStack(stack).hasResourceProperties('AWS::SSM::Parameter', { Value: 'blue' });
});
