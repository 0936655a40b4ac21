using System.Collections.Frozen;

namespace Leat.Storage.Sql.Connections;

/// <summary>What the revision of an MLflow database's schema says of the version that wrote it.</summary>
internal static class MlflowRevision
{
    /// <summary>Reads the revision of an MLflow database.</summary>
    public const string Query = "SELECT MIN(version_num) FROM alembic_version";

    /// <summary>In the order in which MLflow's migrations follow each other. Of several that came with one version a database usually has
    /// the last, but a server that was stopped half-way through a migration leaves another.</summary>
    private static readonly (string Versions, string[] Revisions)[] Known =
    [
        ("1.0 to 3.5",
        [
            "451aebb31d03", "bd07f7e963c5", "0c779009ac13", "cc1f77228345", "97727af70f4d", "3500859a5d39", "7f2a7d5fae7d", "2d6e25af4d3e",
            "acf3f17fdcc7", "867495a8f9d4", "5b0e9adcef9c", "4465047574b1", "f5a4f2784254", "0584bdc529eb", "400f98739977", "6953534de441",
            "bda7b8c39065", "cbc13b556ace", "770bee3ae1dd", "a1b2c3d4e5f6", "de4033877273", "1a0cddfcaa16", "534353b11cbc", "71994744cf8e",
            "3da73c924c2f",
        ]),
        ("3.6", ["bf29a5ff90ea"]),
        ("3.7 to 3.9",
        [
            "1bd49d398cd23", "b7c8d9e0f1a2", "5d2d30f0abce", "c9d4e5f6a7b8", "2c33131f4dae", "d3e4f5a6b7c8", "d0e1f2a3b4c5", "c8d9e0f1a2b3",
        ]),
        ("3.10 or 3.11", ["1b5f0d9ad7c1", "e1f2a3b4c5d6", "76601a5f987d", "c3d6457b6d8a", "a5b4c3d2e1f0", "ae8bbe7743c9"]),
        ("3.11 or 3.12", ["7d34483879f0"]),
        ("3.13 to 3.16", ["da6fb0208061", "89d3d66ed43f", "b7e4c1a90f23", "a8b9c0d1e2f3", "c3d9e7f1a2b4", "6f8d9c3b2a1e", "1971f2d9a75b"]),
        ("3.16 or 3.17", ["17e22815139b", "b7e2c1a4d9f3", "e7d1f4b2a9c6", "a6d4e8b2c901", "4b75f9a0c123"]),
        ("3.17 or 3.18", ["75868b020152"]),
    ];

    private static readonly FrozenDictionary<string, string> Versions = Known
        .SelectMany(known => known.Revisions.Select(revision => KeyValuePair.Create(revision, known.Versions)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Which version wrote a database, as the continuation of a sentence about it; empty if it names no revision.</summary>
    public static string Describe(string? revision)
    {
        if (string.IsNullOrEmpty(revision))
            return "";
        return Versions.TryGetValue(revision, out var versions)
            ? $" of MLflow {versions} (schema revision {revision})"
            : $" of a version that this Leat does not know (schema revision {revision})";
    }
}
