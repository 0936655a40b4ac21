using Leat.Conformance.Tests.Playing;

namespace Leat.Conformance.Tests;

/// <summary>The recorded scenarios about files, for the tests of stores of files.</summary>
public static class ArtifactScenarios
{
    /// <summary>This one shows what a server answers whose store takes no parts.</summary>
    private const string WithoutParts = "artifacts/ajax_twin_delete_and_mpu";

    /// <summary>Plays them on a server, and fails with every difference found.</summary>
    /// <param name="server">The server.</param>
    /// <param name="takesParts">Whether its store takes parts of files from clients.</param>
    /// <param name="cancellationToken">Ends the play.</param>
    public static async Task ShouldHoldAsync(Uri server, bool takesParts, CancellationToken cancellationToken)
    {
        var ids = ScenarioLibrary.Ids.Where(id => id.StartsWith("artifacts/", StringComparison.Ordinal) && !(takesParts && id == WithoutParts)).ToList();
        ids.Count.ShouldBeGreaterThan(20);
        await ConcurrentPlay.ShouldHoldAsync(ids, server, cancellationToken);
    }
}
