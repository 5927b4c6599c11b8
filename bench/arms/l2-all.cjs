// All of goldenpath's capabilities, written by hand with CDK's L2s. What an L2 cannot do or has no L2 for is an L1: the web ACL, a worker's target
// tracking, and EventBridge for a bucket.
const { CfnOutput, Stack, Tags, aws_sns: sns } = require('aws-cdk-lib');
const { Construct } = require('constructs');
const { bucket } = require('./hand-written-bucket.cjs');
const { database, databaseVariables, useDatabase } = require('./hand-written-database.cjs');
const { function: signupFunction } = require('./hand-written-function.cjs');
const { network } = require('./hand-written-network.cjs');
const { queue } = require('./hand-written-queue.cjs');
const { secret } = require('./hand-written-secret.cjs');
const { service } = require('./hand-written-service.cjs');
const { table } = require('./hand-written-table.cjs');
const { worker } = require('./hand-written-worker.cjs');
const { alarmTopicArn, domainName, environment: env, tags } = require('./scenario.cjs');

exports.build = (app, services) => {
  const vpc = network(app);
  for (let index = 1; index <= services; index++) {
    const stack = new Stack(app, `Orders${index}`, { env });
    for (const [name, value] of Object.entries(tags)) Tags.of(stack).add(name, value);
    const topic = sns.Topic.fromTopicArn(stack, 'AlarmTopic', alarmTopicArn);
    const of = id => new Construct(stack, id);

    const orderDatabase = database(stack, vpc, topic);
    const jobs = queue(of('Jobs'), topic);
    const signups = queue(of('Signups'), topic);
    const customers = table(of('Customers'), topic);
    const documents = bucket(of('Documents'));
    const paymentKey = secret(of('PaymentKey'));

    const paid = { PAYMENT_KEY_ARN: paymentKey.secretArn, PAYMENT_KEY_MAX_AGE_SECONDS: '300' };
    const stored = { CUSTOMERS_NAME: customers.tableName };
    const kept = { DOCUMENTS_NAME: documents.bucketName };

    const orders = service(of('Service'), vpc, topic, domainName(index), {
      ...databaseVariables(orderDatabase),
      JOBS_URL: jobs.queueUrl,
      ...stored,
      ...kept,
      ...paid,
    });
    const { taskRole } = orders.taskDefinition;
    useDatabase(orders, orderDatabase);
    jobs.grantSendMessages(taskRole);
    customers.grantReadWriteData(taskRole);
    documents.grantRead(taskRole);
    paymentKey.grantRead(taskRole);
    new CfnOutput(stack, 'Url', { value: `https://${domainName(index)}` });

    const works = worker(of('Worker'), vpc, topic, jobs, { ...databaseVariables(orderDatabase), ...kept });
    useDatabase(works, orderDatabase);
    documents.grantWrite(works.taskDefinition.taskRole);

    const signup = signupFunction(of('Signup'), topic, signups, { ...stored, ...paid });
    customers.grantWriteData(signup);
    paymentKey.grantRead(signup);
  }
};
