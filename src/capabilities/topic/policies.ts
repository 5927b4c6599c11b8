import { TopicChoices } from './decisions';
import { KeyUsers } from '../../parts/data-key/policies';

/** The services that use the key of a topic. SNS itself encrypts dead letters with it. */
export function keyUsers({ senders }: TopicChoices): KeyUsers {
  return { services: ['sns', 'sqs'], senders: [...senders, 'sns'] };
}

/** The path's own statements in the policy of a topic. Roles have their permissions in policies of IAM. */
export function ownStatements({ tlsRequired, senders }: TopicChoices, topicArn: string, account: string): object[] {
  const publish = { Action: 'sns:Publish', Resource: topicArn };
  const Secure = { Bool: { 'aws:SecureTransport': 'false' } };
  const tls = { Sid: 'TlsOnly', Effect: 'Deny', Principal: { AWS: '*' }, ...publish, Condition: Secure };
  const services = { Service: senders.map(sender => `${sender}.amazonaws.com`) };
  const Ours = { StringEquals: { 'aws:SourceAccount': account } };
  const allow = { Sid: 'Senders', Effect: 'Allow', Principal: services, ...publish, Condition: Ours };
  return [...(tlsRequired ? [tls] : []), ...(senders.length > 0 ? [allow] : [])];
}
