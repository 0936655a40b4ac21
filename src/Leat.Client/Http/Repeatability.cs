namespace Leat.Client;

/// <summary>Whether a call may be sent a second time when nobody knows what became of the first.</summary>
internal enum Repeatability
{
    /// <summary>Sending it twice has the same effect as once.</summary>
    Always,

    /// <summary>Like <see cref="Always"/>, but a repeated call may find the object gone: then the first call did it.</summary>
    GoneIsDone,

    /// <summary>Only if the server cannot have worked on it: sent twice, it would create two objects.</summary>
    IfUntouched,
}
