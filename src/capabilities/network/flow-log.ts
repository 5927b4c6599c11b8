/** The traffic of a flow log in EC2's terms, by the terms of the decision. */
export const TRAFFIC: { [traffic: string]: string } = { all: 'ALL', rejected: 'REJECT', accepted: 'ACCEPT' };

/**
 * The permissions of the role that writes a flow log.
 *
 * @param logGroupStreams the ARN of the streams in its log group
 */
export function flowLogPolicy(logGroupStreams: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: logGroupStreams,
      },
    ],
  };
}
