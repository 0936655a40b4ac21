namespace Leat.Server;

/// <summary>The part of the server that a call belongs to. Options can switch parts off.</summary>
internal enum ServerPart
{
    /// <summary>Tracking: off with <c>--artifacts-only</c>.</summary>
    Tracking,

    /// <summary>Files of runs, models and traces, which pages fetch. Also served with <c>--artifacts-only</c>, if the store knows whose
    /// files they are.</summary>
    Files,

    /// <summary>The artifact proxy: off with <c>--no-serve-artifacts</c>.</summary>
    ArtifactProxy,

    /// <summary>Information about the server itself.</summary>
    Service,
}
