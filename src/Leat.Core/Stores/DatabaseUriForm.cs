namespace Leat.Core;

/// <summary>How the URIs of one kind of database server are read.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Example">The example that messages give.</param>
/// <param name="Port">Where the server listens if the URI does not say.</param>
/// <param name="Settings">The settings allowed after the question mark.</param>
internal sealed record DatabaseUriForm(StoreKind Kind, string Example, int Port, IReadOnlyDictionary<string, DatabaseSetting> Settings);
