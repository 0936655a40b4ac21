namespace Leat.Architecture.Tests.Projects;

/// <summary>Which project may reference which: arrows point inward, to Leat.Core. A new arrow is a decision, made here.</summary>
internal static class AllowedReferences
{
    /// <summary>Projects that a project may reference.</summary>
    public static IReadOnlyDictionary<string, string[]> Projects { get; } = new Dictionary<string, string[]>
    {
        ["Leat.Core"] = [],
        ["Leat.Protocol"] = ["Leat.Core"],
        ["Leat.Storage.Sql"] = ["Leat.Core"],
        ["Leat.Storage.Sqlite"] = ["Leat.Storage.Sql", "Leat.Core"],
        ["Leat.Storage.PostgreSql"] = ["Leat.Storage.Sql", "Leat.Core"],
        ["Leat.Storage.MySql"] = ["Leat.Storage.Sql", "Leat.Core"],
        // The files are the truth; the index beside them is a store that it is handed.
        ["Leat.Storage.Files"] = ["Leat.Core"],
        ["Leat.Artifacts"] = ["Leat.Core"],
        // One cloud's libraries each, so that nobody carries those of the others. What they have in common lies in Leat.Artifacts/Objects: keys as
        // paths, uploads in parts, downloads that go on where they broke.
        ["Leat.Artifacts.AzureBlob"] = ["Leat.Artifacts", "Leat.Core"],
        ["Leat.Artifacts.Gcs"] = ["Leat.Artifacts", "Leat.Core"],
        ["Leat.Artifacts.S3"] = ["Leat.Artifacts", "Leat.Core"],
        ["Leat.Artifacts.Sftp"] = ["Leat.Artifacts", "Leat.Core"],
        // Separate from the server, since webhooks are also notified of changes made in process and by commands.
        ["Leat.Webhooks"] = ["Leat.Core"],
        // Never a concrete store.
        ["Leat.Server"] = ["Leat.Protocol", "Leat.Webhooks", "Leat.Core"],
        // Writes the description of the API at build, from which the page is made: below Leat.Cli, which holds the page.
        ["Leat.Description"] = ["Leat.Server", "Leat.Storage.Sqlite", "Leat.Artifacts"],
        // Reads other programs' databases through connections that it is handed, and knows stores by their contracts. Directories of files are
        // read and written as the store of them does.
        ["Leat.Transfer"] = ["Leat.Core", "Leat.Storage.Files"],
        ["Leat.Client"] = ["Leat.Protocol", "Leat.Core", "Leat.Artifacts"],
        ["Leat"] = ["Leat.Client", "Leat.Storage.Files", "Leat.Storage.Sqlite", "Leat.Webhooks", "Leat.Core"],
        // A training program like any other, so it only sees the client. It is separate from Leat.Cli because ML.NET is heavy and builds
        // its pipelines by
        // reflection (docs/adr/0004-quickstart-is-a-project-of-its-own.md).
        ["Leat.Quickstart"] = ["Leat.Client", "Leat.Core"],
        // Only the built page, so that Node.js is needed for it alone and the server knows it as the resources of some assembly.
        ["Leat.Ui"] = [],
        // The only composition root.
        ["Leat.Cli"] =
        [
            "Leat.Server", "Leat.Storage.Files", "Leat.Storage.Sqlite", "Leat.Storage.PostgreSql", "Leat.Storage.MySql", "Leat.Transfer", "Leat.Webhooks", "Leat", "Leat.Quickstart", "Leat.Client", "Leat.Core",
            "Leat.Artifacts", "Leat.Artifacts.AzureBlob", "Leat.Artifacts.Gcs", "Leat.Artifacts.S3", "Leat.Artifacts.Sftp",
            "Leat.Protocol", "Leat.Storage.Sql", "Leat.Ui",
        ],
    };

    /// <summary>Packages that a project may reference. A heavy one gets its own project.</summary>
    public static IReadOnlyDictionary<string, string[]> Packages { get; } = new Dictionary<string, string[]>
    {
        ["Leat.Core"] = [],
        ["Leat.Protocol"] = [],
        ["Leat.Storage.Sql"] = ["Microsoft.Extensions.Logging.Abstractions"],
        ["Leat.Storage.Sqlite"] = ["Microsoft.Data.Sqlite"],
        ["Leat.Storage.PostgreSql"] = ["Npgsql"],
        ["Leat.Storage.MySql"] = ["MySqlConnector"],
        ["Leat.Storage.Files"] = [],
        ["Leat.Artifacts"] = [],
        ["Leat.Artifacts.AzureBlob"] = ["Azure.Identity", "Azure.Storage.Blobs"],
        ["Leat.Artifacts.Gcs"] = ["Google.Apis.Auth"],
        ["Leat.Artifacts.S3"] = ["AWSSDK.S3"],
        ["Leat.Artifacts.Sftp"] = ["SSH.NET"],
        ["Leat.Transfer"] = ["Parquet.Net"],
        ["Leat.Webhooks"] = ["Microsoft.Extensions.Logging.Abstractions"],
        // The grammar of GraphQL, 330 KB without dependencies. What is asked is answered by the server's own calls and messages.
        ["Leat.Server"] = ["GraphQL-Parser"],
        ["Leat.Ui"] = [],
        ["Leat.Description"] = [],
        ["Leat.Client"] = [],
        ["Leat"] = [],
        ["Leat.Quickstart"] =
        [
            "Microsoft.ML", "Microsoft.ML.FastTree", "SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies",
        ],
        ["Leat.Cli"] =
        [
            "System.CommandLine", "Spectre.Console", "OpenTelemetry.Extensions.Hosting",
            "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Instrumentation.AspNetCore",
        ],
    };
}
