using Leat.Core;
using Leat.Storage.Files;
using Leat.Transfer.Export;

namespace Leat.Transfer;

/// <summary>Writes what a source holds into a new directory in the form of MLflow's file store: <c>mlruns</c>.</summary>
/// <remarks>Used once.</remarks>
public sealed class MlrunsExporter
{
    /// <summary>Lies in a directory that is not whole yet, and tells that an export made it.</summary>
    private const string Marker = ".leat-export";

    private readonly ITransferSource _source;
    private readonly string _target;
    private readonly IReadOnlySet<string>? _experiments;
    private readonly IProgress<ImportProgress> _progress;

    /// <summary>Prepares an export; nothing is written yet.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="target">The directory to make, which is not there or empty. While it is made, it is called <c>target.partial</c>.</param>
    /// <param name="experiments">The ids of the experiments to take, without the model registry; null for everything.</param>
    /// <param name="progress">Is told how far it has come, on any thread, one call at a time.</param>
    public MlrunsExporter(ITransferSource source, string target, IReadOnlySet<string>? experiments, IProgress<ImportProgress> progress)
    {
        _source = source;
        _target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        _experiments = experiments;
        _progress = progress;
    }

    private string Partial => $"{_target}.partial";

    /// <summary>Exports. The directory has its name when it is whole, or is not there.</summary>
    /// <exception cref="LeatException">The source cannot be read, or something else is in the target's place.</exception>
    public async Task<ExportReport> RunAsync(CancellationToken cancellationToken = default)
    {
        if (File.Exists(_target) || (Directory.Exists(_target) && Directory.EnumerateFileSystemEntries(_target).Any()))
            throw LeatException.AlreadyExists($"'{_target}' is there already and is no empty directory: an export makes a new one.");
        RemoveLeftover();
        Directory.CreateDirectory(Partial);
        var marker = new FileStream(Path.Combine(Partial, Marker), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            ExportReport report;
            await using (marker.ConfigureAwait(false))
                report = await WriteAsync(cancellationToken).ConfigureAwait(false);
            if (Directory.Exists(_target))
                Directory.Delete(_target);
            Directory.Move(Partial, _target);
            File.Delete(Path.Combine(_target, Marker));
            return report;
        }
        finally
        {
            if (Directory.Exists(Partial))
                Directory.Delete(Partial, recursive: true);
        }
    }

    private async Task<ExportReport> WriteAsync(CancellationToken cancellationToken)
    {
        var tally = new ExportTally();
        Directory.CreateDirectory(Path.Combine(Partial, ".trash"));
        var target = new MlrunsTarget(new MlrunsFiles(Partial, tally), tally, _target);
        await using (target.ConfigureAwait(false))
            await new ExportWalk(_source, _experiments, _progress, tally).RunAsync(target, cancellationToken).ConfigureAwait(false);
        return tally.ToReport(_source);
    }

    /// <summary>What an interrupted export left goes; what is anything else, or being written, stays.</summary>
    private void RemoveLeftover()
    {
        var marker = Path.Combine(Partial, Marker);
        if (File.Exists(Partial) || (Directory.Exists(Partial) && !File.Exists(marker) && Directory.EnumerateFileSystemEntries(Partial).Any()))
            throw LeatException.AlreadyExists($"'{Partial}' is there already and was not left by an export, which needs this name until it is done: move it away.");
        if (!Directory.Exists(Partial))
            return;
        try
        {
            if (File.Exists(marker))
                new FileStream(marker, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        }
        catch (IOException error)
        {
            throw new LeatException(ErrorCode.ResourceAlreadyExists, $"Another export is writing '{Partial}'.", error);
        }

        Directory.Delete(Partial, recursive: true);
    }
}
