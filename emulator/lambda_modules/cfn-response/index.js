// What Lambda offers to inline code (ZipFile): tells CloudFormation how a custom resource went.
const http = require('node:http');
const https = require('node:https');

exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';
exports.send = (event, context, status, data, physicalResourceId, noEcho) => new Promise((resolve) => {
  const body = JSON.stringify({
    Status: status,
    Reason: `See the details in CloudWatch Log Stream: ${context.logStreamName}`,
    PhysicalResourceId: physicalResourceId || context.logStreamName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: noEcho || false,
    Data: data,
  });
  const url = new URL(event.ResponseURL);
  const done = () => { resolve(); context.done?.(); };
  const request = (url.protocol === 'http:' ? http : https).request(url, {
    method: 'PUT', headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) },
  }, (response) => { response.resume(); response.on('end', done); });
  request.on('error', (error) => { console.log(`cfn-response: ${error.message}`); done(); });
  request.end(body);
});
