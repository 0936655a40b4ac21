using Leat.Conformance.Tests.Playing;
using Leat.Testing.Servers;

namespace Leat.Conformance.Tests;

/// <summary>The same scenarios concurrently on the same server: none may see the others.</summary>
[Collection(RealServerGroup.Name)]
public sealed class ConcurrentScenarioTests(ServerFixture fixture)
{
    [Fact]
    public Task Answers_are_as_recorded_with_other_clients_at_work() =>
        ConcurrentPlay.ShouldHoldAsync(fixture.Server.Address, TestContext.Current.CancellationToken);
}
