using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>How to open a directory of files as a store.</summary>
public sealed record FileStoreOptions
{
    /// <summary>The directory, usually called <c>mlruns</c>. It is made if there is none.</summary>
    public required string Path { get; init; }

    /// <summary>Opens the store beside the files from which searches are answered, at the path of a file that may not exist yet. Runs get their
    /// places from it: its root for artifacts is the directory itself, unless a server hands artifacts out.</summary>
    public required Func<string, CancellationToken, Task<ITrackingStore>> OpenIndex { get; init; }

    /// <summary>Tells the times of deletions and how long comparing files takes.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets sentences about files that cannot be shown, each once.</summary>
    public Action<string>? Note { get; init; }
}
