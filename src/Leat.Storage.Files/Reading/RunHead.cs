using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>A run without what it logged.</summary>
/// <param name="Info">Its attributes.</param>
/// <param name="DeletedTimeMs">When it was deleted, Unix milliseconds UTC; null if that is not known.</param>
internal sealed record RunHead(RunInfo Info, long? DeletedTimeMs);
