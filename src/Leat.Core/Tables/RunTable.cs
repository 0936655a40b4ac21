namespace Leat.Core;

/// <summary>A page of runs by columns.</summary>
/// <param name="RunIds">The row of each run.</param>
/// <param name="Columns">In the order asked for; each has a value for each row.</param>
/// <param name="NextPageToken">Fetches the rows that follow; null when none do.</param>
public sealed record RunTable(IReadOnlyList<string> RunIds, IReadOnlyList<RunColumnValues> Columns, string? NextPageToken);

/// <summary>The values of a column, one for each row; null where a run has none.</summary>
/// <param name="Column">The column.</param>
public abstract record RunColumnValues(RunColumn Column);

/// <summary>Values of metrics.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">One for each row; NaN and infinities are values.</param>
public sealed record NumberValues(RunColumn Column, IReadOnlyList<double?> Values) : RunColumnValues(Column);

/// <summary>Times, steps and counts.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">One for each row.</param>
public sealed record IntegerValues(RunColumn Column, IReadOnlyList<long?> Values) : RunColumnValues(Column);

/// <summary>Texts.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">One for each row.</param>
public sealed record TextValues(RunColumn Column, IReadOnlyList<string?> Values) : RunColumnValues(Column);

/// <summary>The datasets of runs.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">For each row, in the order in which they were logged; null for a run without datasets.</param>
public sealed record DatasetValues(RunColumn Column, IReadOnlyList<IReadOnlyList<DatasetName>?> Values) : RunColumnValues(Column);

/// <summary>How a dataset is told from others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">A fingerprint of its content.</param>
public readonly record struct DatasetName(string Name, string Digest);
