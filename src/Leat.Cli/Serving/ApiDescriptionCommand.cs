using System.CommandLine;
using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Core;
using Leat.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leat.Cli.Serving;

/// <summary><c>leat api-description</c>: what a server would answer under <c>/api/leat/1.0/openapi.json</c>, without starting one.</summary>
internal sealed class ApiDescriptionCommand : Command, IExamples
{
    private readonly Setting _output = new("--output", "FILE", "The file to write. Default: standard output");
    private readonly ArtifactSchemes _artifacts;

    public ApiDescriptionCommand(ArtifactSchemes artifacts)
        : base("api-description", "Writes the description of the server's API in OpenAPI 3.1, from which tools make clients.")
    {
        _artifacts = artifacts;
        Add(_output);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "leat api-description --output openapi.json",
        "leat api-description | npx openapi-typescript@7 -o leat.d.ts",
    ];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        EnvironmentFile.Apply(result);
        var file = new SettingReader(result, Environment.GetEnvironmentVariable).Text(_output);
        var description = await DescribeAsync(cancellationToken);
        if (file is null)
        {
            await result.InvocationConfiguration.Output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(description));
            return ExitCode.Done;
        }

        try
        {
            await File.WriteAllBytesAsync(file, description, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LeatException(ErrorCode.InvalidParameterValue, $"Cannot write the file '{file}': {error.Message}", error);
        }

        return ExitCode.Done;
    }

    private async Task<byte[]> DescribeAsync(CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        var uri = StoreUri.Parse($"sqlite:///{scratch.File("leat.db")}");
        await using var store = await StoreOpener.OpenAsync(uri, "mlflow-artifacts:/", NullLoggerFactory.Instance, cancellationToken);
        await using var artifacts = new ArtifactRepositoryProvider(
            new ArtifactRepositoryProviderOptions { Schemes = _artifacts, ServeDestination = scratch.File("artifacts") });
        return await LeatServer.DescribeApiAsync(new LeatServerOptions(), store, artifacts, cancellationToken);
    }
}
