// The same stacks on Terraform, written by hand with cdktf's resources: one stack for the network, one for each service and database.
const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
const { DataAwsCallerIdentity } = require('@cdktf/provider-aws/lib/data-aws-caller-identity');
const { DataAwsPartition } = require('@cdktf/provider-aws/lib/data-aws-partition');
const { DataAwsRegion } = require('@cdktf/provider-aws/lib/data-aws-region');
const { SsmParameter } = require('@cdktf/provider-aws/lib/ssm-parameter');
const { TerraformOutput, TerraformStack } = require('cdktf');
const { database } = require('./terraform-by-hand/database.cjs');
const { network } = require('./terraform-by-hand/network.cjs');
const { service } = require('./terraform-by-hand/service.cjs');
const { domainName, environment, tags } = require('./scenario.cjs');

exports.build = (app, services) => {
  const vpc = network(stackOf(app, 'Network'));
  for (let index = 1; index <= services; index++) {
    const place = stackOf(app, `Orders${index}`);
    service(place, vpc, database(place, vpc), domainName(index));
    new TerraformOutput(place.stack, 'Url', {
      value: `https://${domainName(index)}`,
      description: `Where ${place.name} answers.`,
    });
  }
};

/** A stack with its provider, and where it is deployed. */
function stackOf(app, name) {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, 'Aws', { region: environment.region, defaultTags: [{ tags }] });
  const partition = new DataAwsPartition(stack, 'Partition');
  const description = `What ${name} is.`;
  const value = JSON.stringify({ owner: 'team-orders', tier: 'production' });
  new TerraformOutput(stack, 'About', { value, description });
  new SsmParameter(stack, 'AboutParameter', { name: `/about/${name}`, description, type: 'SecureString', value });
  return {
    stack,
    name,
    partition: partition.partition,
    dnsSuffix: partition.dnsSuffix,
    account: new DataAwsCallerIdentity(stack, 'CallerIdentity').accountId,
    region: new DataAwsRegion(stack, 'Region').region,
  };
}
