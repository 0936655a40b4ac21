using System.Globalization;
using Leat.Core;
using Leat.Core.Artifacts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leat.Storage.Sql;

/// <summary>What every database store needs to know.</summary>
public record SqlStoreOptions
{
    /// <summary>The URI below which experiments get their artifact location, <c>&lt;root&gt;/&lt;experiment id&gt;</c>, unless they name one.</summary>
    public string DefaultArtifactRoot { get; init; } = "mlflow-artifacts:";

    /// <summary>The limits of input that the owner chooses.</summary>
    public InputLimits Limits { get; init; } = InputLimits.Default;

    /// <summary>Who may read a new database file; only for databases that are files.</summary>
    public FilePermissions Permissions { get; init; } = FilePermissions.OwnerOnly;

    /// <summary>The clock for creation and update times.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the store reports what it does in the background.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The plan that searches over runs follow where they can; null lets each choose its own.</summary>
    internal RunSearchPlan? SearchPlan { get; init; }

    /// <summary>From this number on, runs that share a value of the order are searched separately. Fewer are sorted in a few milliseconds.</summary>
    internal int ManyTied { get; init; } = 2_048;

    /// <summary>From this offset on, pages are looked for in the index alone, which takes two statements more.</summary>
    internal int DeepOffset { get; init; } = 500;

    /// <summary>If no more runs satisfy one of several conditions, counting looks the others up for each of them. Otherwise it reads each
    /// condition's runs in one sweep.</summary>
    internal int FewRuns { get; init; } = 4_096;

    /// <summary>Receives each reading statement with its arguments before it runs; for benchmarks.</summary>
    internal Action<string, IReadOnlyList<object?>>? OnRead { get; init; }

    /// <summary>The location of a new experiment that names none.</summary>
    internal string LocationOf(long experimentId) =>
        ArtifactUri.Append(DefaultArtifactRoot, experimentId.ToString(CultureInfo.InvariantCulture));
}
