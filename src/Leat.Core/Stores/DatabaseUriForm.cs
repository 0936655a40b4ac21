namespace Leat.Core;

/// <summary>How the URIs of one kind of database server are read.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Example">What messages give for an example.</param>
/// <param name="Port">Where the server listens if the URI does not say.</param>
/// <param name="Settings">What may stand behind the question mark.</param>
internal sealed record DatabaseUriForm(StoreKind Kind, string Example, int Port, IReadOnlyDictionary<string, DatabaseSetting> Settings);
