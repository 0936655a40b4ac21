namespace Leat.Client.Tests.EndToEnd;

/// <summary>A real store with the URI by which a client reaches it.</summary>
public interface IStoreUnderTest
{
    /// <summary>What a user would give as tracking URI.</summary>
    string TrackingUri { get; }
}
