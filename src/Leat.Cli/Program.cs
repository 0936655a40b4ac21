using Leat.Cli;
using Leat.Cli.Serving;

return await LeatCommandLine.RunAsync(args, ArtifactStores.Schemes(), Console.Out, Console.Error);
