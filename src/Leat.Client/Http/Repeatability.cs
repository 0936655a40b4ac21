namespace Leat.Client;

/// <summary>Whether a call may be sent a second time when nobody knows what became of the first.</summary>
internal enum Repeatability
{
    /// <summary>Twice is as good as once.</summary>
    Always,

    /// <summary>As <see cref="Always"/>, but the second time the object may be gone already: then the first did it.</summary>
    GoneIsDone,

    /// <summary>Only if the server cannot have worked on it: twice would make two.</summary>
    IfUntouched,
}
