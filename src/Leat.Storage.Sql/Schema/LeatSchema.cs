using System.Globalization;

namespace Leat.Storage.Sql.Schema;

/// <summary>The schema of every database, step by step: Steps/1.sql and those that follow it.</summary>
internal static class LeatSchema
{
    /// <summary>The table that records which steps a database has had. It is read before the first of them.</summary>
    public const string Versions =
        """
        -- Steps of the schema that this database has had.
        CREATE TABLE IF NOT EXISTS leat_schema (
          version {int} NOT NULL,
          applied_ms {int} NOT NULL) {heap};
        """;

    /// <summary>The steps in the tokens of <see cref="SchemaTypes"/>, the first of them version 1.</summary>
    public static IReadOnlyList<string> Steps { get; } = [.. ReadSteps()];

    private static IEnumerable<string> ReadSteps()
    {
        for (var version = 1; ; version++)
        {
            using var step = typeof(LeatSchema).Assembly.GetManifestResourceStream(
                string.Create(CultureInfo.InvariantCulture, $"Leat.Storage.Sql.Schema.Steps.{version}.sql"));
            if (step is null)
                yield break;
            using var reader = new StreamReader(step);
            yield return reader.ReadToEnd();
        }
    }
}
