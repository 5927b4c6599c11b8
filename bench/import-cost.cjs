// What importing a module costs from cold: the time from the process's start, in milliseconds.
// CDK loads its parts on first use, and so must goldenpath: both are asked for the class that every app needs.
const [, , target] = process.argv;
const { App, GoldenPath } = require(target);
if (!App && !GoldenPath) throw new Error(`${target} has neither App nor GoldenPath`);
if (!App) require('aws-cdk-lib').App.name;
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ cpu: (user + system) / 1000, wall: performance.now() }));
