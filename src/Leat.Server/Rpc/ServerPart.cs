namespace Leat.Server;

/// <summary>What a call belongs to. Some parts can be switched off.</summary>
internal enum ServerPart
{
    /// <summary>What is tracked: off with <c>--artifacts-only</c>.</summary>
    Tracking,

    /// <summary>Files of what is tracked, which pages fetch. They are served with <c>--artifacts-only</c>, too, as far as the store knows
    /// whose files they are.</summary>
    Files,

    /// <summary>The artifact proxy: off with <c>--no-serve-artifacts</c>.</summary>
    ArtifactProxy,

    /// <summary>What tells of the server itself.</summary>
    Service,
}
