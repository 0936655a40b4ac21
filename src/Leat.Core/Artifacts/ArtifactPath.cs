namespace Leat.Core.Artifacts;

/// <summary>Turns a path that a client sent into one that cannot leave its root.</summary>
public static class ArtifactPath
{
}
