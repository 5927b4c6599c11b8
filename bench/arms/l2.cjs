// The same stacks, written by hand with CDK's L2s. What an L2 cannot do or has no L2 for is an L1: the web ACL.
const { CfnOutput, Stack, Tags, aws_sns: sns } = require('aws-cdk-lib');
const { database, databaseVariables, useDatabase } = require('./hand-written-database.cjs');
const { network } = require('./hand-written-network.cjs');
const { service } = require('./hand-written-service.cjs');
const { alarmTopicArn, domainName, environment: env, tags } = require('./scenario.cjs');

exports.build = (app, services) => {
  const vpc = network(app);
  for (let index = 1; index <= services; index++) {
    const stack = new Stack(app, `Orders${index}`, { env });
    for (const [name, value] of Object.entries(tags)) Tags.of(stack).add(name, value);
    const topic = sns.Topic.fromTopicArn(stack, 'AlarmTopic', alarmTopicArn);
    const orderDatabase = database(stack, vpc, topic);
    useDatabase(service(stack, vpc, topic, domainName(index), databaseVariables(orderDatabase)), orderDatabase);
    new CfnOutput(stack, 'Url', { value: `https://${domainName(index)}` });
  }
};
