using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Quickstart;

namespace Leat.Cli.Quickstart;

/// <summary>Reads <see cref="QuickstartSettings"/> from the command line and the environment.</summary>
internal sealed class QuickstartSettingsReader(QuickstartOptionSet options, SettingReader reader, ArtifactSchemes artifacts)
{
    /// <exception cref="UsageException">A value is invalid, or two values exclude each other.</exception>
    public QuickstartSettings Read()
    {
        var training = new QuickstartOptions
        {
            Dataset = ReadDataset(),
            Seed = reader.Number(options.Seed, 0, int.MaxValue) ?? 42,
        };
        var serve = !reader.IsOn(options.NoServe);
        return reader.Text(options.TrackingUri) is { } trackingUri
            ? new QuickstartSettings(training, null, CheckedAlone(trackingUri), Serve: false, OpenBrowser: false)
            : new QuickstartSettings(training, ReadServer(serve), null, serve, Browser.IsThere && !reader.IsOn(options.NoBrowser));
    }

    private string ReadDataset()
    {
        var name = reader.Text(options.Dataset) ?? "digits";
        return QuickstartOptions.Datasets.Contains(name, StringComparer.Ordinal)
            ? name
            : throw new UsageException(
                $"Invalid value for --dataset: '{name}' is not one of {string.Join(", ", QuickstartOptions.Datasets)}.");
    }

    private ServerSettings ReadServer(bool serve)
    {
        var server = new ServerSettingsReader(options.Server, reader, artifacts).Read();
        // Nobody else needs to find a server that stops after the training, so any free port will do.
        return serve || reader.IsOnCommandLine(options.Server.Port) ? server : server with { Server = server.Server with { Port = 0 } };
    }

    /// <summary>An environment variable meant for servers is harmless here; an option must not be ignored silently.</summary>
    private string CheckedAlone(string trackingUri)
    {
        if (options.OfServer.FirstOrDefault(reader.IsOnCommandLine) is { } given)
            throw new UsageException($"--tracking-uri logs to a server that runs already, so that {given.Name} has no meaning: give one of the two.");
        return trackingUri;
    }
}
