/** The traffic of a flow log, as EC2 says it. */
export const TRAFFIC: { [traffic: string]: string } = { all: 'ALL', rejected: 'REJECT', accepted: 'ACCEPT' };

/** What the writer of a flow log may do with its log group. */
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
