namespace Leat.Durability.Tests.Databases;

/// <summary>When a connection breaks around a commit; the store cannot tell these apart.</summary>
public enum CutAt
{
    /// <summary>The server never receives the commit, and rolls back.</summary>
    BeforeTheServerHears,

    /// <summary>The server has committed, and its answer is lost.</summary>
    AfterTheServerHasCommitted,
}
