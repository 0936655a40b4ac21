namespace Leat.Architecture.Tests.Layers;

/// <summary>Code in one folder of a project uses a type of another.</summary>
/// <param name="From">The folder that uses.</param>
/// <param name="To">The folder that is used.</param>
/// <param name="Example">A file and the type that it uses.</param>
internal sealed record FolderArrow(string From, string To, string Example);
