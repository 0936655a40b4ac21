namespace Leat.Artifacts.Objects;

/// <summary>A page of a container's listing.</summary>
/// <param name="Folders">Of a listing of one level: what the keys of further levels begin with, with or without the slash at its end. Of a
/// listing of all: objects that are folders, where a service has such.</param>
/// <param name="Files">The objects.</param>
internal sealed record ObjectPage(IReadOnlyList<string> Folders, IReadOnlyList<ObjectFile> Files);

/// <summary>An object of a listing.</summary>
/// <param name="Key">Decoded.</param>
/// <param name="Size">In bytes.</param>
internal readonly record struct ObjectFile(string Key, long Size);
