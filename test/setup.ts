// The template validator costs 3 s a process; one synth of CI has it on.
process.env.CDK_VALIDATION = 'false';
