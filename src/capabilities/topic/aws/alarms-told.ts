import { Reference, Tokenization } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';

/** Whether an alarm of this app tells the topic. CloudWatch then publishes to it, in its own name. */
export function isToldOfAlarms(topic: sns.CfnTopic): boolean {
  const alarms = topic.node.root.node.findAll().filter(child => cloudwatch.CfnAlarm.isCfnAlarm(child));
  const told = JSON.stringify(topic.stack.resolve(topic.ref));
  return alarms.some(({ stack, alarmActions, okActions, insufficientDataActions }) => {
    const actions = [alarmActions, okActions, insufficientDataActions];
    if (stack === topic.stack) return JSON.stringify(stack.resolve(actions)).includes(told);
    return actions.flat().some(action => action !== undefined && refersTo(action, topic));
  });
}

function refersTo(arn: string, topic: sns.CfnTopic): boolean {
  return Tokenization.reverseString(arn).tokens.some(token => Reference.isReference(token) && token.target === topic);
}
