namespace Leat.Client.Tests.EndToEnd;

/// <summary>A real store somewhere, with the URI that a client reaches it by.</summary>
public interface IStoreUnderTest
{
    /// <summary>What a user would give as tracking URI.</summary>
    string TrackingUri { get; }
}
