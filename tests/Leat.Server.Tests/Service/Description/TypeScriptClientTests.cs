using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Service.Description;

/// <summary>Others can work with the description: a validator finds nothing, and a client made of it compiles.</summary>
public sealed class TypeScriptClientTests
{
    [Fact(Timeout = 600_000)]
    public async Task The_description_is_valid_and_makes_a_client()
    {
        await using var server = await RunningServer.StartAsync();
        var description = await (await server.GetAsync("/api/leat/1.0/openapi.json")).TextAsync();

        var (exitCode, output) = await DescriptionTools.CheckAsync(description, TestContext.Current.CancellationToken);

        exitCode.ShouldBe(0, output);
    }
}
