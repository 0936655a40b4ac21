using Leat.Core;

namespace Leat.Client.Tests.Context;

public sealed class RunPagesTests
{
    [Theory]
    [InlineData("http://localhost:5000", "http://localhost:5000/#/experiments/7/runs/abc")]
    [InlineData("https://host/team/leat/", "https://host/team/leat/#/experiments/7/runs/abc")]
    [InlineData("https://host/team/leat", "https://host/team/leat/#/experiments/7/runs/abc")]
    [InlineData("http://ann:secret@host:81/?x=1", "http://host:81/#/experiments/7/runs/abc")]
    public void It_lies_on_the_server_and_shows_no_password(string trackingUri, string page) =>
        RunPages.Of(trackingUri, Run())!.AbsoluteUri.ShouldBe(page);

    [Theory]
    [InlineData("sqlite:///leat.db")]
    [InlineData("./mlruns")]
    [InlineData("")]
    public void A_local_database_has_no_page(string trackingUri) => RunPages.Of(trackingUri, Run()).ShouldBeNull();

    private static RunInfo Run() => new("abc", "7", "r", "", RunStatus.Running, 1, null, "", LifecycleStage.Active);
}
