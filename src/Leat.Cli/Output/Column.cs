namespace Leat.Cli.Output;

/// <summary>A column of a listing.</summary>
/// <param name="Title">Its heading for people.</param>
/// <param name="Key">Its name for programs.</param>
/// <param name="Value">What it shows of a row: null, a text, a bool, a long, a double, a <see cref="DateTimeOffset"/>, a <see cref="TimeSpan"/> or a list of texts.</param>
internal sealed record Column<T>(string Title, string Key, Func<T, object?> Value);
