using Leat.Core;

namespace Leat.Storage.Specification.Search;

/// <summary>A part of a search script.</summary>
/// <param name="Line">The line where it starts, from 1.</param>
public abstract record ScriptStep(int Line);

/// <summary>An experiment or run to create or add to, or one to delete or restore.</summary>
/// <param name="Line">The line where it stands.</param>
/// <param name="Verb"><c>experiment</c>, <c>run</c>, <c>delete</c> or <c>restore</c>.</param>
/// <param name="Alias">The script's name for it.</param>
/// <param name="Fields">In the order they were written.</param>
public sealed record LoadStep(int Line, string Verb, string Alias, IReadOnlyList<KeyValuePair<string, string>> Fields)
    : ScriptStep(Line);

/// <summary>A search and its expected result.</summary>
/// <param name="Line">The line where it starts.</param>
public sealed record SearchStep(int Line) : ScriptStep(Line)
{
    /// <summary>Whether runs are searched, or experiments.</summary>
    public required bool OfRuns { get; init; }

    /// <summary>The filter; may contain <c>${alias.field}</c>.</summary>
    public required string Filter { get; init; }

    /// <summary>Order terms.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Stages to look at.</summary>
    public ViewType View { get; init; } = ViewType.ActiveOnly;

    /// <summary>Page size.</summary>
    public long MaxResults { get; init; } = 1_000;

    /// <summary>Aliases of the experiments to search; null for all that the script created.</summary>
    public IReadOnlyList<string>? ExperimentAliases { get; init; }

    /// <summary>The expected results, page by page; null if an error is expected.</summary>
    public IReadOnlyList<ExpectedPage>? Pages { get; init; }

    /// <summary>The expected start of the error message; null if results are expected.</summary>
    public string? Error { get; init; }
}

/// <summary>The expected content of one page.</summary>
/// <param name="Groups">In this order; the members of a group (braces in the script) are ordered by id.</param>
public sealed record ExpectedPage(IReadOnlyList<IReadOnlyList<string>> Groups);
