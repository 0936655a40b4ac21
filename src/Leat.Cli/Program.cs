using Leat.Cli;

return await LeatCommandLine.RunAsync(args);
