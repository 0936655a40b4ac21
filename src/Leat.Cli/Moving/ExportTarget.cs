using Leat.Cli.CommandLine;
using Leat.Core;

namespace Leat.Cli.Moving;

/// <summary>What an export makes.</summary>
/// <param name="Path">The full path.</param>
/// <param name="IsDirectory">Whether it is a directory in the form of MLflow's file store; otherwise it is a database.</param>
internal sealed record ExportTarget(string Path, bool IsDirectory)
{
    private const string Database = "mlflow-db";
    private const string Directory = "mlruns";

    private static readonly string[] DatabaseExtensions = [".db", ".sqlite", ".sqlite3"];

    /// <summary>What messages call it.</summary>
    public string Name => IsDirectory ? $"the directory '{Path}'" : $"the MLflow database '{Path}'";

    /// <summary>How an MLflow server is told of it.</summary>
    public string StoreUri => IsDirectory ? Path : $"sqlite:///{Path}";

    /// <summary>Reads the target of an export.</summary>
    /// <param name="text">What the user gave: a path or URI.</param>
    /// <param name="format">The form that the user chose; null if its name tells.</param>
    /// <exception cref="UsageException">It is neither a SQLite database nor a directory, or does not tell which.</exception>
    public static ExportTarget Parse(string text, string? format)
    {
        var uri = Core.StoreUri.Parse(text);
        if (uri.Path is not { Length: > 0 } path || uri.Kind is not (StoreKind.Sqlite or StoreKind.Directory))
            throw new UsageException($"Invalid value for TARGET: '{uri}' is neither a SQLite database nor a directory: give for example sqlite:///mlflow.db or ./mlruns.");
        var isFileUri = text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        var isDirectory = format switch
        {
            Database when isFileUri => throw Unfit(uri, format),
            Database => false,
            Directory when uri.Kind == StoreKind.Sqlite => throw Unfit(uri, format),
            Directory => true,
            null => uri.Kind != StoreKind.Sqlite && (isFileUri || (LooksLikeDirectory(path)
                ?? throw new UsageException($"Invalid value for TARGET: '{uri}' does not tell what to make: give --format {Database} or --format {Directory}."))),
            _ => throw new UsageException($"Invalid value for --format: '{format}' is neither {Database} nor {Directory}."),
        };
        return new ExportTarget(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)), isDirectory);
    }

    private static bool? LooksLikeDirectory(string path)
    {
        if (System.IO.Path.EndsInDirectorySeparator(path) || System.IO.Directory.Exists(path))
            return true;
        if (DatabaseExtensions.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            return false;
        return System.IO.Path.GetFileName(path) == Directory ? true : null;
    }

    private static UsageException Unfit(StoreUri uri, string format) => new($"Invalid value for --format: '{uri}' cannot be {format}.");
}
