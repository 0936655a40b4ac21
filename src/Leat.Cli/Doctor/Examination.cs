using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Cli.Serving;
using Leat.Cli.Tracked;
using Leat.Cli.Upkeep;
using Leat.Client;
using Leat.Core;

namespace Leat.Cli.Doctor;

/// <summary>Looks at one installation.</summary>
internal sealed class Examination(SettingReader reader, TrackingOpener opener)
{
    /// <summary>A database that is fuller may not be able to finish what it began.</summary>
    private const long LeastFreeBytes = 1L << 30;

    /// <summary>Clocks further apart show wrong times of runs.</summary>
    private static readonly TimeSpan MostClockDifference = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<string> _faults = [];

    public Sheet Sheet { get; } = new();

    /// <summary>What is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Sheet.Add("Leat", "leat", ShowVersion.Version);
        Sheet.Add(".NET", "dotnet", Environment.Version.ToString());
        Sheet.Add("System", "system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {ByteText.Count(Environment.ProcessorCount, "processor")}");
        Sheet.AddMap("Environment variables", "environment", Variables());
        try
        {
            var uri = StoreUri.Parse(reader.Text(TrackingOpener.TrackingUri) ?? ServerSettings.DefaultStore);
            Sheet.Add("Tracking URI", "tracking_uri", uri.ToString());
            if (uri.Kind == StoreKind.Server)
                await AskServerAsync(uri, cancellationToken);
            else if (uri.Path is { } path)
                LookAtDisk(path);
            await using var client = await opener.OpenAsync(reader, cancellationToken);
            await ReadAsync(client, cancellationToken);
        }
        catch (LeatException error)
        {
            _faults.Add(error.Message);
        }
    }

    /// <summary>MLflow's variables and those of stores, with secrets hidden.</summary>
    private static IEnumerable<(string Key, object? Value)> Variables() => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => name.StartsWith("MLFLOW_", StringComparison.Ordinal) || name.StartsWith("LEAT_", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(name => (name, (object?)(IsSecret(name) ? "***" : StoreUri.Redact(Environment.GetEnvironmentVariable(name) ?? ""))));

    private static bool IsSecret(string name) =>
        ((string[])["PASSWORD", "TOKEN", "SECRET", "KEY", "CREDENTIAL", "PASSPHRASE"]).Any(word => name.Contains(word, StringComparison.Ordinal));

    private async Task AskServerAsync(StoreUri uri, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            var clock = Stopwatch.StartNew();
            using var answer = await http.GetAsync(new Uri($"{uri.Text.TrimEnd('/')}/version"), cancellationToken);
            var taken = clock.Elapsed;
            Sheet.Add("Speaks as MLflow", "mlflow_version", answer.IsSuccessStatusCode ? (await answer.Content.ReadAsStringAsync(cancellationToken)).Trim() : null);
            Sheet.Add("Answers within", "answer_s", taken);
            if (answer.Headers.Date is not { } date)
                return;

            // The header tells whole seconds, and servers look at the clock once in a second for it.
            var late = TimeProvider.System.GetUtcNow() - date;
            var difference = late >= TimeSpan.Zero && late < TimeSpan.FromSeconds(2) ? TimeSpan.Zero : late;
            Sheet.Add("Clock differs by", "clock_difference_s", difference.Duration());
            if (difference.Duration() > MostClockDifference)
                _faults.Add(string.Create(CultureInfo.InvariantCulture, $"The clocks of this machine and the server differ by {difference.Duration().TotalSeconds:0} s: times of runs will be wrong."));
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or UriFormatException && !cancellationToken.IsCancellationRequested)
        {
            // The client says below, in its own words, that the server cannot be reached.
        }
    }

    private void LookAtDisk(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null || !Directory.Exists(folder))
            return;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        Sheet.Add("Free on its disk", "free", ByteText.Of(free));
        if (free < LeastFreeBytes)
            _faults.Add($"Only {ByteText.Of(free)} are free on the disk of '{path}'.");
    }

    private async Task ReadAsync(LeatClient client, CancellationToken cancellationToken)
    {
        var experiments = 0L;
        await foreach (var _ in client.SearchExperimentsAsync(view: ViewType.All, cancellationToken: cancellationToken))
            experiments++;
        Sheet.Add("Experiments", "experiments", experiments);
        if (client.Store.Features.Diagnostics is { } diagnostics)
            Sheet.AddMap("Store", "store", (await diagnostics.DescribeAsync(cancellationToken)).Select(pair => (pair.Key, (object?)pair.Value)));
    }
}
