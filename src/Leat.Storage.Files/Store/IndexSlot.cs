using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>The place of an index beside the files: files in the root, which MLflow takes no notice of, whereas it takes every folder there for
/// an experiment. Each process that has the directory open has an index of its own; the next process takes over one that is free.</summary>
internal sealed class IndexSlot : IDisposable
{
    private const int MostProcesses = 256;

    private readonly FileStream _lock;
    private readonly string _prefix;

    private IndexSlot(string prefix, FileStream taken)
    {
        _prefix = prefix;
        _lock = taken;
    }

    public string DatabasePath => _prefix + ".db";

    public string StatePath => _prefix + ".state";

    public string TouchedPath => _prefix + ".touched";

    /// <exception cref="LeatException">The directory cannot be written, or very many processes have it open.</exception>
    public static IndexSlot Take(string root)
    {
        for (var number = 0; number < MostProcesses; number++)
        {
            var prefix = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $".leat-{number}"));
            try
            {
                // The system lets go of it when the process ends, however it ends.
                return new IndexSlot(prefix, new FileStream(prefix + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (UnauthorizedAccessException error)
            {
                throw new LeatException(ErrorCode.PermissionDenied, $"The directory '{root}' cannot be written: {error.Message.TrimEnd('.')}.", error);
            }
            catch (IOException) when (File.Exists(prefix + ".lock"))
            {
                // Another process has it.
            }
        }

        throw new LeatException(ErrorCode.ResourceExhausted, $"More than {MostProcesses} processes have the directory '{root}' open.");
    }

    /// <summary>Removes the index: it is made anew from the files.</summary>
    public void Clear()
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(_prefix)!, Path.GetFileName(_prefix) + ".*"))
        {
            if (file != _prefix + ".lock")
                File.Delete(file);
        }
    }

    public void Dispose() => _lock.Dispose();
}
