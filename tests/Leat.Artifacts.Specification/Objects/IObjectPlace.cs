using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification.Objects;

/// <summary>A bucket or container of a test's own in a real service, empty at the start, and what others do there.</summary>
public interface IObjectPlace : IDisposable
{
    /// <summary>All of it, as a location without a slash at its end.</summary>
    string Root { get; }

    /// <summary>Where the service listens, on the loopback interface.</summary>
    Uri Service { get; }

    /// <summary>How many objects are more than two pages of a listing.</summary>
    int SeveralPages { get; }

    /// <summary>A store that reaches it.</summary>
    /// <param name="port">Where else the service listens; null where it does.</param>
    /// <param name="time">What the store takes for the time; null for the system's.</param>
    IArtifactStore Open(int? port = null, TimeProvider? time = null);

    /// <summary>Stores an object of one byte as another program would.</summary>
    Task PutAsync(string key);

    /// <summary>The keys of all objects, in their order.</summary>
    Task<string[]> KeysAsync();

    /// <summary>The media type of an object.</summary>
    Task<string?> MediaTypeAsync(string key);
}
