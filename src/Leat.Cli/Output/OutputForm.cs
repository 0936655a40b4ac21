namespace Leat.Cli.Output;

/// <summary>How a command shows what it found.</summary>
internal enum OutputForm
{
    /// <summary>Aligned columns for people.</summary>
    Table,

    /// <summary>Lines of values with tabs between them, without titles.</summary>
    Plain,

    /// <summary>Comma-separated values with titles (RFC 4180).</summary>
    Csv,

    /// <summary>JSON, with numbers as numbers and times in UTC.</summary>
    Json,
}
