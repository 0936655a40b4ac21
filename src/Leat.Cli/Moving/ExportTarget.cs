using Leat.Cli.CommandLine;
using Leat.Core;

namespace Leat.Cli.Moving;

/// <summary>What an export can make.</summary>
internal enum ExportForm
{
    /// <summary>A SQLite database with the tables of MLflow.</summary>
    Database,

    /// <summary>A directory in the form of MLflow's file store.</summary>
    Mlruns,

    /// <summary>A directory of Parquet files.</summary>
    Parquet,
}

/// <summary>What an export makes.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Form">What it is.</param>
internal sealed record ExportTarget(string Path, ExportForm Form)
{
    private const string ParquetName = "parquet";

    private static readonly (ExportForm Form, string Name)[] Forms = [(ExportForm.Database, "mlflow-db"), (ExportForm.Mlruns, "mlruns"), (ExportForm.Parquet, ParquetName)];

    private static readonly string[] DatabaseExtensions = [".db", ".sqlite", ".sqlite3"];

    /// <summary>The names of all forms, for messages.</summary>
    public static string FormNames { get; } = $"{string.Join(", ", Forms.SkipLast(1).Select(form => form.Name))} or {Forms[^1].Name}";

    /// <summary>What messages call it.</summary>
    public string Name => Form switch
    {
        ExportForm.Database => $"the MLflow database '{Path}'",
        ExportForm.Parquet => $"Parquet files in '{Path}'",
        _ => $"the directory '{Path}'",
    };

    /// <summary>What to do with it, for its owner.</summary>
    public string Hint => Form switch
    {
        ExportForm.Parquet => $"DuckDB and other programs that read Parquet take it; for example: duckdb -c \"SELECT count(*) FROM '{System.IO.Path.Combine(Path, "runs.parquet")}'\"",
        ExportForm.Database => $"An MLflow server shows it: mlflow server --backend-store-uri sqlite:///{Path}",
        _ => $"An MLflow server shows it: mlflow server --backend-store-uri {Path}",
    };

    /// <summary>Where <c>leat verify</c> finds it; null for a form that it does not read.</summary>
    public string? SourceUri => Form switch
    {
        ExportForm.Database => $"sqlite:///{Path}",
        ExportForm.Mlruns => Path,
        _ => null,
    };

    /// <summary>Reads the target of an export.</summary>
    /// <param name="text">What the user gave: a path or URI.</param>
    /// <param name="format">The form that the user chose; null if its name tells.</param>
    /// <exception cref="UsageException">It is neither a SQLite database nor a directory, or does not tell which.</exception>
    public static ExportTarget Parse(string text, string? format)
    {
        var uri = StoreUri.Parse(text);
        if (uri.Path is not { Length: > 0 } path || uri.Kind is not (StoreKind.Sqlite or StoreKind.Directory))
            throw new UsageException($"Invalid value for TARGET: '{uri}' is neither a SQLite database nor a directory: give for example sqlite:///mlflow.db or ./mlruns.");
        var isFileUri = text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        var form = Forms.FirstOrDefault(form => form.Name == format);
        if (format is not null && form.Name is null)
            throw new UsageException($"Invalid value for --format: '{format}' is none of {FormNames}.");
        if (form.Name is not null && (form.Form == ExportForm.Database ? isFileUri : uri.Kind == StoreKind.Sqlite))
            throw new UsageException($"Invalid value for --format: '{uri}' cannot be {format}.");
        return new ExportTarget(
            System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)),
            form.Name is not null ? form.Form
            : uri.Kind == StoreKind.Sqlite ? ExportForm.Database
            : FormOf(path) ?? (isFileUri ? ExportForm.Mlruns
            : throw new UsageException($"Invalid value for TARGET: '{uri}' does not tell what to make: give --format {FormNames}.")));
    }

    /// <summary>What the name of a path tells; null if nothing.</summary>
    private static ExportForm? FormOf(string path)
    {
        var name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path));
        if (name.Equals(ParquetName, StringComparison.OrdinalIgnoreCase) || System.IO.Path.GetExtension(name).Equals("." + ParquetName, StringComparison.OrdinalIgnoreCase))
            return ExportForm.Parquet;
        if (System.IO.Path.EndsInDirectorySeparator(path) || Directory.Exists(path) || name == "mlruns")
            return ExportForm.Mlruns;
        return DatabaseExtensions.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? ExportForm.Database : null;
    }
}
